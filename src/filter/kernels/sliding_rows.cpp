#include "filter/kernels/sliding_rows.hpp"

#include <algorithm>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filter/kernels/sliding_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// One vector of a result; vectors may overlap, as numbers are made from inputs alone.
template <class D>
hn::Vec<D> sum_at(D d, const SlidingRows& window, std::size_t output, std::size_t i) {
  auto sum = hn::Zero(d);
  for (std::size_t k = 0; k < window.weights.size(); ++k) {
    const auto w = hn::Set(d, window.weights[k]);
    sum = hn::Add(sum, hn::Mul(w, hn::LoadU(d, window.rows[output + window.places[k]] + i)));
  }
  return sum;
}

/// Each number is summed by itself in the order of the weights, with products that are rounded
/// before they are added, so vectors of any width give the same bits. A narrow strip of all rows
/// is done before the next one: the rows of the window then stay in the nearest cache.
void sliding_rows_of(const SlidingRows& window, double* sums, std::size_t step) {
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  const double* weights = window.weights.data();
  const std::size_t* places = window.places.data();
  const std::size_t taps = window.weights.size();
  std::size_t i = 0;
  for (; i + 4 * lanes <= window.width; i += 4 * lanes) {
    for (std::size_t o = 0; o < window.outputs; ++o) {
      auto a = hn::Zero(d);
      auto b = hn::Zero(d);
      auto c = hn::Zero(d);
      auto e = hn::Zero(d);
      for (std::size_t k = 0; k < taps; ++k) {
        const auto w = hn::Set(d, weights[k]);
        const double* row = window.rows[o + places[k]] + i;
        a = hn::Add(a, hn::Mul(w, hn::LoadU(d, row)));
        b = hn::Add(b, hn::Mul(w, hn::LoadU(d, row + lanes)));
        c = hn::Add(c, hn::Mul(w, hn::LoadU(d, row + 2 * lanes)));
        e = hn::Add(e, hn::Mul(w, hn::LoadU(d, row + 3 * lanes)));
      }
      double* to = sums + o * step + i;
      hn::StoreU(a, d, to);
      hn::StoreU(b, d, to + lanes);
      hn::StoreU(c, d, to + 2 * lanes);
      hn::StoreU(e, d, to + 3 * lanes);
    }
  }
  if (window.width < lanes) return reference::sliding_rows(window, i, sums, step);
  for (; i < window.width; i += lanes) {
    const std::size_t at = std::min(i, window.width - lanes);
    for (std::size_t o = 0; o < window.outputs; ++o) {
      hn::StoreU(sum_at(d, window, o, at), d, sums + o * step + at);
    }
  }
}

#else

void sliding_rows_of(const SlidingRows& window, double* sums, std::size_t step) {
  reference::sliding_rows(window, 0, sums, step);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(sliding_rows_of);

void sliding_rows(const SlidingRows& window, double* sums, std::size_t step) noexcept {
  VOXTRAIT_DISPATCH(sliding_rows_of)(window, sums, step);
}

}  // namespace voxtrait

#endif

#include "filter/kernels/weighted_rows.hpp"

#include <algorithm>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filter/kernels/weighted_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// Each number is summed by itself in the order of the rows, with products that are rounded before
/// they are added, so vectors of any width give the same bits.
template <class T>
void weighted_sums(std::span<const T> weights, const T* const* rows, std::size_t count, T* sums) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
    auto a = hn::Zero(d);
    auto b = hn::Zero(d);
    auto c = hn::Zero(d);
    auto e = hn::Zero(d);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      const auto w = hn::Set(d, weights[k]);
      const T* row = rows[k] + i;
      a = hn::Add(a, hn::Mul(w, hn::LoadU(d, row)));
      b = hn::Add(b, hn::Mul(w, hn::LoadU(d, row + lanes)));
      c = hn::Add(c, hn::Mul(w, hn::LoadU(d, row + 2 * lanes)));
      e = hn::Add(e, hn::Mul(w, hn::LoadU(d, row + 3 * lanes)));
    }
    hn::StoreU(a, d, sums + i);
    hn::StoreU(b, d, sums + i + lanes);
    hn::StoreU(c, d, sums + i + 2 * lanes);
    hn::StoreU(e, d, sums + i + 3 * lanes);
  }
  if (count < lanes) return reference::weighted_rows(weights, rows, i, count, sums);
  // The last vector overlaps the one before it: numbers are made from inputs alone.
  for (; i < count; i += lanes) {
    const std::size_t at = std::min(i, count - lanes);
    auto sum = hn::Zero(d);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      sum = hn::Add(sum, hn::Mul(hn::Set(d, weights[k]), hn::LoadU(d, rows[k] + at)));
    }
    hn::StoreU(sum, d, sums + at);
  }
}

#else

template <class T>
void weighted_sums(std::span<const T> weights, const T* const* rows, std::size_t count, T* sums) {
  reference::weighted_rows(weights, rows, 0, count, sums);
}

#endif

void weighted_rows_of(std::span<const double> weights, const double* const* rows, std::size_t count,
                      double* sums) {
  weighted_sums(weights, rows, count, sums);
}

void weighted_float_rows_of(std::span<const float> weights, const float* const* rows,
                            std::size_t count, float* sums) {
  weighted_sums(weights, rows, count, sums);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(weighted_rows_of);
HWY_EXPORT(weighted_float_rows_of);

void weighted_rows(std::span<const double> weights, const double* const* rows, std::size_t count,
                   double* sums) noexcept {
  VOXTRAIT_DISPATCH(weighted_rows_of)(weights, rows, count, sums);
}

void weighted_rows(std::span<const float> weights, const float* const* rows, std::size_t count,
                   float* sums) noexcept {
  VOXTRAIT_DISPATCH(weighted_float_rows_of)(weights, rows, count, sums);
}

}  // namespace voxtrait

#endif

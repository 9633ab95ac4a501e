#include "features/kernels/range_sums.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "features/kernels/range_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// Four vectors at a time: their sums don't wait for each other.
void add_ranges_of(std::span<const RangeEnds> rows, std::int64_t count, double* sums) {
  const hn::ScalableTag<double> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t k = 0;
  for (; k + 4 * lanes <= count; k += 4 * lanes) {
    auto a = hn::Zero(d);
    auto b = a;
    auto c = a;
    auto e = a;
    for (const RangeEnds& row : rows) {
      const double* after = row.after + k;
      const double* before = row.before + k;
      const auto range = [&](std::int64_t at) HWY_ATTR {
        return hn::Sub(hn::LoadU(d, after + at), hn::LoadU(d, before + at));
      };
      a = hn::Add(a, range(0));
      b = hn::Add(b, range(lanes));
      c = hn::Add(c, range(2 * lanes));
      e = hn::Add(e, range(3 * lanes));
    }
    hn::StoreU(a, d, sums + k);
    hn::StoreU(b, d, sums + k + lanes);
    hn::StoreU(c, d, sums + k + 2 * lanes);
    hn::StoreU(e, d, sums + k + 3 * lanes);
  }
  for (; k < count; k += lanes) {
    auto sum = hn::Zero(d);
    for (const RangeEnds& row : rows) {
      sum = hn::Add(sum, hn::Sub(hn::LoadU(d, row.after + k), hn::LoadU(d, row.before + k)));
    }
    hn::StoreU(sum, d, sums + k);
  }
}

#else

void add_ranges_of(std::span<const RangeEnds> rows, std::int64_t count, double* sums) {
  reference::add_ranges(rows, count, sums);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(add_ranges_of);

void add_ranges(std::span<const RangeEnds> rows, std::int64_t count, double* sums) {
  VOXTRAIT_DISPATCH(add_ranges_of)(rows, count, sums);
}

}  // namespace voxtrait

#endif

#include "core/kernels/integer_counts.hpp"

#include <algorithm>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/integer_counts.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

void count_integers_of(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                       const IntegerCounts& counts) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<std::int32_t, decltype(d)> whole;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const auto base = hn::Set(d, counts.base);
  const auto window = hn::Set(d, static_cast<double>(counts.window));
  const auto bad = hn::Set(d, -1.0);
  constexpr std::int64_t batch = 256;
  HWY_ALIGN std::int32_t places[batch];
  for (std::int64_t done = 0; done < count; done += batch) {
    const std::int64_t here = std::min(batch, count - done);
    for (std::int64_t k = 0; k < here; k += lanes) {
      const auto x = hn::Sub(hn::LoadU(d, intensities + done + k), base);
      const auto fits = hn::And(hn::Ge(x, hn::Zero(d)), hn::Lt(x, window));
      const auto is_whole = hn::And(fits, hn::Eq(hn::Floor(x), x));
      hn::Store(hn::DemoteTo(whole, hn::IfThenElse(is_whole, x, bad)), whole, places + k);
    }
    for (std::int64_t k = 0; k < here; ++k) {
      ++counts.counts[inside[done + k] == 0 ? 0 : places[k] + 2];
    }
  }
}

#else

void count_integers_of(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                       const IntegerCounts& counts) {
  reference::count_integers(intensities, inside, count, counts);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(count_integers_of);

void count_integers(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                    const IntegerCounts& counts) {
  VOXTRAIT_DISPATCH(count_integers_of)(intensities, inside, count, counts);
}

}  // namespace voxtrait

#endif

#include "preprocess/kernels/level_rows.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "preprocess/kernels/level_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// The same operations in the same order as the plain code, so the same bits.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V levels_of(D d, const double* intensities, const LevelRule& rule) {
  const auto shifted = hn::Sub(hn::LoadU(d, intensities), hn::Set(d, rule.lower));
  const auto scaled = hn::Mul(hn::Set(d, rule.factor), shifted);
  const auto bin = hn::Floor(hn::Div(scaled, hn::Set(d, rule.divisor)));
  const auto level = hn::Add(bin, hn::Set(d, 1.0));
  const auto most = hn::Set(d, rule.most);
  return hn::IfThenElse(hn::Lt(level, most), level, most);
}

/// Levels below 2^16 as integers of 32 bits; what lies outside becomes any number.
template <class T>
void write_levels_of(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                     const LevelRule& rule, T* levels) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<std::int32_t, decltype(d)> whole;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  constexpr std::int64_t batch = 64;
  HWY_ALIGN std::int32_t wide[batch];
  for (std::int64_t done = 0; done < count; done += batch) {
    const std::int64_t here = count - done < batch ? count - done : batch;
    for (std::int64_t k = 0; k < here; k += lanes) {
      const auto level = levels_of(d, intensities + done + k, rule);
      hn::Store(hn::DemoteTo(whole, level), whole, wide + k);
    }
    for (std::int64_t k = 0; k < here; ++k) {
      levels[done + k] = static_cast<T>(inside[done + k] == 0 ? 0 : wide[k]);
    }
  }
}

#else

template <class T>
void write_levels_of(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                     const LevelRule& rule, T* levels) {
  reference::write_levels(intensities, inside, count, rule, levels);
}

#endif

void write_levels_8(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                    const LevelRule& rule, std::uint8_t* levels) {
  write_levels_of(intensities, inside, count, rule, levels);
}

void write_levels_16(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                     const LevelRule& rule, std::uint16_t* levels) {
  write_levels_of(intensities, inside, count, rule, levels);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(write_levels_8);
HWY_EXPORT(write_levels_16);

void write_levels(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                  const LevelRule& rule, std::uint8_t* levels) {
  VOXTRAIT_DISPATCH(write_levels_8)(intensities, inside, count, rule, levels);
}

void write_levels(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                  const LevelRule& rule, std::uint16_t* levels) {
  VOXTRAIT_DISPATCH(write_levels_16)(intensities, inside, count, rule, levels);
}

}  // namespace voxtrait

#endif

#include "texture/kernels/border_steps.hpp"

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "texture/kernels/border_steps.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

void limit_by_neighbours_16(std::uint16_t* distances, const std::uint16_t* a,
                            const std::uint16_t* b, std::int64_t count) {
  const hn::ScalableTag<std::uint16_t> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const auto one = hn::Set(d, std::uint16_t{1});
  std::int64_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const auto nearest = hn::Min(hn::LoadU(d, a + k), hn::LoadU(d, b + k));
    const auto limit = hn::SaturatedAdd(nearest, one);
    hn::StoreU(hn::Min(hn::LoadU(d, distances + k), limit), d, distances + k);
  }
  reference::limit_by_neighbours(distances + k, a + k, b + k, count - k);
}

void distances_to_ends_16(std::uint16_t* distances, std::int64_t count) {
  const hn::ScalableTag<std::uint16_t> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const std::int64_t whole = count < 0xFFFF ? count - count % lanes : 0;
  for (std::int64_t k = 0; k < whole; k += lanes) {
    const auto from_begin = hn::Iota(d, static_cast<std::uint16_t>(k + 1));
    const auto from_end = hn::Sub(hn::Set(d, static_cast<std::uint16_t>(count + 1)), from_begin);
    hn::StoreU(hn::Min(from_begin, from_end), d, distances + k);
  }
  for (std::int64_t k = whole; k < count; ++k) {
    const std::int64_t nearer = std::min(k + 1, count - k);
    distances[k] = static_cast<std::uint16_t>(std::min<std::int64_t>(nearer, 0xFFFF));
  }
}

#else

void limit_by_neighbours_16(std::uint16_t* distances, const std::uint16_t* a,
                            const std::uint16_t* b, std::int64_t count) {
  reference::limit_by_neighbours(distances, a, b, count);
}

void distances_to_ends_16(std::uint16_t* distances, std::int64_t count) {
  reference::distances_to_ends(distances, count);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(limit_by_neighbours_16);
HWY_EXPORT(distances_to_ends_16);

void limit_by_neighbours(std::uint16_t* distances, const std::uint16_t* a, const std::uint16_t* b,
                         std::int64_t count) {
  VOXTRAIT_DISPATCH(limit_by_neighbours_16)(distances, a, b, count);
}

void distances_to_ends(std::uint16_t* distances, std::int64_t count) {
  VOXTRAIT_DISPATCH(distances_to_ends_16)(distances, count);
}

}  // namespace voxtrait

#endif

#include "texture/kernels/equal_neighbours.hpp"

#include <algorithm>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "texture/kernels/equal_neighbours.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// The bits of neighbours [first, last), moved down by `base`; what is left fits into T.
template <class D, class V, class T = hn::TFromD<D>>
V equal_bits(D d, const T* voxels, V v, const NeighbourSteps& steps, std::size_t first,
             std::size_t last, std::size_t base) {
  auto bits = hn::Zero(d);
  for (std::size_t i = first; i < last; ++i) {
    const auto equal = hn::Eq(v, hn::LoadU(d, voxels + steps[i]));
    bits = hn::Or(bits, hn::IfThenElseZero(equal, hn::Set(d, static_cast<T>(1U << (i - base)))));
  }
  return bits;
}

void write_codes(const std::uint8_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                 std::size_t first, std::uint16_t* codes) {
  const hn::ScalableTag<std::uint8_t> d;
  const hn::ScalableTag<std::uint16_t> wide;
  const hn::Half<decltype(d)> half;
  constexpr std::size_t split = 8;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (std::int64_t k = 0; k < count; k += lanes) {
    const auto v = hn::LoadU(d, voxels + k);
    const auto low = equal_bits(d, voxels + k, v, steps, first, split, 0);
    const auto high =
        equal_bits(d, voxels + k, v, steps, std::max(first, split), steps.size(), split);
    const auto code_of = [&](auto low_part, auto high_part) HWY_ATTR {
      const auto shifted = hn::ShiftLeft<8>(hn::PromoteTo(wide, high_part));
      return hn::Or(hn::PromoteTo(wide, low_part), shifted);
    };
    hn::StoreU(code_of(hn::LowerHalf(half, low), hn::LowerHalf(half, high)), wide, codes + k);
    hn::StoreU(code_of(hn::UpperHalf(half, low), hn::UpperHalf(half, high)), wide,
               codes + k + lanes / 2);
  }
}

void write_codes(const std::uint16_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                 std::size_t first, std::uint16_t* codes) {
  const hn::ScalableTag<std::uint16_t> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (std::int64_t k = 0; k < count; k += lanes) {
    const auto v = hn::LoadU(d, voxels + k);
    const auto bits = equal_bits(d, voxels + k, v, steps, first, steps.size(), 0);
    hn::StoreU(bits, d, codes + k);
  }
}

template <class T>
void equal_neighbours_of(const T* voxels, std::int64_t count, const NeighbourSteps& steps,
                         bool in_slice, std::uint16_t* codes) {
  write_codes(voxels, count, steps, in_slice ? steps.size() - preceding_in_slice : 0, codes);
}

#else

template <class T>
void equal_neighbours_of(const T* voxels, std::int64_t count, const NeighbourSteps& steps,
                         bool in_slice, std::uint16_t* codes) {
  reference::equal_neighbours(voxels, count, steps, in_slice, codes);
}

#endif

void equal_neighbours_8(const std::uint8_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                        bool in_slice, std::uint16_t* codes) {
  equal_neighbours_of(voxels, count, steps, in_slice, codes);
}

void equal_neighbours_16(const std::uint16_t* voxels, std::int64_t count,
                         const NeighbourSteps& steps, bool in_slice, std::uint16_t* codes) {
  equal_neighbours_of(voxels, count, steps, in_slice, codes);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(equal_neighbours_8);
HWY_EXPORT(equal_neighbours_16);

void equal_neighbours(const std::uint8_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                      bool in_slice, std::uint16_t* codes) {
  VOXTRAIT_DISPATCH(equal_neighbours_8)(voxels, count, steps, in_slice, codes);
}

void equal_neighbours(const std::uint16_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                      bool in_slice, std::uint16_t* codes) {
  VOXTRAIT_DISPATCH(equal_neighbours_16)(voxels, count, steps, in_slice, codes);
}

}  // namespace voxtrait

#endif

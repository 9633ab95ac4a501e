// Included once for each instruction set, so there is no ordinary include guard.
#if defined(VOXTRAIT_CORE_MASK_BITS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VOXTRAIT_CORE_MASK_BITS_INL_HPP
#undef VOXTRAIT_CORE_MASK_BITS_INL_HPP
#else
#define VOXTRAIT_CORE_MASK_BITS_INL_HPP
#endif

#include <hwy/highway.h>

#include <bit>
#include <cstdint>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

/// A mask as bits, the first lane lowest. Read back in the size in which it was stored, as a
/// processor forwards nothing else without waiting.
template <class D, class Mask>
HWY_INLINE std::uint64_t bits_of(D d, Mask mask) {
  constexpr std::size_t bytes = (hwy::HWY_NAMESPACE::MaxLanes(D()) + 7) / 8;
  using Bits = std::conditional_t<
      bytes == 8, std::uint64_t,
      std::conditional_t<bytes == 4, std::uint32_t,
                         std::conditional_t<bytes == 2, std::uint16_t, std::uint8_t>>>;
  std::uint8_t stored[8];
  hwy::HWY_NAMESPACE::StoreMaskBits(d, mask, stored);
  Bits bits;
  std::memcpy(&bits, stored, sizeof(bits));
  return bits;
}

/// The lowest `count` bits.
HWY_INLINE std::uint64_t lowest(std::uint64_t bits, std::int64_t count) {
  return count >= 64 ? bits : bits & ((std::uint64_t{1} << count) - 1);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

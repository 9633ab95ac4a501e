#include "texture/kernels/long_runs.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "core/dispatch.hpp"
#include "texture/kernels/slice_ring.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "texture/kernels/long_runs.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/mask_bits-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

/// Length of a run that ends at a voxel, counted back voxel by voxel.
template <class T>
std::uint64_t counted_back(const T* last, std::ptrdiff_t step) {
  std::uint64_t length = 1;
  for (const T* at = last; at[-step] == *last; at -= step) ++length;
  return length;
}

template <class T>
void emit(std::uint64_t ended, const T* voxels, const T* lengths, std::ptrdiff_t step,
          LevelSizeCounter& counter) {
  for (; ended != 0; ended &= ended - 1) {
    const int k = std::countr_zero(ended);
    const bool saturated = lengths[k] == std::numeric_limits<T>::max();
    counter.add(voxels[k], saturated ? counted_back(voxels + k, step) : lengths[k]);
  }
}

/// One span: each voxel continues the run of the voxel before, and a run that the next voxel does
/// not continue is counted.
template <class T>
void march(const T* voxels, std::int64_t count, std::ptrdiff_t step, std::uint64_t shortest,
           const T* before, T* here, LevelSizeCounter& counter) {
  const hn::ScalableTag<T> d;
  const auto one = hn::Set(d, T{1});
  const auto zero = hn::Zero(d);
  const auto too_short = hn::Set(d, static_cast<T>(shortest - 2));
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (std::int64_t k = 0; k < count; k += lanes) {
    const auto v = hn::LoadU(d, voxels + k);
    const auto continues = hn::Eq(v, hn::LoadU(d, voxels + k - step));
    const auto so_far = hn::IfThenElseZero(continues, hn::LoadU(d, before + k));
    hn::StoreU(hn::SaturatedAdd(so_far, one), d, here + k);
    const auto goes_on = hn::Or(hn::Eq(v, hn::LoadU(d, voxels + k + step)), hn::Eq(v, zero));
    const std::uint64_t ended = bits_of(d, hn::AndNot(goes_on, hn::Gt(so_far, too_short)));
    if (ended == 0) continue;
    emit(lowest(ended, count - k), voxels + k, here + k, step, counter);
  }
}

/// Along the row itself: a run of k pairs of equal neighbours is a run of k + 1 voxels, and bits
/// that are set one after the other are counted at once.
template <class T>
void march_along_row(const T* voxels, std::int64_t count, std::uint64_t shortest,
                     LevelSizeCounter& counter) {
  const hn::ScalableTag<T> d;
  const auto zero = hn::Zero(d);
  const auto lanes = static_cast<int>(hn::Lanes(d));
  std::uint64_t pairs_before = 0;  // right before the vector
  for (std::int64_t k = 0; k < count; k += lanes) {
    const auto v = hn::LoadU(d, voxels + k);
    const auto continues = hn::Eq(v, hn::LoadU(d, voxels + k - 1));
    const auto goes_on = hn::Or(hn::Eq(v, hn::LoadU(d, voxels + k + 1)), hn::Eq(v, zero));
    const std::uint64_t equal = bits_of(d, continues);
    std::uint64_t ended = lowest(bits_of(d, hn::AndNot(goes_on, continues)), count - k);
    if (shortest > 2) ended &= equal << 1U | (pairs_before != 0 ? 1U : 0U);
    for (; ended != 0; ended &= ended - 1) {
      const int last = std::countr_zero(ended);
      const int pairs = std::countl_one(equal << (63 - last));
      const auto more = static_cast<std::uint64_t>(pairs);
      counter.add(voxels[k + last], 1 + more + (pairs > last ? pairs_before : 0));
    }
    const int at_end = std::countl_one(equal << (64 - lanes));
    pairs_before = static_cast<std::uint64_t>(at_end) + (at_end == lanes ? pairs_before : 0);
  }
}

template <class T>
void count_long_runs_of(const T* voxels, const Index& size, std::span<const LevelSpan> spans,
                        const Direction& direction, std::uint64_t shortest,
                        LevelSizeCounter& counter) {
  const std::ptrdiff_t step = step_of(direction, size);
  if (step == 1) {
    for (const LevelSpan& s : spans)
      march_along_row(voxels + s.offset, s.length, shortest, counter);
    return;
  }
  // What is read was written before: a voxel of equal level lies in a span.
  SliceRing<T> lengths(size, direction[2] + 1);
  for (const LevelSpan& s : spans) {
    const std::int64_t z = lengths.slice_of(s.offset);
    march(voxels + s.offset, s.length, step, shortest,
          lengths.at(s.offset - step, z - direction[2]), lengths.at(s.offset, z), counter);
  }
}

#else

template <class T>
void count_long_runs_of(const T* voxels, const Index& size, std::span<const LevelSpan> spans,
                        const Direction& direction, std::uint64_t shortest,
                        LevelSizeCounter& counter) {
  reference::count_long_runs(voxels, size, spans, direction, shortest, counter);
}

#endif

void count_long_runs_8(const std::uint8_t* voxels, const Index& size,
                       std::span<const LevelSpan> spans, const Direction& direction,
                       std::uint64_t shortest, LevelSizeCounter& counter) {
  count_long_runs_of(voxels, size, spans, direction, shortest, counter);
}

void count_long_runs_16(const std::uint16_t* voxels, const Index& size,
                        std::span<const LevelSpan> spans, const Direction& direction,
                        std::uint64_t shortest, LevelSizeCounter& counter) {
  count_long_runs_of(voxels, size, spans, direction, shortest, counter);
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(count_long_runs_8);
HWY_EXPORT(count_long_runs_16);

void count_long_runs(const std::uint8_t* voxels, const Index& size,
                     std::span<const LevelSpan> spans, const Direction& direction,
                     std::uint64_t shortest, LevelSizeCounter& counter) {
  VOXTRAIT_DISPATCH(count_long_runs_8)(voxels, size, spans, direction, shortest, counter);
}

void count_long_runs(const std::uint16_t* voxels, const Index& size,
                     std::span<const LevelSpan> spans, const Direction& direction,
                     std::uint64_t shortest, LevelSizeCounter& counter) {
  VOXTRAIT_DISPATCH(count_long_runs_16)(voxels, size, spans, direction, shortest, counter);
}

}  // namespace voxtrait

#endif

#pragma once

#include <cstdint>

#include "voxtrait/core/block.hpp"
#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// A value for each voxel of the slice at hand and of the `depth` - 1 slices before it, addressed
/// by offsets in the whole padded volume. Vectors may write up to `overrun` values beyond a row.
template <class T>
class SliceRing {
 public:
  SliceRing(const Index& size, std::int64_t depth)
      : slice_(size[0] * size[1]),
        depth_(depth),
        values_(static_cast<std::size_t>(depth * (slice_ + overrun))) {}

  /// Place of the voxel at `offset` in slice `z`, which may lie before slice 0.
  [[nodiscard]] T* at(std::int64_t offset, std::int64_t z) noexcept {
    const std::int64_t place = (z + depth_) % depth_ * (slice_ + overrun);
    return values_.values().data() + (place + offset - z * slice_);
  }

  [[nodiscard]] std::int64_t slice_of(std::int64_t offset) const noexcept {
    return offset / slice_;
  }

 private:
  static constexpr std::int64_t overrun = 128;

  std::int64_t slice_;
  std::int64_t depth_;
  Block<T> values_;
};

}  // namespace voxtrait

#pragma once

#include "voxtrait/core/box.hpp"

namespace voxtrait {

struct Roi;

/// A coarser grid that keeps voxels 0, step, 2 step and on along each axis of an image.
using Step = Index;
inline constexpr Step every_voxel{1, 1, 1};

/// How many voxels of an axis or image are kept.
inline std::int64_t decimated(std::int64_t size, std::int64_t step) noexcept {
  return (size + step - 1) / step;
}
Index decimated(const Index& size, const Step& step) noexcept;

/// The voxels of a box that are kept, as a box of the coarser grid; may be empty.
Box decimated(const Box& box, const Step& step) noexcept;

/// The geometry of an image of which only such voxels are kept; along the axes in `from_end` they
/// are counted from the last one.
Geometry decimated(const Geometry& geometry, const Step& step,
                   const std::array<bool, 3>& from_end) noexcept;

/// The masks of a ROI on the coarser grid: each kept voxel stays what it is. Intensities are left
/// out. O(voxels kept).
Roi decimated(const Roi& roi, const Step& step);

}  // namespace voxtrait

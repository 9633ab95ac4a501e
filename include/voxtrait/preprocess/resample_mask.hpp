#pragma once

#include "voxtrait/core/image.hpp"

namespace voxtrait {

/// The mask on the image's grid: each image voxel takes the label of the mask voxel whose centre is
/// nearest in the patient, 0 outside the mask. No label is invented or blended. O(image voxels).
Image resample_mask(const ImageView& mask, const Geometry& image);

}  // namespace voxtrait

#pragma once

#include "voxtrait/core/image.hpp"

namespace voxtrait {

/// The same image in memory that zeros do not take: its blocks of zeros are left untouched. For
/// masks, which are read before their image and are mostly background. O(voxels).
Image without_background(const Image& image);

}  // namespace voxtrait

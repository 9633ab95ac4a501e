#pragma once

#include "voxtrait/core/image.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/registry/filter.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// The grid of a whole image after interpolation: an empty region with its size and spacing.
Region prepared_grid(const Geometry& image, const Settings& settings);

/// The voxels, in working axes, that a box on the prepared grid depends on.
Box image_part(const Geometry& image, const Settings& settings, const Box& box);

/// A part of the image, rounded and interpolated as `prepare` does for a ROI. `box` lies on the
/// prepared grid; no more of the image is read than it needs.
Region prepare_region(const ImageView& image, const Settings& settings, const Box& box,
                      const Parallel& parallel);

}  // namespace voxtrait

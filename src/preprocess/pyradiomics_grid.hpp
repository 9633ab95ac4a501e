#pragma once

#include <optional>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

/// Where PyRadiomics would put the samples of an image and a mask.
struct PyradiomicsGrid {
  Geometry geometry;
  bool image_stays = false;  ///< the image's spacing is the wanted one: only the mask is resampled
};

/// Whether all coordinates of the grids agree within the tolerance, as ITK compares them.
bool same_space(const Geometry& image, const Geometry& mask, double tolerance) noexcept;

/// The failure of a ROI whose bounding box reaches out of the image; nothing if it does not.
std::optional<Failure> outside_image(const Geometry& image, const Geometry& mask, const Box& roi);

/// The grid aligned on the mask's corner and cropped to the ROI's box and its padding.
PyradiomicsGrid pyradiomics_grid(const Geometry& image, const Geometry& mask, const Box& roi,
                                 const PyradiomicsSettings& settings);

/// The part of an image that the samples of a grid depend on.
Box part_for(const Geometry& image, const Geometry& grid);

/// A box of an image's voxels.
struct ImagePart {
  Geometry geometry;  ///< of the whole image
  Box box;
  Volume<double> values;
};

/// The values of the image at the voxels of `target`; 0 outside the image. Throws std::bad_alloc,
/// and Interrupted when it is asked to stop.
Volume<double> resample_itk(const ImagePart& image, const Geometry& target,
                            PyradiomicsInterpolator interpolator, const Parallel& parallel);

/// As `resample_itk` by nearest neighbour, for a mask.
Volume<std::uint8_t> resample_mask_itk(const ImageView& mask, std::int64_t label, const Box& roi,
                                       const Geometry& target, const Parallel& parallel);

}  // namespace voxtrait

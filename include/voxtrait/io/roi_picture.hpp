#pragma once

#include <cstdint>
#include <string>

#include "voxtrait/core/roi.hpp"

namespace voxtrait {

/// Intensities that are drawn black and white.
struct IntensityWindow {
  double black = 0.0;
  double white = 1.0;
};

/// A slice of a ROI as a picture, and what it shows.
struct RoiPicture {
  std::string png;           ///< bytes of a PNG file
  std::int64_t width = 0;    ///< pixels
  std::int64_t height = 0;   ///< pixels
  std::int64_t slice = 0;    ///< of the whole grid, counted from 0
  std::int64_t voxels = 0;   ///< of the morphological mask in this slice
  std::int64_t removed = 0;  ///< those of them that re-segmentation took out
};

/// The slice, counted from 0 in the ROI's box, with most voxels of the morphological mask; the
/// first of several.
std::int64_t largest_slice(const Roi& roi) noexcept;

/// Draws a slice of the ROI's box: intensities in grey, the outline of the morphological mask in
/// yellow, voxels removed by re-segmentation hatched in blue.
///
/// Voxels become blocks of pixels in their true proportions, without interpolation; the longer side
/// has about `pixels` pixels.
RoiPicture draw_slice(const Roi& roi, std::int64_t slice, const IntensityWindow& window,
                      std::int64_t pixels);

}  // namespace voxtrait

#pragma once

#include <cstdint>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// One region of interest, pre-processed and cropped: what every feature family works on.
///
/// The three volumes have the same size and axis order (x, y, z of the working frame; slices are
/// stacked along z). `box` says where they lie in the whole (interpolated) grid of size `grid`.
/// The margin around the ROI holds image voxels that local intensity features look at.
struct Roi {
  std::int64_t label = 0;
  Index grid{0, 0, 0};
  Vector spacing{1.0, 1.0, 1.0};  ///< mm
  Box box;
  Volume<double> intensity;                 ///< of the image, inside and around the ROI
  Volume<std::uint8_t> morphological_mask;  ///< IBSI G5KJ, 0 or 1
  Volume<std::uint8_t> intensity_mask;      ///< IBSI SEFI, 0 or 1; re-segmented
};

}  // namespace voxtrait

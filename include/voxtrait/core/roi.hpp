#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/intensity_block.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// One region of interest, pre-processed and cropped: what every feature family works on.
///
/// The three volumes have the same size and axis order (x, y, z of the working frame; slices are
/// stacked along z). `box` says where they lie in the whole (interpolated) grid of size `grid`.
/// The margin around the ROI holds image voxels that local intensity features look at; intensities
/// further away may be left 0. Where nothing was interpolated or rounded, intensities are those of
/// the image, which must outlive the ROI.
struct Roi {
  std::int64_t label = 0;
  Index grid{0, 0, 0};
  Vector spacing{1.0, 1.0, 1.0};  ///< mm
  Box box;
  IntensityBlock intensity;                 ///< of the image, inside and around the ROI
  Volume<std::uint8_t> morphological_mask;  ///< IBSI G5KJ, 0 or 1
  Volume<std::uint8_t> intensity_mask;      ///< IBSI SEFI, 0 or 1; re-segmented
  std::vector<Span> rows;    ///< of the morphological mask, y then z; empty if not known
  Distribution intensities;  ///< of the intensity mask, once prepared

  /// From the first to the last voxel of a row in the morphological mask, and so in both masks.
  [[nodiscard]] Span span(std::int64_t y, std::int64_t z) const noexcept {
    if (rows.empty()) return span_of(morphological_mask.row(y, z));
    return rows[static_cast<std::size_t>(z * morphological_mask.size()[1] + y)];
  }
};

/// The part of a row of `box` in which all voxels of the masks are: all of it if rows are not
/// known.
Span span_in(const Roi& roi, const Box& box, std::int64_t y, std::int64_t z) noexcept;

/// The smallest box around the intensity mask; empty where it has no voxel. O(rows and voxels of
/// the ROI), O(voxels of the block) if rows are not known.
Box intensity_box(const Roi& roi);

}  // namespace voxtrait

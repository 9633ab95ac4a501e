#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/image.hpp"
#include "voxtrait/core/intensity_block.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// How stored axes become working axes, so that values do not depend on the storage order.
///
/// Working axes point along the patient's axes (left, posterior, superior as closely as stored axes
/// allow), with slices stacked along the last one: (x, y, z) for axial, (x, z, y) for coronal and
/// (y, z, x) for sagittal slices.
struct Frame {
  std::array<std::size_t, 3> stored_axis{0, 1, 2};  ///< of each working axis
  std::array<bool, 3> flipped{false, false, false};
  Index size{0, 0, 0};            ///< of the whole image, working axes
  Vector spacing{1.0, 1.0, 1.0};  ///< mm, working axes

  /// A box in stored axes, in working axes.
  [[nodiscard]] Box from_stored(const Box& stored) const noexcept;

  /// A box in working axes, in stored axes.
  [[nodiscard]] Box to_stored(const Box& working) const noexcept;
};

/// The frame of an image. Spacings that are 32-bit floats become the decimal number they stand for
/// (2.2000000477 becomes 2.2), so that header precision never decides about grid sizes.
Frame frame_of(const Geometry& geometry, SlicePlane plane) noexcept;

/// The plane whose slices the voxel sizes suggest: the axis whose spacing is larger than two equal
/// ones; axial where there is none.
SlicePlane likely_acquisition_plane(const Geometry& geometry) noexcept;

/// Image voxels of a box in working axes, which stay where they are: the image must outlive them.
/// Where `rows` are given, spans of the box's rows, y then z, all else counts as 0.
IntensityBlock stored_block(const ImageView& image, const Frame& frame, const Box& box,
                            std::vector<Span> rows = {});

/// Image voxels of a box in working axes, converted to double.
Volume<double> crop(const ImageView& image, const Frame& frame, const Box& box,
                    const Parallel& parallel = Parallel(1));

/// A mask and the spans of its rows, y then z.
struct CroppedLabel {
  Volume<std::uint8_t> mask;
  std::vector<Span> rows;
};

/// 1 where the mask carries `label`, over a box in working axes; it is looked for in `inner` only.
CroppedLabel crop_label(const ImageView& mask, std::int64_t label, const Frame& frame,
                        const Box& box, const Box& inner, const Parallel& parallel = Parallel(1));

}  // namespace voxtrait

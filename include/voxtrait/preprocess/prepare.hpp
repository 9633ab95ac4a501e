#pragma once

#include <functional>

#include "voxtrait/core/image.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/core/outcome.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

enum class Stage : std::uint8_t { initial, interpolated, resegmented };

/// Sees the ROI after each stage; for diagnostics.
using StageObserver = std::function<void(Stage, const Roi&)>;

/// Pre-processes one label in IBSI's order: crop, round, interpolate, round, re-segment.
///
/// `margin_mm` of image is kept around the ROI for features that look outside it; the corners of
/// its block that lie further away are read only for a `whole_block`. Fails when the ROI has no
/// voxel left or when interpolation meets NaN or Inf.
Outcome<Roi> prepare(const ImageView& image, const ImageView& mask, const LabelRegion& region,
                     const Settings& settings, double margin_mm, const Parallel& parallel,
                     const StageObserver& observe = {}, bool whole_block = false);

/// The whole image, rounded and interpolated as `prepare` does for a ROI; for diagnostics.
Volume<double> prepare_whole_image(const ImageView& image, const Settings& settings,
                                   const Parallel& parallel);

}  // namespace voxtrait

#pragma once

#include <string>
#include <vector>

#include "voxtrait/core/image.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/pipeline/table.hpp"
#include "voxtrait/preprocess/prepare.hpp"

namespace voxtrait {

/// One diagnostic value; families and tags are those of the IBSI reference tables.
struct Diagnostic {
  std::string family;  ///< `diagnostics_<stage>`
  std::string tag;     ///< e.g. `int_mask_mean_int_reseg_roi`
  std::string unit;
  Value value;
};

/// Dimensions, spacing and intensities of the whole image, as stored and as interpolated.
std::vector<Diagnostic> image_diagnostics(const ImageView& image, const Settings& settings,
                                          const Parallel& parallel);

/// Dimensions, bounding boxes, voxel counts and intensities of a ROI after one stage.
std::vector<Diagnostic> roi_diagnostics(Stage stage, const Roi& roi);

/// The same rows without values, for a ROI that did not reach the stage.
std::vector<Diagnostic> missing_roi_diagnostics(Stage stage, const Failure& failure);

}  // namespace voxtrait

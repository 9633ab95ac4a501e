#pragma once

#include <vector>

#include "diagnostics.hpp"
#include "target.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

/// Collects what PyRadiomics says about image and mask: families `diagnostics_original`,
/// `diagnostics_interpolated`, `diagnostics_corrected` and `diagnostics_resegmented`; tags such as
/// `image_mean` and `mask_bounding_box_0`.
class PyradiomicsDiagnostics {
 public:
  PyradiomicsDiagnostics(const ImageView& image, const ImageView& mask, const Target& target)
      : image_(image),
        mask_(mask),
        target_(target) {}

  /// Image and mask as they are stored.
  void add_original(const Parallel& parallel);

  /// Mask and, where it was resampled, image after a stage.
  void add(PyradiomicsStage reached, const PyradiomicsRegion& region);

  std::vector<Diagnostic> take() { return std::move(list_); }

 private:
  const ImageView& image_;
  const ImageView& mask_;
  const Target& target_;
  std::vector<Diagnostic> list_;
};

}  // namespace voxtrait

#include "pyradiomics_memory.hpp"

#include <algorithm>

#include "pyradiomics_image_types.hpp"
#include "voxtrait/core/distribution.hpp"
#include "voxtrait/filter/pyradiomics.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

namespace {

// Bytes for each voxel.
constexpr double interpolation_bytes = 32.0;  ///< intensities, ITK's copy, coefficients, a spare
constexpr double grid_bytes = 25.0;           ///< intensities, mask, the mask while it is resampled
constexpr double roi_bytes = 60.0;            ///< copies on the way, intensities sorted and counted
constexpr double kept_bytes = sizeof(double) + 2 + 2 * sizeof(Distribution::Bin);
constexpr double zone_bytes = 40.0;
constexpr double pair_bytes = 13.0 * 2.0 * 16.0;  ///< no two pairs alike, in 13 directions
constexpr double key_bytes = 13.0 * 2.0 * 4.0;    ///< the list of ordered pairs, which grows

double product(const std::array<double, 3>& extents) {
  return extents[0] * extents[1] * extents[2];
}

/// Saturates: a spacing may be so fine that no number of bytes is enough.
std::uint64_t bytes(double number) {
  constexpr double most = 9e18;
  return static_cast<std::uint64_t>(std::min(number, most));
}

/// What the hungriest image type takes while its images are made: the wavelet transform holds an
/// image for each axis beside its input.
double image_type_bytes(const Geometry& image, const Box& roi, const PyradiomicsExtents& extents,
                        const PyradiomicsSettings& settings) {
  constexpr double each = 40.0;
  double most = 0.0;
  for (const PyradiomicsImageTypeChoice& choice : settings.image_types) {
    const PyradiomicsImageType* type = find_pyradiomics_image_type(choice.type);
    if (type == nullptr) continue;
    const bool resampled = settings.resampled_pixel_spacing && settings.interpolator;
    const Index needed =
        type->needs(settings_for(settings, choice), roi, image.size, image.spacing).extents();
    const double voxels =
        resampled ? extents.grid
                  : product({static_cast<double>(needed[0]), static_cast<double>(needed[1]),
                             static_cast<double>(needed[2])});
    most = std::max(most, each * voxels);
  }
  return most;
}

}  // namespace

MemoryEstimate estimate_pyradiomics_memory(const Geometry& image, const Geometry& mask,
                                           const LabelRegion& region,
                                           const PyradiomicsSettings& settings, const Plan& plan) {
  const PyradiomicsExtents extents = pyradiomics_extents(image, mask, region.box, settings);
  const double inside = product(extents.roi);
  std::array<double, 3> padded = extents.roi;
  for (double& extent : padded) extent += 2.0 * static_cast<double>(plan.border);
  MemoryEstimate estimate;
  const double whole =
      settings.normalize ? sizeof(double) * static_cast<double>(image.voxel_count()) : 0.0;
  estimate.preprocessing = bytes(whole + interpolation_bytes * extents.interpolated +
                                 grid_bytes * extents.grid + roi_bytes * inside);
  double features = kept_bytes * inside;
  if (plan.needs_levels) {
    const double keys = settings.symmetrical_glcm ? 0.0 : key_bytes;
    features += 2.0 * product(padded) + (zone_bytes + pair_bytes + keys) * inside;
  }
  features += image_type_bytes(image, region.box, extents, settings);
  estimate.features = bytes(features);
  return estimate;
}

}  // namespace voxtrait

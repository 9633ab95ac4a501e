#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

/// The cumulative intensity-volume histogram of a ROI on its grid of intensities (IBSI P88C).
///
/// Grid points are numbered k = 0, 1, ...; the intensity of k is `first + k * step` and its
/// intensity fraction k / span. The grid ends at `last_index`, also where no voxel has such an
/// intensity.
class IntensityVolumeHistogram {
 public:
  /// Fails when intensities do not suit the discretisation or the grid has one point only.
  static Outcome<IntensityVolumeHistogram> make(const Distribution& intensities,
                                                const DiscretisationSettings& settings,
                                                const std::optional<Range>& range);

  /// Largest volume fraction with an intensity fraction of at least `percent`.
  [[nodiscard]] double volume_at_intensity(int percent) const noexcept;

  /// Smallest grid intensity that at most `percent` of the volume reaches; NaN where the grid has
  /// none.
  [[nodiscard]] double intensity_at_volume(int percent) const noexcept;

  /// Trapezoidal area under volume fraction over intensity fraction; 0 for a single level.
  [[nodiscard]] double area_under_curve() const noexcept;

 private:
  struct Level {
    std::int64_t index;         ///< k
    std::uint64_t at_or_above;  ///< voxels with this level or a higher one
  };
  [[nodiscard]] std::uint64_t voxels_from(std::int64_t index) const noexcept;

  std::vector<Level> levels_;
  double first_ = 0.0;
  double step_ = 1.0;
  double span_ = 0.0;
  std::int64_t last_index_ = 0;
  std::uint64_t voxels_ = 0;
};

}  // namespace voxtrait

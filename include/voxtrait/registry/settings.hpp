#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/registry/filter.hpp"
#include "voxtrait/registry/pyradiomics_settings.hpp"
#include "voxtrait/registry/setting_declaration.hpp"

namespace voxtrait {

/// Whose definitions are followed: IBSI's, or those of PyRadiomics 3.
enum class Profile : std::uint8_t { ibsi, pyradiomics };

inline constexpr std::array profiles{Profile::ibsi, Profile::pyradiomics};

constexpr std::string_view name(Profile profile) {
  return profile == Profile::ibsi ? "ibsi" : "pyradiomics";
}

/// The profile of that name; throws `config.invalid` with the nearest one.
Profile profile_named(std::string_view text);

enum class Rounding : std::uint8_t { none, nearest_integer };
enum class SlicePlane : std::uint8_t { axial, coronal, sagittal, stored };
enum class Interpolator : std::uint8_t { none, nearest, linear, cubic };
enum class MaskInterpolator : std::uint8_t { nearest, linear };
enum class GridAlignment : std::uint8_t { centre, origin, corner, fit };
enum class Discretiser : std::uint8_t { none, fixed_bin_size, fixed_bin_number };
enum class DistanceNorm : std::uint8_t { none, manhattan, euclidean, chebyshev };
enum class PercentileMethod : std::uint8_t { linear, nearest_rank };

/// A closed range; a missing bound is open (IBSI USB3).
struct Range {
  std::optional<double> lower;
  std::optional<double> upper;

  friend bool operator==(const Range&, const Range&) = default;
};

/// New voxel spacing in mm, one for each axis; a missing one keeps the axis as it is.
using Spacing = std::array<std::optional<double>, 3>;

struct ImageSettings {
  Rounding rounding = Rounding::none;
};

struct SliceSettings {
  SlicePlane plane = SlicePlane::axial;
};

struct InterpolationSettings {
  Interpolator method = Interpolator::none;
  Spacing spacing;
  GridAlignment grid = GridAlignment::centre;
  MaskInterpolator mask_method = MaskInterpolator::linear;
  double mask_threshold = 0.5;
  Rounding rounding = Rounding::none;
};

struct ResegmentationSettings {
  std::optional<Range> range;
  std::optional<double> outlier_sigma;
};

struct DiscretisationSettings {
  Discretiser method = Discretiser::fixed_bin_number;
  double bin_width = 25.0;
  std::int64_t bin_number = 32;
};

struct StatisticsSettings {
  PercentileMethod percentiles = PercentileMethod::linear;
};

struct GlcmSettings {
  std::int64_t distance = 1;
  DistanceNorm weighting = DistanceNorm::none;
};

struct GlrlmSettings {
  DistanceNorm weighting = DistanceNorm::none;
};

struct NgtdmSettings {
  std::int64_t distance = 1;
};

struct NgldmSettings {
  std::int64_t distance = 1;
  std::int64_t coarseness = 0;
};

/// All settings of an extraction. Defaults, ranges and documentation of every key are declared in
/// one list, from which JSON parsing, the schema and the command-line flags follow.
struct Settings {
  Profile profile = Profile::ibsi;
  ImageSettings image;
  SliceSettings slices;
  InterpolationSettings interpolation;
  ResegmentationSettings resegmentation;
  DiscretisationSettings discretisation;
  DiscretisationSettings intensity_volume_histogram{Discretiser::fixed_bin_number, 2.5, 1000};
  StatisticsSettings intensity_statistics;
  GlcmSettings glcm;
  GlrlmSettings glrlm;
  NgtdmSettings ngtdm;
  NgldmSettings ngldm;
  std::vector<Aggregation> aggregations{Aggregation::average_3d, Aggregation::merged_3d,
                                        Aggregation::volume_3d};
  std::vector<FilterChoice> filters;  ///< of image variants beside the original
  std::vector<std::string> families{"all"};
  std::vector<std::string> exclude;  ///< features: id, `family.id` or IBSI code
  PyradiomicsSettings pyradiomics;   ///< of its profile alone
  std::vector<std::string> plugins;  ///< that the other settings need: names or paths

  /// Of plugins, by `family/key`; what is not there has its default.
  std::map<std::string, SettingValue> plugin_values;
};

/// Short form of a discretisation for column names: `none`, `fbs25`, `fbn32`.
std::string short_form(const DiscretisationSettings& settings);
std::string short_form(const PyradiomicsSettings& settings);

}  // namespace voxtrait

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace voxtrait {

enum class ResegmentMode : std::uint8_t { absolute, relative, sigma };
enum class PyradiomicsNorm : std::uint8_t { manhattan, euclidean, infinity, no_weighting };

/// The interpolators that PyRadiomics takes from SimpleITK, by their names there.
enum class PyradiomicsInterpolator : std::uint8_t {
  nearest_neighbor,
  linear,
  bspline,
  gaussian,
  label_gaussian,
  hamming_windowed_sinc,
  cosine_windowed_sinc,
  welch_windowed_sinc,
  lanczos_windowed_sinc,
  blackman_windowed_sinc,
};

enum class LbpMethod : std::uint8_t { uniform, plain, rotation_invariant, variance };

/// A width of the Laplacian of Gaussian. Names of images tell 1 from 1.0, as PyRadiomics does.
struct PyradiomicsSigma {
  double mm = 1.0;
  bool whole = false;  ///< written without a decimal point

  friend bool operator==(const PyradiomicsSigma&, const PyradiomicsSigma&) = default;
};

/// An image type that is wanted, such as `LoG`, with the settings that differ for it: keys of this
/// section and their values in JSON, in the order in which they were given.
struct PyradiomicsImageTypeChoice {
  std::string type;
  std::vector<std::pair<std::string, std::string>> settings;

  friend bool operator==(const PyradiomicsImageTypeChoice&,
                         const PyradiomicsImageTypeChoice&) = default;
};

/// The settings of a PyRadiomics parameter file. Their keys are PyRadiomics' own.
struct PyradiomicsSettings {
  std::int64_t label = 1;
  std::int64_t minimum_roi_dimensions = 2;
  std::optional<std::int64_t> minimum_roi_size;
  std::optional<double> geometry_tolerance;  ///< absent: 1e-6
  bool correct_mask = false;
  bool normalize = false;
  double normalize_scale = 1.0;
  std::optional<double> remove_outliers;
  std::optional<std::array<double, 3>> resampled_pixel_spacing;  ///< 0 keeps an axis
  std::optional<PyradiomicsInterpolator> interpolator = PyradiomicsInterpolator::bspline;
  std::int64_t pad_distance = 5;
  bool pre_crop = false;
  std::vector<double> resegment_range;  ///< empty, lower bound or both bounds
  ResegmentMode resegment_mode = ResegmentMode::absolute;
  bool resegment_shape = false;
  double bin_width = 25.0;
  std::optional<std::int64_t> bin_count;
  std::vector<std::int64_t> distances{1};
  bool force_2d = false;
  std::int64_t force_2d_dimension = 0;  ///< 0 z, 1 y, 2 x
  double voxel_array_shift = 0.0;
  bool symmetrical_glcm = true;
  std::optional<PyradiomicsNorm> weighting_norm;
  std::int64_t gldm_a = 0;
  bool optional_features = false;  ///< those that PyRadiomics gives only when they are named

  std::vector<PyradiomicsImageTypeChoice> image_types{{"Original", {}}};
  std::vector<PyradiomicsSigma> sigma;
  std::string wavelet = "coif1";
  std::int64_t start_level = 0;
  std::int64_t level = 1;
  bool gradient_use_spacing = true;
  double lbp_2d_radius = 1.0;
  std::int64_t lbp_2d_samples = 8;
  LbpMethod lbp_2d_method = LbpMethod::uniform;
  std::int64_t lbp_3d_levels = 2;
  double lbp_3d_icosphere_radius = 1.0;
  std::int64_t lbp_3d_icosphere_subdivision = 1;

  /// Axis (0 x, 1 y, 2 z) across which textures do not look, if there is one.
  [[nodiscard]] std::optional<std::size_t> plane_normal() const noexcept {
    if (!force_2d) return std::nullopt;
    return static_cast<std::size_t>(2 - force_2d_dimension);
  }
};

}  // namespace voxtrait

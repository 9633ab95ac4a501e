#include "common.hpp"

#include "voxtrait/core/error.hpp"

namespace voxtrait {

FilterSetting boundary_setting() {
  return {.id = "boundary",
          .unit = "",
          .doc = "what the image is beyond its edges",
          .fallback = std::string("mirror"),
          .choices = {"zero", "nearest", "periodic", "mirror"}};
}

FilterSetting dimensions_setting() {
  return {.id = "dimensions",
          .unit = "",
          .doc = "2: each slice by itself; 3: the volume",
          .fallback = std::int64_t{3},
          .least = 2,
          .most = 3};
}

FilterSetting rotation_setting() {
  return {.id = "rotation_invariance",
          .unit = "",
          .doc = "pool the responses to the kernel turned by all right angles: 4 in a slice, 24 in "
                 "the volume (IBSI O1AQ)",
          .fallback = false};
}

FilterSetting pooling_setting() {
  return {.id = "pooling",
          .unit = "",
          .doc = "how responses to several orientations become one",
          .fallback = std::string("average"),
          .choices = {"average", "max", "min"}};
}

FilterSetting sigma_setting(double fallback) {
  return {.id = "sigma_mm",
          .unit = "mm",
          .doc = "standard deviation of the Gaussian (IBSI 41LN)",
          .fallback = fallback,
          .least = 0.0,
          .above_least = true,
          .most = 1e4};
}

FilterSetting cutoff_setting(double fallback) {
  return {.id = "cutoff",
          .unit = "sigma",
          .doc = "where the kernel is cut off, in standard deviations",
          .fallback = fallback,
          .least = 0.5,
          .most = 20.0};
}

void reject_setting(std::string_view setting, const std::string& message) {
  throw Error(ErrorCode::config_invalid, message, std::string(setting));
}

}  // namespace voxtrait

#include "common.hpp"

#include "voxtrait/core/error.hpp"

namespace voxtrait {

SettingDeclaration boundary_setting() {
  return {.key = "boundary",
          .unit = "",
          .doc = "what the image is beyond its edges",
          .type = SettingType::choice,
          .choices = {"zero", "nearest", "periodic", "mirror"},
          .default_value = std::string("mirror")};
}

SettingDeclaration dimensions_setting() {
  return {.key = "dimensions",
          .unit = "",
          .doc = "2: each slice by itself; 3: the volume",
          .type = SettingType::integer,
          .minimum = 2,
          .maximum = 3,
          .default_value = std::int64_t{3}};
}

SettingDeclaration rotation_setting() {
  return {.key = "rotation_invariance",
          .unit = "",
          .doc = "pool the responses to the kernel turned by all right angles: 4 in a slice, 24 in "
                 "the volume (IBSI O1AQ)",
          .type = SettingType::boolean,
          .default_value = false};
}

SettingDeclaration pooling_setting() {
  return {.key = "pooling",
          .unit = "",
          .doc = "how responses to several orientations become one",
          .type = SettingType::choice,
          .choices = {"average", "max", "min"},
          .default_value = std::string("average")};
}

SettingDeclaration sigma_setting(double fallback) {
  return {.key = "sigma_mm",
          .unit = "mm",
          .doc = "standard deviation of the Gaussian (IBSI 41LN)",
          .type = SettingType::number,
          .minimum = 0.0,
          .above_minimum = true,
          .maximum = 1e4,
          .default_value = fallback};
}

SettingDeclaration cutoff_setting(double fallback) {
  return {.key = "cutoff",
          .unit = "sigma",
          .doc = "where the kernel is cut off, in standard deviations",
          .type = SettingType::number,
          .minimum = 0.5,
          .maximum = 20.0,
          .default_value = fallback};
}

void reject_setting(std::string_view setting, const std::string& message) {
  throw Error(ErrorCode::config_invalid, message, std::string(setting));
}

}  // namespace voxtrait

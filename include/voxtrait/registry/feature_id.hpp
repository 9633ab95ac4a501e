#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// What a value is: enough to tell it from every other value of a study.
struct FeatureId {
  std::string variant = "original";
  std::string family;
  std::string feature;
  std::string ibsi_code;
  std::string parameter_code;
  Aggregation aggregation = Aggregation::whole_roi;
  std::string discretisation;  ///< short form such as `fbs25`, empty where none applies

  friend bool operator==(const FeatureId&, const FeatureId&) = default;
};

/// How a FeatureId is spelled as a column name.
enum class NamingScheme : std::uint8_t {
  native,  ///< original_glcm_joint_entropy_3d_merged_fbs25
  ibsi,    ///< original_TU9B_IAZD_fbs25; the native name where a feature has no code
};

/// The only function that spells names.
std::string render(const FeatureId& id, NamingScheme scheme);

/// Inverse of `render` for the features of a registry; nothing if the name is not one of its own.
std::optional<FeatureId> parse(std::string_view column, NamingScheme scheme,
                               const Registry& registry);

}  // namespace voxtrait

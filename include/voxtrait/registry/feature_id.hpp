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
  std::string pyradiomics;     ///< `glcm_JointEntropy`; empty where PyRadiomics has no such value

  friend bool operator==(const FeatureId&, const FeatureId&) = default;
};

/// How a FeatureId is spelled as a column name.
enum class NamingScheme : std::uint8_t {
  native,       ///< original_glcm_joint_entropy_3d_merged_fbs25
  ibsi,         ///< original_TU9B_IAZD_fbs25; the native name where a feature has no code
  pyradiomics,  ///< original_glcm_JointEntropy; the native name for values of other profiles
};

/// `class_Feature` of a feature of the profile pyradiomics, empty for others.
std::string pyradiomics_name(const FamilyInfo& family, const FeatureInfo& feature);

/// The only function that spells names.
std::string render(const FeatureId& id, NamingScheme scheme);

/// The name that a value has in tables: PyRadiomics' own for values of its profile, else native.
inline std::string column_name(const FeatureId& id) {
  return render(id, id.pyradiomics.empty() ? NamingScheme::native : NamingScheme::pyradiomics);
}

/// Inverse of `render` for the features of a registry; nothing if the name is not one of its own.
/// A PyRadiomics name tells neither aggregation nor discretisation: it gives the family's first
/// aggregation and no discretisation.
std::optional<FeatureId> parse(std::string_view column, NamingScheme scheme,
                               const Registry& registry);

}  // namespace voxtrait

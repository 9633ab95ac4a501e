#pragma once

#include <span>
#include <string>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// Everything that the registry says about features, as a JSON array of objects.
///
/// Keys: profile, family, feature, name, ibsi_code, parameter_code, unit, formula, description,
/// undefined_when, remark, pyradiomics, formula_of, optional, ibsi_section, aggregations.
std::string feature_json(std::span<const FeatureLocation> features, int indent = -1);

}  // namespace voxtrait

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

/// The same of filters. Keys: filter, name, ibsi_code, description, settings; those of a setting:
/// key, unit, expects, default, description.
std::string filter_json(std::span<const Filter* const> filters, int indent = -1);

}  // namespace voxtrait

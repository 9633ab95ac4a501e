#pragma once

#include <span>
#include <string>
#include <vector>

#include "voxtrait/io/reference_study.hpp"
#include "voxtrait/registry/registry.hpp"

// The tables of the verification report, as HTML.
namespace voxtrait::cli {

using Values = std::span<const VerifiedValue>;

/// Cuts values where a field of their reference changes.
std::vector<Values> runs_by(Values values, std::string ReferenceValue::*field);

/// What a configuration is called, e.g. `Configuration A`.
std::string configuration_title(const std::string& configuration);

/// What a family of features or of diagnostic values is called.
std::string family_title(const std::string& family, const Registry& registry);

/// Verdicts counted for each configuration, which links to its section, and together.
std::string summary_table(Values values);

/// Matches of each family in each configuration.
std::string overview_table(Values values, const Registry& registry);

/// All values of one family in one configuration.
std::string family_table(Values values);

/// The values that miss their reference, with configuration and family.
std::string misses_table(Values values);

}  // namespace voxtrait::cli

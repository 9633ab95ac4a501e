#pragma once

#include <span>
#include <vector>

#include "voxtrait/features/context.hpp"
#include "voxtrait/plugin.h"
#include "voxtrait/registry/family.hpp"

namespace voxtrait {

/// The values of a plugin's family; whatever goes wrong in the plugin becomes their status.
std::vector<AggregatedValues> compute_plugin(const Family& family, const voxtrait_family& table,
                                             const Context& context,
                                             std::span<const Aggregation> wanted);

}  // namespace voxtrait

#pragma once

#include <memory>

#include "tables.hpp"
#include "voxtrait/plugin.h"
#include "voxtrait/registry/family.hpp"

namespace voxtrait {

/// A family from a plugin's table. Throws `plugin.invalid` for a table that contradicts itself; ids
/// are checked by the registry.
Family plugin_family(const voxtrait_family& table, std::shared_ptr<const void> keep);

}  // namespace voxtrait

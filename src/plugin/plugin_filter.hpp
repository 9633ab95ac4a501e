#pragma once

#include <memory>

#include "voxtrait/plugin.h"
#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// The filter that a plugin's table describes; throws `plugin.invalid`.
Filter plugin_filter(const voxtrait_filter& table, std::shared_ptr<const void> keep);

}  // namespace voxtrait

#pragma once

#include <vector>

#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// All filters that voxtrait brings, those of the IBSI manual in its order.
std::vector<Filter> builtin_filters();

}  // namespace voxtrait

#pragma once

#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// All families that voxtrait brings, in the order of the IBSI manual.
Registry builtin_registry();

}  // namespace voxtrait

#pragma once

#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// The families and filters of the IBSI manual, in its order.
Registry ibsi_registry();

/// All families and filters that voxtrait brings: those of the IBSI manual in its order, then those
/// of the profile `pyradiomics` in the order of PyRadiomics' results.
Registry builtin_registry();

}  // namespace voxtrait

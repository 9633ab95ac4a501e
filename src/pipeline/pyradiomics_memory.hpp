#pragma once

#include "voxtrait/pipeline/memory.hpp"

namespace voxtrait {

/// The estimate for the profile `pyradiomics`.
MemoryEstimate estimate_pyradiomics_memory(const Geometry& image, const Geometry& mask,
                                           const LabelRegion& region,
                                           const PyradiomicsSettings& settings, const Plan& plan);

}  // namespace voxtrait

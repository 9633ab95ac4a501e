#pragma once

#include "directional.hpp"
#include "voxtrait/features/matrices.hpp"

namespace voxtrait {

/// GLCM and GLRLM of the wanted aggregations, made anew.
DirectionalMatrices<CoOccurrence> make_co_occurrences(const Context& context,
                                                      std::span<const Aggregation> wanted);
DirectionalMatrices<LevelSizeMatrix> make_run_lengths(const Context& context,
                                                      std::span<const Aggregation> wanted);

}  // namespace voxtrait

#pragma once

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/registry/settings.hpp"
#include "voxtrait/texture/shared_matrices.hpp"

namespace voxtrait {

/// What a family may look at: one ROI and everything that was computed once for all families.
struct Context {
  const Roi& roi;
  const Settings& settings;
  const Distribution& intensities;  ///< of the intensity mask; not empty, all finite
  const Levels* levels;             ///< never null for families that work on texture levels
  const SharedMatrices* matrices;   ///< of the levels; null where those are
  const Parallel& parallel;
  std::uint64_t memory = unlimited;  ///< bytes that a family may take beyond the ROI

  static constexpr std::uint64_t unlimited = ~std::uint64_t{0};
};

}  // namespace voxtrait

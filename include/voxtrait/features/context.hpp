#pragma once

#include <memory>
#include <vector>

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/image.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/registry/settings.hpp"
#include "voxtrait/texture/shared_matrices.hpp"

namespace voxtrait {

class SharedDirections;

/// The whole image as it is stored, with all its labels; for families that look beyond one ROI.
struct Scene {
  ImageView image;
  ImageView mask;
  Frame frame;
  std::vector<LabelRegion> regions;  ///< boxes in working axes
};

/// What a family may look at: one ROI and everything that was computed once for all families.
struct Context {
  const Roi& roi;
  const Settings& settings;
  const Distribution& intensities;  ///< of the intensity mask; not empty, all finite
  const Levels* levels;             ///< never null for families that work on texture levels
  const SharedMatrices* matrices;   ///< of the levels; null where those are
  const Parallel& parallel;
  std::uint64_t memory = unlimited;  ///< bytes that a family may take beyond the ROI

  /// GLCM and GLRLM that several families look at; null where each makes its own.
  const SharedDirections* directions = nullptr;
  const Scene* scene = nullptr;      ///< never null for families that ask for it
  std::shared_ptr<const void> keep;  ///< of ROI and levels, for who must look at them longer

  static constexpr std::uint64_t unlimited = ~std::uint64_t{0};
};

}  // namespace voxtrait

#pragma once

#include <cstdint>

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait::bench {

/// What lies in a region.
enum class Content : std::uint8_t {
  random,  ///< whole numbers, no two neighbours alike
  smooth,  ///< whole numbers as of a CT: slow waves and a little noise
};

/// A ball in its bounding box.
struct Scene {
  Roi roi;
  Distribution intensities;

  [[nodiscard]] double voxels() const { return static_cast<double>(intensities.voxels); }
};

/// A ball of about so many voxels.
Scene make_scene(std::int64_t voxels, Content content);

/// The scene in so many levels, with a border for neighbours of distance 1.
Levels levels_of(const Scene& scene, int levels);

}  // namespace voxtrait::bench

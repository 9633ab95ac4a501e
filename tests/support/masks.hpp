#pragma once

#include "support/random.hpp"
#include "support/volumes.hpp"

namespace voxtrait::test {

using MaskVolume = Volume<std::uint8_t>;

/// Each voxel set with the same probability; at least one is.
inline MaskVolume random_mask(const Index& size, double probability, Random& random) {
  auto mask =
      volume_of<std::uint8_t>(size, [&](auto...) { return random.chance(probability) ? 1 : 0; });
  mask.at(random.integer(0, size[0] - 1), random.integer(0, size[1] - 1),
          random.integer(0, size[2] - 1)) = 1;
  return mask;
}

/// The voxels whose centres lie within an ellipsoid around the middle, in voxels.
inline MaskVolume ellipsoid_mask(const Index& size, const Vector& radii) {
  return volume_of<std::uint8_t>(size, [&](auto x, auto y, auto z) {
    const Index at{x, y, z};
    double sum = 0.0;
    for (std::size_t a = 0; a < 3; ++a) {
      const double d =
          (static_cast<double>(at[a]) - 0.5 * static_cast<double>(size[a] - 1)) / radii[a];
      sum += d * d;
    }
    return sum <= 1.0 ? 1 : 0;
  });
}

/// Whether a voxel is set; those outside the volume are not.
inline bool is_set(const MaskVolume& mask, const Index& v) {
  for (std::size_t a = 0; a < 3; ++a) {
    if (v[a] < 0 || v[a] >= mask.size()[a]) return false;
  }
  return mask.at(v[0], v[1], v[2]) != 0;
}

}  // namespace voxtrait::test

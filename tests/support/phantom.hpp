#pragma once

#include "support/random.hpp"
#include "support/stored_image.hpp"

namespace voxtrait::test {

/// An image with its mask.
struct Phantom {
  StoredImage<std::int16_t> image;
  StoredImage<std::uint8_t> mask;
};

inline Geometry geometry_of(const Index& size, const Vector& spacing = {1.0, 1.0, 1.0}) {
  Geometry geometry;
  geometry.size = size;
  geometry.spacing = spacing;
  return geometry;
}

/// Whole numbers from 1 to `levels` at random, and a ragged ellipsoid of label 1 that keeps
/// `margin` voxels away from the border.
inline Phantom random_phantom(const Geometry& geometry, const Index& margin, std::int64_t levels,
                              std::uint64_t seed = 1) {
  Random random(seed);
  Phantom phantom;
  phantom.image =
      stored_image<std::int16_t>(geometry, [&](auto...) { return random.integer(1, levels); });
  phantom.mask = stored_image<std::uint8_t>(geometry, [&](auto x, auto y, auto z) {
    const Index at{x, y, z};
    double distance = 0.0;
    for (std::size_t a = 0; a < 3; ++a) {
      const double centre = 0.5 * static_cast<double>(geometry.size[a] - 1);
      const double radius = centre - static_cast<double>(margin[a]) + 0.5;
      const double d = (static_cast<double>(at[a]) - centre) / radius;
      distance += d * d;
    }
    return distance <= 1.0 && random.chance(0.9) ? 1 : 0;
  });
  return phantom;
}

inline Phantom restored(const Phantom& phantom, const StorageOrder& order) {
  return {restored(phantom.image, order), restored(phantom.mask, order)};
}

}  // namespace voxtrait::test

#pragma once

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "voxtrait/core/image.hpp"

namespace voxtrait::test {

/// Voxels as a file would store them, with their geometry.
template <class T>
struct StoredImage {
  Geometry geometry;
  std::vector<T> voxels;

  [[nodiscard]] ImageView view() const { return voxtrait::view(voxels.data(), geometry); }
  operator ImageView() const { return view(); }

  [[nodiscard]] std::size_t offset(const Index& index) const {
    return static_cast<std::size_t>((index[2] * geometry.size[1] + index[1]) * geometry.size[0] +
                                    index[0]);
  }
  [[nodiscard]] T& at(const Index& index) { return voxels[offset(index)]; }
  [[nodiscard]] const T& at(const Index& index) const { return voxels[offset(index)]; }
};

template <class T, class Function>
StoredImage<T> stored_image(const Geometry& geometry, Function&& value) {
  StoredImage<T> image{geometry, {}};
  image.voxels.reserve(static_cast<std::size_t>(geometry.voxel_count()));
  for (std::int64_t z = 0; z < geometry.size[2]; ++z) {
    for (std::int64_t y = 0; y < geometry.size[1]; ++y) {
      for (std::int64_t x = 0; x < geometry.size[0]; ++x) {
        image.voxels.push_back(static_cast<T>(value(x, y, z)));
      }
    }
  }
  return image;
}

/// One of the 48 ways to store an image: new axis `a` is old axis `axis[a]`, maybe reversed.
struct StorageOrder {
  std::array<std::size_t, 3> axis{0, 1, 2};
  std::array<bool, 3> reversed{false, false, false};
};

inline std::vector<StorageOrder> all_storage_orders() {
  std::vector<StorageOrder> orders;
  std::array<std::size_t, 3> axis{0, 1, 2};
  do {
    for (unsigned bits = 0; bits < 8; ++bits) {
      orders.push_back({axis, {(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0}});
    }
  } while (std::next_permutation(axis.begin(), axis.end()));
  return orders;
}

/// Index in the old image of a voxel of the re-stored one.
inline Index old_index(const Index& index, const Index& old_size, const StorageOrder& order) {
  Index old{};
  for (std::size_t a = 0; a < 3; ++a) {
    const std::size_t o = order.axis[a];
    old[o] = order.reversed[a] ? old_size[o] - 1 - index[a] : index[a];
  }
  return old;
}

inline Geometry restored(const Geometry& old, const StorageOrder& order) {
  Geometry result;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::size_t o = order.axis[a];
    result.size[a] = old.size[o];
    result.spacing[a] = old.spacing[o];
    for (std::size_t r = 0; r < 3; ++r) {
      result.direction[3 * r + a] = (order.reversed[a] ? -1 : 1) * old.direction[3 * r + o];
    }
  }
  const Index first = old_index({0, 0, 0}, old.size, order);
  result.origin = old.position({static_cast<double>(first[0]), static_cast<double>(first[1]),
                                static_cast<double>(first[2])});
  return result;
}

/// The same patient stored in another order of axes.
template <class T>
StoredImage<T> restored(const StoredImage<T>& image, const StorageOrder& order) {
  return stored_image<T>(restored(image.geometry, order),
                         [&](std::int64_t x, std::int64_t y, std::int64_t z) {
                           return image.at(old_index({x, y, z}, image.geometry.size, order));
                         });
}

/// The image with `margin` voxels of `fill(x, y, z)` (in old indices) around it.
template <class T, class Function>
StoredImage<T> embedded(const StoredImage<T>& image, const Index& margin, Function&& fill) {
  Geometry geometry = image.geometry;
  for (std::size_t a = 0; a < 3; ++a) geometry.size[a] += 2 * margin[a];
  geometry.origin =
      image.geometry.position({-static_cast<double>(margin[0]), -static_cast<double>(margin[1]),
                               -static_cast<double>(margin[2])});
  return stored_image<T>(geometry, [&](std::int64_t x, std::int64_t y, std::int64_t z) {
    const Index old{x - margin[0], y - margin[1], z - margin[2]};
    for (std::size_t a = 0; a < 3; ++a) {
      if (old[a] < 0 || old[a] >= image.geometry.size[a]) {
        return static_cast<T>(fill(old[0], old[1], old[2]));
      }
    }
    return image.at(old);
  });
}

/// Direction matrix of rotations about x, y and z, in degrees.
inline std::array<double, 9> rotation(double about_x, double about_y, double about_z) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180.0; };
  const double cx = std::cos(radians(about_x));
  const double sx = std::sin(radians(about_x));
  const double cy = std::cos(radians(about_y));
  const double sy = std::sin(radians(about_y));
  const double cz = std::cos(radians(about_z));
  const double sz = std::sin(radians(about_z));
  return {cz * cy,
          cz * sy * sx - sz * cx,
          cz * sy * cx + sz * sx,
          sz * cy,
          sz * sy * sx + cz * cx,
          sz * sy * cx - cz * sx,
          -sy,
          cy * sx,
          cy * cx};
}

}  // namespace voxtrait::test

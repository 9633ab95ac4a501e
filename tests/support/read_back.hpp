#pragma once

#include <vector>

#include "voxtrait/core/image.hpp"

namespace voxtrait::test {

/// The voxels of an image as doubles.
inline std::vector<double> voxels_of(const Image& image) {
  std::vector<double> values;
  with_pixels(image, [&](const auto* voxels) {
    for (std::int64_t i = 0; i < image.geometry().voxel_count(); ++i) {
      values.push_back(static_cast<double>(voxels[i]));
    }
  });
  return values;
}

/// Twelve values of a type, its extremes among them.
template <class T>
std::vector<T> twelve_values() {
  std::vector<T> values{std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max()};
  for (int i = 0; i < 10; ++i) values.push_back(static_cast<T>(3 * i + 1));
  return values;
}

template <class T>
std::vector<double> as_doubles(const std::vector<T>& values) {
  return {values.begin(), values.end()};
}

}  // namespace voxtrait::test

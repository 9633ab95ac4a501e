#pragma once

#include <cstdint>
#include <utility>

#include "voxtrait/core/roi.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait::test {

/// Calls `function(x, y, z)` for every voxel, x fastest.
template <class Function>
void for_each_voxel(const Index& size, Function&& function) {
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      for (std::int64_t x = 0; x < size[0]; ++x) function(x, y, z);
    }
  }
}

template <class T, class Function>
Volume<T> volume_of(const Index& size, Function&& value) {
  Volume<T> volume(size);
  for_each_voxel(size, [&](std::int64_t x, std::int64_t y, std::int64_t z) {
    volume.at(x, y, z) = static_cast<T>(value(x, y, z));
  });
  return volume;
}

/// A row of values along x.
template <class T>
Volume<T> row_of(std::initializer_list<T> values) {
  Volume<T> volume({static_cast<std::int64_t>(values.size()), 1, 1});
  std::copy(values.begin(), values.end(), volume.values().begin());
  return volume;
}

/// A ROI that is a whole image, before re-segmentation.
inline Roi roi_of(Volume<double> intensity, Volume<std::uint8_t> mask,
                  const Vector& spacing = {1.0, 1.0, 1.0}) {
  Roi roi;
  roi.label = 1;
  roi.grid = intensity.size();
  roi.spacing = spacing;
  roi.box = {{0, 0, 0}, intensity.size()};
  roi.intensity = std::move(intensity);
  roi.morphological_mask = mask;
  roi.intensity_mask = std::move(mask);
  return roi;
}

/// A ROI whose mask is full.
inline Roi roi_of(Volume<double> intensity, const Vector& spacing = {1.0, 1.0, 1.0}) {
  Volume<std::uint8_t> mask(intensity.size(), 1);
  return roi_of(std::move(intensity), std::move(mask), spacing);
}

/// All intensities of a block.
inline Volume<double> numbers_of(const IntensityBlock& block) {
  Volume<double> copy;
  return block.numbers(copy);
}

}  // namespace voxtrait::test

#include "support/scene.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace voxtrait::bench {

namespace {

/// Noise that is the same on every machine.
class Noise {
 public:
  /// A whole number in [0, count).
  double below(std::uint32_t count) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>((state_ >> 33U) % count);
  }

 private:
  std::uint64_t state_ = 1;
};

/// A wave along an axis, in HU.
std::vector<double> wave(std::int64_t size, double height, double length) {
  std::vector<double> heights(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < heights.size(); ++i) {
    heights[i] = height * std::sin(static_cast<double>(i) / length);
  }
  return heights;
}

void fill_row(std::span<double> row, double base, const std::vector<double>& waves, Noise& noise) {
  for (std::size_t x = 0; x < row.size(); ++x) {
    row[x] = std::round(base + waves[x]) + noise.below(21);
  }
}

void fill(Volume<double>& intensity, Content content) {
  const Index& size = intensity.size();
  Noise noise;
  if (content == Content::random) {
    for (double& value : intensity.values()) value = noise.below(2000);
    return;
  }
  const auto along_x = wave(size[0], 250.0, 12.0);
  const auto along_y = wave(size[1], 150.0, 9.0);
  const auto along_z = wave(size[2], 100.0, 5.0);
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const double base =
          along_y[static_cast<std::size_t>(y)] + along_z[static_cast<std::size_t>(z)];
      fill_row(intensity.row(y, z), base, along_x, noise);
    }
  }
}

Volume<std::uint8_t> ball(std::int64_t side) {
  Volume<std::uint8_t> mask({side, side, side});
  const double middle = 0.5 * static_cast<double>(side - 1);
  const double radius = 0.5 * static_cast<double>(side);
  const auto squared = [&](std::int64_t i) { return std::pow(static_cast<double>(i) - middle, 2); };
  for (std::int64_t z = 0; z < side; ++z) {
    for (std::int64_t y = 0; y < side; ++y) {
      const double half = std::sqrt(std::max(0.0, radius * radius - squared(y) - squared(z)));
      const auto begin = static_cast<std::size_t>(std::max(0.0, std::ceil(middle - half)));
      const auto end = static_cast<std::size_t>(std::max(0.0, std::floor(middle + half) + 1.0));
      if (half == 0.0 || end <= begin) continue;
      std::ranges::fill(mask.row(y, z).subspan(begin, end - begin), std::uint8_t{1});
    }
  }
  return mask;
}

}  // namespace

Scene make_scene(std::int64_t voxels, Content content) {
  const auto side = static_cast<std::int64_t>(
      std::round(std::cbrt(static_cast<double>(voxels) * 6.0 / std::numbers::pi)));
  Scene scene;
  scene.roi.label = 1;
  scene.roi.grid = {side, side, side};
  scene.roi.box = {{0, 0, 0}, scene.roi.grid};
  Volume<double> intensity(scene.roi.grid);
  fill(intensity, content);
  scene.roi.intensity = std::move(intensity);
  scene.roi.intensity_mask = ball(side);
  scene.roi.morphological_mask = scene.roi.intensity_mask;
  scene.intensities = distribution_of(scene.roi.intensity, scene.roi.intensity_mask);
  return scene;
}

Levels levels_of(const Scene& scene, int levels) {
  DiscretisationSettings settings;
  settings.bin_number = levels;
  return discretise(scene.roi, scene.intensities, settings, std::nullopt, 1).value();
}

}  // namespace voxtrait::bench

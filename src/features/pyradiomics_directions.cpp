#include "pyradiomics_directions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace voxtrait::pyradiomics {

namespace {

std::int64_t chebyshev(const Direction& d) noexcept {
  return std::max({std::abs(d[0]), std::abs(d[1]), std::abs(d[2])});
}

/// The first step, by z, then y, then x, that is not zero decides which of two opposites counts.
bool points_forward(const Direction& d) noexcept {
  return d[2] != 0 ? d[2] > 0 : d[1] != 0 ? d[1] > 0 : d[0] > 0;
}

/// Levels have the axis that textures do not look across at the end. The same changes them back.
Direction in_level_axes(Direction d, const PyradiomicsSettings& settings) noexcept {
  std::swap(d[settings.plane_normal().value_or(2)], d[2]);
  return d;
}

}  // namespace

std::vector<Direction> directions(const Context& context,
                                  const std::vector<std::int64_t>& distances, bool both_ways) {
  const PyradiomicsSettings& settings = context.settings.pyradiomics;
  const std::int64_t most = std::ranges::max(distances);
  const Index extents = context.roi.box.extents();
  const auto normal = settings.plane_normal();
  const auto wanted = [&](const Direction& d) {
    for (std::size_t a = 0; a < 3; ++a) {
      if (std::abs(d[a]) >= extents[a] || (a == normal && d[a] != 0)) return false;
    }
    return std::ranges::find(distances, chebyshev(d)) != distances.end() &&
           (both_ways || points_forward(d));
  };
  std::vector<Direction> list;
  for (std::int64_t z = most; z >= -most; --z) {
    for (std::int64_t y = most; y >= -most; --y) {
      for (std::int64_t x = most; x >= -most; --x) {
        const Direction d{x, y, z};
        if (wanted(d)) list.push_back(in_level_axes(d, settings));
      }
    }
  }
  return list;
}

Direction forward(const Direction& d) noexcept {
  return points_forward(d) ? d : Direction{-d[0], -d[1], -d[2]};
}

Failure no_room() {
  return {Status::failed,
          "the box of the ROI has no room for neighbours at the distances asked for"};
}

Direction in_image_axes(const Context& context, const Direction& direction) noexcept {
  return in_level_axes(direction, context.settings.pyradiomics);
}

Vector lengths(const Context& context, const Direction& direction) noexcept {
  const Direction d = in_image_axes(context, direction);
  Vector result{};
  for (std::size_t a = 0; a < 3; ++a) {
    result[a] = std::abs(static_cast<double>(d[a])) * context.roi.spacing[a];
  }
  return result;
}

double length(const Context& context, const Direction& direction, PyradiomicsNorm norm) noexcept {
  const auto [x, y, z] = lengths(context, direction);
  switch (norm) {
    case PyradiomicsNorm::infinity: return std::max({x, y, z});
    case PyradiomicsNorm::euclidean: return std::sqrt(x * x + y * y + z * z);
    case PyradiomicsNorm::manhattan: return x + y + z;
    case PyradiomicsNorm::no_weighting: break;
  }
  return 1.0;
}

bool fills_cube(const std::vector<std::int64_t>& distances) noexcept {
  const std::int64_t most = std::ranges::max(distances);
  for (std::int64_t d = 1; d <= most; ++d) {
    if (std::ranges::find(distances, d) == distances.end()) return false;
  }
  return true;
}

const std::vector<NeighbourhoodMatrices>& neighbourhoods(const Context& context) {
  const PyradiomicsSettings& settings = context.settings.pyradiomics;
  return context.matrices->neighbourhoods(std::ranges::max(settings.distances), settings.gldm_a,
                                          settings.force_2d);
}

}  // namespace voxtrait::pyradiomics

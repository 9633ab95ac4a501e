#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "support/random.hpp"
#include "voxtrait/core/volume.hpp"
#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait::test {

/// What a volume of levels is made of.
struct Content {
  Index size;            ///< without the border
  std::int64_t levels;   ///< 1 to this many
  double part = 1.0;     ///< of the voxels that lie in the ROI
  double same = 0.0;     ///< chance to have the level of the voxel before, so that there are runs
  std::int64_t gap = 0;  ///< outside voxels in a row that end a span; 0 takes rows as they are
};

/// Levels as kernels see them: a padded volume and where in it the ROI lies.
template <class T>
struct PaddedLevels {
  Volume<T> volume;
  std::vector<LevelSpan> spans;
  std::vector<std::uint64_t> histogram;
  std::uint64_t voxels = 0;

  [[nodiscard]] const T* data() const { return volume.values().data(); }
  [[nodiscard]] T& at(std::int64_t offset) {
    return volume.values()[static_cast<std::size_t>(offset)];
  }
};

/// Adds the spans of one row: what lies between gaps of at least `gap` outside voxels.
template <class T>
void add_spans(PaddedLevels<T>& levels, std::int64_t first, std::int64_t length, std::int64_t gap) {
  if (gap == 0) {
    levels.spans.push_back({first, length});
    return;
  }
  std::int64_t last = -gap - 1;  // the last voxel inside
  for (std::int64_t k = 0; k < length; ++k) {
    if (levels.at(first + k) == 0) continue;
    const bool continues = last >= 0 && k - last - 1 < gap;
    if (!continues) levels.spans.push_back({first + k, 0});
    levels.spans.back().length = first + k + 1 - levels.spans.back().offset;
    last = k;
  }
}

/// Random levels, a few of them the highest.
template <class T>
PaddedLevels<T> padded_levels(const Content& content, std::int64_t border, Random& random) {
  const Index& size = content.size;
  PaddedLevels<T> result;
  result.volume = Volume<T>({size[0] + 2 * border, size[1] + 2 * border, size[2] + 2 * border});
  result.histogram.assign(static_cast<std::size_t>(content.levels), 0);
  std::int64_t level = content.levels;
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const auto first =
          static_cast<std::int64_t>(result.volume.offset(border, y + border, z + border));
      for (std::int64_t x = 0; x < size[0]; ++x) {
        if (!random.chance(content.same)) level = random.integer(1, content.levels);
        if (random.chance(0.05)) level = content.levels;
        if (!random.chance(content.part)) continue;
        result.at(first + x) = static_cast<T>(level);
        ++result.histogram[static_cast<std::size_t>(level) - 1];
        ++result.voxels;
      }
      add_spans(result, first, size[0], content.gap);
    }
  }
  return result;
}

/// Sizes, numbers of levels and densities at random, for levels of type T.
template <class T>
Content random_content(Random& random, std::int64_t longest, std::int64_t side) {
  Content content;
  content.size = {random.integer(1, longest), random.integer(1, side), random.integer(1, side)};
  constexpr std::int64_t most = sizeof(T) == 1 ? 255 : 65535;
  content.levels = random.chance(0.3) ? most : random.integer(2, random.chance(0.5) ? 40 : most);
  constexpr double parts[]{0.02, 0.3, 0.8, 0.97, 1.0};
  content.part = parts[random.integer(0, 4)];
  constexpr double repeats[]{0.0, 0.5, 0.9, 0.99};
  content.same = repeats[random.integer(0, 3)];
  constexpr std::int64_t gaps[]{0, 1, 5, 64};
  content.gap = gaps[random.integer(0, 3)];
  return content;
}

}  // namespace voxtrait::test

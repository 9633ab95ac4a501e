#pragma once

#include <algorithm>

#include "support/volumes.hpp"
#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait::test {

/// Levels as `discretise` makes them, from a volume of levels with 0 outside the ROI. The volume
/// is taken as it is, without cropping to the box of the ROI.
inline Levels levels_of(const Volume<std::int64_t>& volume, std::int64_t border) {
  Levels levels;
  levels.count = *std::ranges::max_element(volume.values());
  levels.border = border;
  levels.histogram.assign(static_cast<std::size_t>(levels.count), 0);
  for (const std::int64_t level : volume.values()) {
    if (level == 0) continue;
    ++levels.histogram[static_cast<std::size_t>(level) - 1];
    ++levels.voxels;
  }
  const auto fill = [&](auto padded) {
    for_each_voxel(volume.size(), [&](std::int64_t x, std::int64_t y, std::int64_t z) {
      using T = std::remove_reference_t<decltype(padded.at(0, 0, 0))>;
      padded.at(x + border, y + border, z + border) = static_cast<T>(volume.at(x, y, z));
    });
    levels.padded = std::move(padded);
  };
  const Index size{volume.size()[0] + 2 * border, volume.size()[1] + 2 * border,
                   volume.size()[2] + 2 * border};
  if (levels.count <= 255) {
    fill(Volume<std::uint8_t>(size));
  } else {
    fill(Volume<std::uint16_t>(size));
  }
  find_spans(levels);
  return levels;
}

}  // namespace voxtrait::test

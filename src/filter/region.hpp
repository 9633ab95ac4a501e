#pragma once

#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// The part of a region that lies in `box`, which it must contain.
inline Region cropped(const Region& region, const Box& box) {
  Region result{Volume<double>(box.extents(), Filling::dense), box, region.grid, region.spacing};
  Index from{};
  for (std::size_t a = 0; a < 3; ++a) from[a] = box.begin[a] - region.box.begin[a];
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      const auto row = region.values.row(from[1] + y, from[2] + z);
      std::ranges::copy(
          row.subspan(static_cast<std::size_t>(from[0]), static_cast<std::size_t>(box.extent(0))),
          result.values.row(y, z).begin());
    }
  }
  return result;
}

}  // namespace voxtrait

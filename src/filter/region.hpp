#pragma once

#include <algorithm>

#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// The part of a volume over `from` that lies in `box`, as double.
template <class T>
Volume<double> part_of(const Volume<T>& volume, const Box& from, const Box& box) {
  Volume<double> result(box.extents(), Filling::dense);
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const auto row = volume.row(y - from.begin[1], z - from.begin[2]);
      std::ranges::copy(row.subspan(static_cast<std::size_t>(box.begin[0] - from.begin[0]),
                                    static_cast<std::size_t>(box.extent(0))),
                        result.row(y - box.begin[1], z - box.begin[2]).begin());
    }
  }
  return result;
}

/// The part of a region that lies in `box`, which it must contain.
inline Region cropped(const Region& region, const Box& box) {
  return {part_of(region.values, region.box, box), box, region.grid, region.spacing};
}

}  // namespace voxtrait

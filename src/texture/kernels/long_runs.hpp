#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "voxtrait/core/geometry.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/texture/directions.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"

namespace voxtrait {

/// Counts the runs of at least `shortest` voxels, two or more, of one level along a direction;
/// those of one voxel follow from the number of voxels, those of two from the number of equal
/// neighbours. `size` is that of the padded volume, spans are whole slices.
void count_long_runs(const std::uint8_t* voxels, const Index& size,
                     std::span<const LevelSpan> spans, const Direction& direction,
                     std::uint64_t shortest, LevelSizeCounter& counter);
void count_long_runs(const std::uint16_t* voxels, const Index& size,
                     std::span<const LevelSpan> spans, const Direction& direction,
                     std::uint64_t shortest, LevelSizeCounter& counter);

namespace reference {

/// A run begins where the voxel before has another level; outside has level 0, so no run goes on
/// beyond the ROI.
template <class T>
void count_long_runs(const T* voxels, const Index& size, std::span<const LevelSpan> spans,
                     const Direction& direction, std::uint64_t shortest,
                     LevelSizeCounter& counter) {
  const std::ptrdiff_t step = step_of(direction, size);
  for (const LevelSpan& span : spans) {
    for (std::int64_t k = 0; k < span.length; ++k) {
      const T* voxel = voxels + span.offset + k;
      if (*voxel == 0 || voxel[-step] == *voxel) continue;
      std::uint64_t length = 1;
      for (const T* at = voxel; at[step] == *voxel; at += step) ++length;
      if (length >= shortest) counter.add(*voxel, length);
    }
  }
}

}  // namespace reference

}  // namespace voxtrait

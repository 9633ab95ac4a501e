#pragma once

#include <cstdint>
#include <span>

namespace voxtrait {

/// Sums over ranges of rows, from the rows' running sums: the sum over [a, b) is that before b
/// minus that before a.
struct RangeEnds {
  const double* after;   ///< running sum behind the first voxel's range
  const double* before;  ///< running sum before it
};

/// sums[k] is the sum over all rows of after[k] - before[k], for `count` voxels, row by row in
/// order. May read and write up to 64 bytes beyond.
void add_ranges(std::span<const RangeEnds> rows, std::int64_t count, double* sums);

namespace reference {

inline void add_ranges(std::span<const RangeEnds> rows, std::int64_t count, double* sums) {
  for (std::int64_t k = 0; k < count; ++k) {
    double sum = 0.0;
    for (const RangeEnds& row : rows) sum += row.after[k] - row.before[k];
    sums[k] = sum;
  }
}

}  // namespace reference

}  // namespace voxtrait

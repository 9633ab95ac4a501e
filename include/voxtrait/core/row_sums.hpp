#pragma once

#include <cstdint>
#include <span>

namespace voxtrait {

/// Sums over the voxels of one row inside a mask.
struct RowSums {
  double sum = 0.0;    ///< of weights
  double first = 0.0;  ///< of weights times x
};

/// Sums with the voxels at x = `shift`, `shift` + 1, ...; in eight lanes, then a fixed tree, so the
/// bits are the same on every processor.
RowSums row_sums(std::span<const double> weights, std::span<const std::uint8_t> inside,
                 std::int64_t shift) noexcept;

}  // namespace voxtrait

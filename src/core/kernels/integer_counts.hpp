#pragma once

#include <cstdint>

namespace voxtrait {

/// Counters for whole numbers in [base, base + window): that of x is counts[x - base + 2].
/// counts[0] takes voxels outside the mask, counts[1] those that are no such number (or NaN).
struct IntegerCounts {
  double base = 0.0;
  std::int32_t window = 0;
  std::uint64_t* counts = nullptr;
};

/// Counts the intensities of a row inside the mask.
void count_integers(const double* intensities, const std::uint8_t* inside, std::int64_t count,
                    const IntegerCounts& counts);

namespace reference {

inline void count_integers(const double* intensities, const std::uint8_t* inside,
                           std::int64_t count, const IntegerCounts& counts) {
  for (std::int64_t k = 0; k < count; ++k) {
    const double x = intensities[k] - counts.base;
    const bool fits = x >= 0.0 && x < counts.window;
    const auto whole = fits ? static_cast<std::int32_t>(x) : 0;
    const std::int32_t place = fits && static_cast<double>(whole) == x ? whole + 2 : 1;
    ++counts.counts[inside[k] == 0 ? 0 : place];
  }
}

}  // namespace reference

}  // namespace voxtrait

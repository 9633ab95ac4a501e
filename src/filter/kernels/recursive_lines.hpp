#pragma once

#include <array>
#include <cstddef>

namespace voxtrait {

/// Coefficients of a recursive filter of fourth order that runs over a line forwards and backwards
/// (R. Deriche, Fast algorithms for low-level vision, 1990).
struct RecursiveFilter {
  std::array<double, 4> causal;           ///< of the values up to this one, nearest first
  std::array<double, 4> anticausal;       ///< of the values after this one
  std::array<double, 4> feedback;         ///< of the results before, both ways
  std::array<double, 4> causal_edge;      ///< of the first value, in place of results before it
  std::array<double, 4> anticausal_edge;  ///< of the last value
};

/// Lines that are filtered at once.
inline constexpr std::size_t recursive_line_count = 16;

/// Filters lines of a length of at least 4; value i of line c is at [16 i + c]. Beyond its ends a
/// line goes on with its last value. Each line's bits are the same for every instruction set.
void recursive_lines(const RecursiveFilter& filter, const double* values, std::size_t length,
                     double* results) noexcept;

}  // namespace voxtrait

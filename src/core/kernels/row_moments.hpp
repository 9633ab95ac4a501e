#pragma once

#include <array>
#include <cstdint>

#include "voxtrait/core/row_sums.hpp"

namespace voxtrait {

/// As row_sums, on `count` voxels.
RowSums row_moments(const double* weights, const std::uint8_t* inside, std::int64_t count,
                    double shift);

namespace reference {

inline constexpr std::int64_t lanes = 8;

inline double tree(const std::array<double, lanes>& l) {
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

/// Adds the last voxels, which fill no eight lanes, and closes the sums.
inline RowSums finished(const double* weights, const std::uint8_t* inside, std::int64_t from,
                        std::int64_t count, double shift, std::array<double, lanes>& sums,
                        std::array<double, lanes>& firsts) {
  for (std::int64_t k = from; k < count; ++k) {
    const double weight = inside[k] == 0 ? 0.0 : weights[k];
    const auto lane = static_cast<std::size_t>(k - from) % lanes;
    sums[lane] += weight;
    firsts[lane] += weight * (shift + static_cast<double>(k));
  }
  return {tree(sums), tree(firsts)};
}

inline RowSums row_moments(const double* weights, const std::uint8_t* inside, std::int64_t count,
                           double shift) {
  std::array<double, lanes> sums{};
  std::array<double, lanes> firsts{};
  return finished(weights, inside, 0, count, shift, sums, firsts);
}

}  // namespace reference

}  // namespace voxtrait

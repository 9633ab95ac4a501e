#pragma once

#include <cstddef>
#include <span>

namespace voxtrait {

/// sums[i] = sum over k, in order, of weights[k] * rows[k][i].
void weighted_rows(std::span<const double> weights, const double* const* rows, std::size_t count,
                   double* sums) noexcept;

namespace reference {

/// The same in plain code, the twin of the vector code.
inline void weighted_rows(std::span<const double> weights, const double* const* rows,
                          std::size_t first, std::size_t count, double* sums) noexcept {
  for (std::size_t i = first; i < count; ++i) {
    double sum = 0.0;
    for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * rows[k][i];
    sums[i] = sum;
  }
}

}  // namespace reference

}  // namespace voxtrait

#pragma once

#include <cstddef>
#include <span>

namespace voxtrait {

/// sums[i] = sum over k, in order, of weights[k] * rows[k][i].
void weighted_rows(std::span<const double> weights, const double* const* rows, std::size_t count,
                   double* sums) noexcept;
void weighted_rows(std::span<const float> weights, const float* const* rows, std::size_t count,
                   float* sums) noexcept;

namespace reference {

/// The same in plain code, the twin of the vector code.
template <class T>
void weighted_rows(std::span<const T> weights, const T* const* rows, std::size_t first,
                   std::size_t count, T* sums) noexcept {
  for (std::size_t i = first; i < count; ++i) {
    T sum = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * rows[k][i];
    sums[i] = sum;
  }
}

}  // namespace reference

}  // namespace voxtrait

#pragma once

#include <cstddef>
#include <span>

namespace voxtrait {

/// Sums of rows under a window that moves from row to row:
/// sums[o][i] = sum over k, in order, of weights[k] * rows[o + places[k]][i], for each `o` below
/// `outputs` and each `i` below `width`. Result number `o` lies at sums + o * step.
struct SlidingRows {
  std::span<const double> weights;
  std::span<const std::size_t> places;
  const double* const* rows = nullptr;
  std::size_t outputs = 0;
  std::size_t width = 0;
};

void sliding_rows(const SlidingRows& window, double* sums, std::size_t step) noexcept;

namespace reference {

/// The same in plain code, from column `first` on: the twin of the vector code.
inline void sliding_rows(const SlidingRows& window, std::size_t first, double* sums,
                         std::size_t step) noexcept {
  for (std::size_t o = 0; o < window.outputs; ++o) {
    for (std::size_t i = first; i < window.width; ++i) {
      double sum = 0.0;
      for (std::size_t k = 0; k < window.weights.size(); ++k) {
        sum += window.weights[k] * window.rows[o + window.places[k]][i];
      }
      sums[o * step + i] = sum;
    }
  }
}

}  // namespace reference

}  // namespace voxtrait

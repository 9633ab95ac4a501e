#pragma once

#include <vector>

#include "line_transform.hpp"

namespace voxtrait {

/// The discrete Fourier transform of real rows, sixteen at once: two rows are the real and the
/// imaginary part of one line. Holds buffers: one for each thread.
class RealRows {
 public:
  static constexpr std::size_t step = LineTransform::lines;
  static constexpr std::size_t most = 2 * step;

  explicit RealRows(const LineTransform& transform)
      : transform_(transform),
        buffer_(transform.buffer_size()),
        scratch_(transform.buffer_size()) {}

  /// Frequencies that the spectrum of a real row has; the others are their conjugates.
  static std::size_t half(std::size_t size) noexcept { return size / 2 + 1; }

  /// Where number 0 of row `r` is put before `forward`; the next one is `step` further on.
  [[nodiscard]] double* given(std::size_t r) noexcept {
    return buffer_.data() + r % 2 * transform_.size() * step + r / 2;
  }

  /// Where number 0 of row `r` is found after `inverse`.
  [[nodiscard]] const double* found(std::size_t r) const noexcept {
    return buffer_.data() + (1 - r % 2) * transform_.size() * step + r / 2;
  }

  /// Twice the spectra of the first `count` rows: row r has its real parts at spectra + r * row and
  /// its imaginary parts `imaginary` further on.
  void forward(std::size_t count, double* spectra, std::size_t row, std::size_t imaginary);

  /// The rows of which these are the spectra, without scaling.
  void inverse(std::size_t count, const double* spectra, std::size_t row, std::size_t imaginary);

 private:
  const LineTransform& transform_;
  std::vector<double> buffer_;
  std::vector<double> scratch_;
};

}  // namespace voxtrait

#pragma once

#include <cstddef>
#include <cstring>
#include <vector>

#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

/// The discrete Fourier transform of any length, of eight lines at once.
///
/// A buffer holds real parts, number i of line c at [i * lines + c], then imaginary parts in the
/// same way. Lengths with other prime factors than 2, 3 and 5 become a convolution with a chirp
/// (Bluestein), so every length takes O(n log n).
class LineTransform {
 public:
  static constexpr std::size_t lines = FourierTransform::block;

  explicit LineTransform(std::size_t size);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Numbers that `buffer` and `scratch` have.
  [[nodiscard]] std::size_t buffer_size() const noexcept { return 2 * lines * transform_.size(); }

  /// Transforms without scaling; the result, in natural order, is in `buffer`, of which it takes
  /// the first 2 * lines * size() numbers.
  void forward(double* buffer, double* scratch) const noexcept;

 private:
  void forward_fast(double* buffer, double* scratch) const noexcept;
  void in_order(const double* from, double* to) const noexcept;

  std::size_t size_;
  bool direct_;
  FourierTransform transform_;
  std::vector<double> chirp_;           ///< real and imaginary part by turns
  std::vector<double> chirp_spectrum_;  ///< the same, of the chirp that is convolved with
};

/// One number of each line; of a known size, so that no function is called for it.
inline void copy_lines(const double* from, double* to) noexcept {
  std::memcpy(to, from, LineTransform::lines * sizeof(double));
}

}  // namespace voxtrait

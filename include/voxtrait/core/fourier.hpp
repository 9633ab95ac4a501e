#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace voxtrait {

/// The smallest number of at least `n` whose prime factors are 2, 3 and 5.
std::size_t fast_transform_size(std::size_t n) noexcept;

/// exp(-2 pi i k / n), from our own sine and cosine.
std::complex<double> unit_vector(std::size_t k, std::size_t n) noexcept;

/// Columns of complex numbers beside each other: number i of column c has its real part at
/// first[i * step + c] and its imaginary part `imaginary` further on.
struct Columns {
  double* first = nullptr;
  std::size_t step = 0;
  std::size_t imaginary = 0;
};

/// The discrete Fourier transform of one length, of many columns at once.
///
/// Vectors hold neighbouring columns and every column goes through the same plain arithmetic, so
/// the bits of a transform are the same on every processor. Factors other than 2, 3 and 5 are not
/// supported.
class FourierTransform {
 public:
  /// Columns come in multiples of this, which every vector's width divides.
  static constexpr std::size_t block = 8;

  explicit FourierTransform(std::size_t size);

  [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
  /// The frequency that `forward` leaves at each position.
  [[nodiscard]] std::span<const std::uint32_t> order() const noexcept { return order_; }
  [[nodiscard]] std::span<const std::uint32_t> factors() const noexcept { return factors_; }
  /// exp(-2 pi i k / size) for each k, real and imaginary part by turns.
  [[nodiscard]] const double* twiddles() const noexcept { return twiddles_.data(); }

  /// Transforms `count` columns, a multiple of `block`, in place, without scaling; frequencies come
  /// out in `order`. O(n log n) a column.
  void forward(const Columns& columns, std::size_t count) const noexcept;

 private:
  std::vector<std::uint32_t> factors_;
  std::vector<std::uint32_t> order_;
  std::vector<double> twiddles_;
};

}  // namespace voxtrait

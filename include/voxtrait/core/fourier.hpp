#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// The smallest number of at least `n` whose prime factors are 2, 3 and 5.
std::size_t fast_transform_size(std::size_t n) noexcept;

/// The discrete Fourier transform of one length, in plain double arithmetic.
///
/// Twiddle factors come from our own sine and cosine and butterflies from fixed code, so the bits
/// of a transform are the same on every processor. Factors other than 2, 3 and 5 are not supported.
class FourierTransform {
 public:
  explicit FourierTransform(std::size_t size);

  [[nodiscard]] std::size_t size() const noexcept { return twiddles_.size(); }

  /// Transforms `data` in place, without scaling; `work` is scratch space of the same size.
  /// O(n log n).
  void forward(std::span<std::complex<double>> data,
               std::span<std::complex<double>> work) const noexcept;

 private:
  std::vector<std::size_t> factors_;
  std::vector<std::complex<double>> twiddles_;
};

/// Forward transform along all three axes, in place, without scaling. For the inverse take the
/// conjugate before and after. O(n log n).
void transform(Volume<std::complex<double>>& volume, const Parallel& parallel);

}  // namespace voxtrait

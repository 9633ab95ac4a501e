#include "real_rows.hpp"

namespace voxtrait {

void RealRows::forward(std::size_t count, double* spectra, std::size_t row, std::size_t imaginary) {
  transform_.forward(buffer_.data(), scratch_.data());
  const std::size_t n = transform_.size();
  for (std::size_t r = 0; r < count; ++r) {
    double* re = spectra + r * row;
    double* im = re + imaginary;
    const double* a = buffer_.data() + r / 2;
    const double* b = a + n * step;
    const double sign = r % 2 == 0 ? 1.0 : -1.0;
    if (r % 2 == 1) std::swap(a, b);
    for (std::size_t k = 0; k < half(n); ++k) {
      const std::size_t here = k * step;
      const std::size_t opposite = (n - k) % n * step;
      re[k] = a[here] + a[opposite];
      im[k] = sign * (b[here] - b[opposite]);
    }
  }
}

void RealRows::inverse(std::size_t count, const double* spectra, std::size_t row,
                       std::size_t imaginary) {
  const std::size_t n = transform_.size();
  const std::vector<double> none(count % 2 == 1 ? half(n) : 0);
  // With real and imaginary parts exchanged the forward transform is the inverse one. Its result's
  // parts are exchanged, too.
  for (std::size_t r = 0; r < count; r += 2) {
    const bool pair = r + 1 < count;
    const double* a = spectra + r * row;
    const double* b = a + imaginary;
    const double* c = pair ? a + row : none.data();
    const double* d = pair ? b + row : none.data();
    double* im = buffer_.data() + r / 2;
    double* re = im + n * step;
    for (std::size_t k = 0; k < half(n); ++k) {
      re[k * step] = a[k] - d[k];
      im[k * step] = b[k] + c[k];
      if (k == 0 || 2 * k == n) continue;
      re[(n - k) * step] = a[k] + d[k];
      im[(n - k) * step] = c[k] - b[k];
    }
  }
  transform_.forward(buffer_.data(), scratch_.data());
}

}  // namespace voxtrait

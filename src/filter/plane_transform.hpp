#pragma once

#include "line_transform.hpp"

namespace voxtrait {

/// The two-dimensional discrete Fourier transform of eight planes at once: number (u, v) of plane c
/// has its real part at [(v * nu + u) * lines + c] of `re`, its imaginary part in `im`. Holds
/// buffers: one for each thread.
class PlaneTransform {
 public:
  static constexpr std::size_t lines = LineTransform::lines;

  PlaneTransform(std::size_t nu, std::size_t nv)
      : u_(nu),
        v_(nv),
        buffer_(std::max(u_.buffer_size(), v_.buffer_size())),
        scratch_(buffer_.size()) {}

  [[nodiscard]] std::size_t numbers() const noexcept { return lines * u_.size() * v_.size(); }

  /// Without scaling; the inverse is the same with `re` and `im` exchanged.
  void forward(std::vector<double>& re, std::vector<double>& im) {
    for (std::size_t v = 0; v < v_.size(); ++v) along(u_, v * u_.size(), 1, re, im);
    for (std::size_t u = 0; u < u_.size(); ++u) along(v_, u, u_.size(), re, im);
  }

 private:
  void along(const LineTransform& transform, std::size_t first, std::size_t step,
             std::vector<double>& re, std::vector<double>& im) {
    const std::size_t n = transform.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t from = (first + i * step) * lines;
      copy_lines(&re[from], &buffer_[i * lines]);
      copy_lines(&im[from], &buffer_[(n + i) * lines]);
    }
    transform.forward(buffer_.data(), scratch_.data());
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t to = (first + i * step) * lines;
      copy_lines(&buffer_[i * lines], &re[to]);
      copy_lines(&buffer_[(n + i) * lines], &im[to]);
    }
  }

  LineTransform u_;
  LineTransform v_;
  std::vector<double> buffer_;
  std::vector<double> scratch_;
};

}  // namespace voxtrait

#include "line_transform.hpp"

#include <algorithm>

namespace voxtrait {

namespace {

constexpr std::size_t lines = LineTransform::lines;

/// to = from times one complex number for all lines; `conjugated` makes the result its conjugate.
void multiply(const double* re, const double* im, double c, double s, double* to_re,
              double* to_im) noexcept {
  for (std::size_t l = 0; l < lines; ++l) {
    const double a = re[l];
    const double b = im[l];
    to_re[l] = a * c - b * s;
    to_im[l] = a * s + b * c;
  }
}

}  // namespace

LineTransform::LineTransform(std::size_t size)
    : size_(size),
      direct_(fast_transform_size(size) == size),
      transform_(direct_ ? size : fast_transform_size(2 * size - 1)) {
  if (direct_) return;
  const std::size_t n = transform_.size();
  std::vector<double> buffer(buffer_size());
  std::vector<double> scratch(buffer_size());
  for (std::size_t k = 0; k < size_; ++k) {
    const auto w = unit_vector(k * k % (2 * size_), 2 * size_);  // exp(-pi i k k / size)
    chirp_.insert(chirp_.end(), {w.real(), w.imag()});
    for (const std::size_t place : {k, (n - k) % n}) {
      std::fill_n(&buffer[place * lines], lines, w.real());
      std::fill_n(&buffer[(n + place) * lines], lines, -w.imag());
    }
  }
  forward_fast(buffer.data(), scratch.data());
  for (std::size_t k = 0; k < n; ++k) {
    chirp_spectrum_.insert(chirp_spectrum_.end(), {buffer[k * lines], buffer[(n + k) * lines]});
  }
}

void LineTransform::in_order(const double* from, double* to) const noexcept {
  const auto order = transform_.order();
  const std::size_t n = order.size();
  for (std::size_t k = 0; k < n; ++k) {
    copy_lines(from + k * lines, to + order[k] * lines);
    copy_lines(from + (n + k) * lines, to + (n + order[k]) * lines);
  }
}

void LineTransform::forward_fast(double* buffer, double* scratch) const noexcept {
  const std::size_t numbers = lines * transform_.size();
  transform_.forward({buffer, lines, numbers}, lines);
  in_order(buffer, scratch);
  std::copy_n(scratch, 2 * numbers, buffer);
}

void LineTransform::forward(double* buffer, double* scratch) const noexcept {
  if (direct_) return forward_fast(buffer, scratch);
  const std::size_t n = transform_.size();
  const std::size_t half = n * lines;
  std::fill_n(scratch, 2 * half, 0.0);
  for (std::size_t k = 0; k < size_; ++k) {
    multiply(buffer + k * lines, buffer + (size_ + k) * lines, chirp_[2 * k], chirp_[2 * k + 1],
             scratch + k * lines, scratch + half + k * lines);
  }
  forward_fast(scratch, buffer);
  // Swapping real and imaginary parts before and after makes it the inverse transform.
  for (std::size_t k = 0; k < n; ++k) {
    multiply(scratch + k * lines, scratch + half + k * lines, chirp_spectrum_[2 * k],
             chirp_spectrum_[2 * k + 1], buffer + half + k * lines, buffer + k * lines);
  }
  forward_fast(buffer, scratch);
  const double scale = 1.0 / static_cast<double>(n);
  for (std::size_t k = 0; k < size_; ++k) {
    multiply(buffer + half + k * lines, buffer + k * lines, chirp_[2 * k] * scale,
             chirp_[2 * k + 1] * scale, scratch + k * lines, scratch + (size_ + k) * lines);
  }
  std::copy_n(scratch, 2 * lines * size_, buffer);
}

}  // namespace voxtrait

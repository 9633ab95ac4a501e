#include "voxtrait/core/fourier.hpp"

#include <numbers>

namespace voxtrait {

namespace {

using Complex = std::complex<double>;

/// sin and cos of x in [0, pi/4] by their series; the terms dropped are below 1e-18.
Complex unit_vector_small(double x) noexcept {
  const double x2 = x * x;
  double sine = 0.0;
  double cosine = 0.0;
  for (int k = 19; k >= 3; k -= 2) sine = (1.0 - sine) * x2 / (k * (k - 1.0));
  for (int k = 18; k >= 2; k -= 2) cosine = (1.0 - cosine) * x2 / (k * (k - 1.0));
  return {1.0 - cosine, x * (1.0 - sine)};
}

/// Frequencies within a transform of `size` that begins with this factor, in the order in which
/// they come out: those of equal remainder stay together, and they are transforms themselves.
std::vector<std::uint32_t> output_order(std::span<const std::uint32_t> factors) {
  if (factors.empty()) return {0};
  const std::vector<std::uint32_t> inner = output_order(factors.subspan(1));
  std::vector<std::uint32_t> order;
  for (std::uint32_t remainder = 0; remainder < factors[0]; ++remainder) {
    for (const std::uint32_t k : inner) order.push_back(remainder + factors[0] * k);
  }
  return order;
}

}  // namespace

std::size_t fast_transform_size(std::size_t n) noexcept {
  for (std::size_t candidate = n;; ++candidate) {
    std::size_t rest = candidate;
    for (const std::size_t factor : {2U, 3U, 5U}) {
      while (rest % factor == 0) rest /= factor;
    }
    if (rest == 1) return candidate;
  }
}

Complex unit_vector(std::size_t k, std::size_t n) noexcept {
  k %= n;
  // The angle is reduced to an eighth of a turn in integers.
  const std::size_t eighths = 8 * k / n;
  const auto angle = [n](std::size_t part) {
    return std::numbers::pi / 4.0 * (static_cast<double>(part) / static_cast<double>(n));
  };
  const std::size_t rest = 8 * k - eighths * n;
  Complex u =
      eighths % 2 == 0 ? unit_vector_small(angle(rest)) : unit_vector_small(angle(n - rest));
  if (eighths % 2 == 1) u = {u.imag(), u.real()};
  for (std::size_t quarter = 0; quarter < eighths / 2; ++quarter) u = {-u.imag(), u.real()};
  return std::conj(u);
}

FourierTransform::FourierTransform(std::size_t size) {
  std::size_t rest = size;
  for (const std::uint32_t factor : {4U, 5U, 3U, 2U}) {
    for (; rest % factor == 0; rest /= factor) factors_.push_back(factor);
  }
  order_ = output_order(factors_);
  for (std::size_t k = 0; k < size; ++k) {
    const Complex u = unit_vector(k, size);
    twiddles_.insert(twiddles_.end(), {u.real(), u.imag()});
  }
}

}  // namespace voxtrait

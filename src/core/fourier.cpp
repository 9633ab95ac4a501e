#include "voxtrait/core/fourier.hpp"

#include <array>
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

/// exp(-2 pi i k / n); the angle is reduced to an eighth of a turn in integers.
Complex twiddle(std::size_t k, std::size_t n) noexcept {
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

/// Product without the NaN recovery of std::complex, which costs most of a butterfly.
Complex times(const Complex& a, const Complex& b) noexcept {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// One pass of Stockham's algorithm: `count` transforms of length `factor`, `stride` interleaved.
struct Pass {
  std::size_t factor;
  std::size_t groups;  ///< length left after this factor
  std::size_t stride;  ///< product of the factors before
};

void pass_2(const Pass& p, const Complex* in, Complex* out, const Complex* twiddles) noexcept {
  for (std::size_t g = 0; g < p.groups; ++g) {
    const Complex w = twiddles[g * p.stride];
    for (std::size_t s = 0; s < p.stride; ++s) {
      const Complex a = in[g * p.stride + s];
      const Complex b = in[(g + p.groups) * p.stride + s];
      out[2 * g * p.stride + s] = a + b;
      out[(2 * g + 1) * p.stride + s] = times(a - b, w);
    }
  }
}

void pass_any(const Pass& p, std::size_t n, const Complex* in, Complex* out,
              const Complex* twiddles) noexcept {
  std::array<Complex, 5> values{};
  for (std::size_t g = 0; g < p.groups; ++g) {
    for (std::size_t s = 0; s < p.stride; ++s) {
      for (std::size_t k = 0; k < p.factor; ++k) {
        values[k] = in[(g + k * p.groups) * p.stride + s];
      }
      for (std::size_t j = 0; j < p.factor; ++j) {
        Complex sum = values[0];
        for (std::size_t k = 1; k < p.factor; ++k) {
          sum += times(values[k], twiddles[(j * k % p.factor) * (n / p.factor)]);
        }
        out[(p.factor * g + j) * p.stride + s] = times(sum, twiddles[g * j * p.stride % n]);
      }
    }
  }
}

/// Transforms the lines along one axis; `offsets` are the positions of their first values.
template <class Offset>
void transform_lines(Volume<Complex>& volume, std::size_t axis, std::size_t lines, Offset offset,
                     const Parallel& parallel) {
  const auto n = static_cast<std::size_t>(volume.size()[axis]);
  if (n == 1) return;
  const FourierTransform line_transform(n);
  const auto nx = static_cast<std::size_t>(volume.size()[0]);
  const auto ny = static_cast<std::size_t>(volume.size()[1]);
  const std::array<std::size_t, 3> steps{1, nx, nx * ny};
  const std::size_t step = steps[axis];
  constexpr std::size_t lines_at_once = 64;
  parallel.for_each((lines + lines_at_once - 1) / lines_at_once, [&](std::size_t block) {
    std::vector<Complex> line(n);
    std::vector<Complex> work(n);
    const std::size_t end = std::min(lines, (block + 1) * lines_at_once);
    for (std::size_t l = block * lines_at_once; l < end; ++l) {
      Complex* first = volume.values().data() + offset(l);
      for (std::size_t i = 0; i < n; ++i) line[i] = first[i * step];
      line_transform.forward(line, work);
      for (std::size_t i = 0; i < n; ++i) first[i * step] = line[i];
    }
  });
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

FourierTransform::FourierTransform(std::size_t size) {
  for (const std::size_t factor : {5U, 3U, 2U}) {
    for (std::size_t rest = size; rest % factor == 0; rest /= factor) factors_.push_back(factor);
  }
  for (std::size_t k = 0; k < size; ++k) twiddles_.push_back(twiddle(k, size));
}

void FourierTransform::forward(std::span<Complex> data, std::span<Complex> work) const noexcept {
  const std::size_t n = size();
  Complex* in = data.data();
  Complex* out = work.data();
  Pass pass{1, n, 1};
  for (const std::size_t factor : factors_) {
    pass.factor = factor;
    pass.groups /= factor;
    if (factor == 2) {
      pass_2(pass, in, out, twiddles_.data());
    } else {
      pass_any(pass, n, in, out, twiddles_.data());
    }
    pass.stride *= factor;
    std::swap(in, out);
  }
  if (in != data.data()) std::copy(in, in + n, data.data());
}

void transform(Volume<Complex>& volume, const Parallel& parallel) {
  const auto nx = static_cast<std::size_t>(volume.size()[0]);
  const auto ny = static_cast<std::size_t>(volume.size()[1]);
  const auto nz = static_cast<std::size_t>(volume.size()[2]);
  transform_lines(
      volume, 0, ny * nz, [nx](std::size_t l) { return l * nx; }, parallel);
  transform_lines(
      volume, 1, nx * nz, [nx, ny](std::size_t l) { return l / nx * nx * ny + l % nx; }, parallel);
  transform_lines(
      volume, 2, nx * ny, [](std::size_t l) { return l; }, parallel);
}

}  // namespace voxtrait

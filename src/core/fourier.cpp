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

/// i times a number.
Complex turned(const Complex& a) noexcept { return {-a.imag(), a.real()}; }

/// One pass of Stockham's algorithm: transforms of length `factor`, `stride` of them interleaved.
struct Pass {
  std::size_t factor;
  std::size_t groups;  ///< length left after this factor
  std::size_t stride;  ///< product of the factors before
};

template <std::size_t Factor>
using Points = std::array<Complex, Factor>;

Points<2> butterfly(const Points<2>& v) noexcept { return {v[0] + v[1], v[0] - v[1]}; }

Points<3> butterfly(const Points<3>& v) noexcept {
  constexpr double sine = 0.86602540378443864676;  // of a third of a turn
  const Complex sum = v[1] + v[2];
  const Complex real = v[0] - 0.5 * sum;
  const Complex imaginary = turned(sine * (v[2] - v[1]));
  return {v[0] + sum, real + imaginary, real - imaginary};
}

Points<4> butterfly(const Points<4>& v) noexcept {
  const Complex a = v[0] + v[2];
  const Complex b = v[0] - v[2];
  const Complex c = v[1] + v[3];
  const Complex d = turned(v[3] - v[1]);
  return {a + c, b + d, a - c, b - d};
}

Points<5> butterfly(const Points<5>& v) noexcept {
  constexpr double c1 = 0.30901699437494742410;  // cosines and sines of one and two fifths
  constexpr double c2 = -0.80901699437494742410;
  constexpr double s1 = 0.95105651629515357212;
  constexpr double s2 = 0.58778525229247312917;
  const Complex sum1 = v[1] + v[4];
  const Complex sum2 = v[2] + v[3];
  const Complex difference1 = v[4] - v[1];
  const Complex difference2 = v[3] - v[2];
  const Complex a = v[0] + c1 * sum1 + c2 * sum2;
  const Complex b = v[0] + c2 * sum1 + c1 * sum2;
  const Complex c = turned(s1 * difference1 + s2 * difference2);
  const Complex d = turned(s2 * difference1 - s1 * difference2);
  return {v[0] + sum1 + sum2, a + c, b + d, b - d, a - c};
}

template <std::size_t Factor>
void run_pass(const Pass& p, const Complex* in, Complex* out, const Complex* twiddles) noexcept {
  for (std::size_t g = 0; g < p.groups; ++g) {
    Points<Factor> factors;
    for (std::size_t j = 0; j < Factor; ++j) factors[j] = twiddles[g * j * p.stride];
    for (std::size_t s = 0; s < p.stride; ++s) {
      Points<Factor> values;
      for (std::size_t k = 0; k < Factor; ++k) values[k] = in[(g + k * p.groups) * p.stride + s];
      values = butterfly(values);
      out[Factor * g * p.stride + s] = values[0];
      for (std::size_t j = 1; j < Factor; ++j) {
        out[(Factor * g + j) * p.stride + s] = times(values[j], factors[j]);
      }
    }
  }
}

void run_pass(const Pass& p, const Complex* in, Complex* out, const Complex* twiddles) noexcept {
  switch (p.factor) {
    case 2: return run_pass<2>(p, in, out, twiddles);
    case 3: return run_pass<3>(p, in, out, twiddles);
    case 4: return run_pass<4>(p, in, out, twiddles);
    default: return run_pass<5>(p, in, out, twiddles);
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
      bool any = false;
      for (std::size_t i = 0; i < n; ++i) {
        line[i] = first[i * step];
        any |= line[i] != Complex{};
      }
      if (!any) continue;  // padding stays 0
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
  std::size_t rest = size;
  for (const std::size_t factor : {4U, 5U, 3U, 2U}) {
    for (; rest % factor == 0; rest /= factor) factors_.push_back(factor);
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
    run_pass(pass, in, out, twiddles_.data());
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

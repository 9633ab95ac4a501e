#include "recursive_gaussian.hpp"

#include "voxtrait/core/rounded.hpp"

namespace voxtrait {

namespace {

/// Two damped waves; all derivatives share how fast they turn and fade.
constexpr double turn_1 = 0.6681;
constexpr double turn_2 = 2.0787;
constexpr double fade_1 = -1.3932;
constexpr double fade_2 = -1.3732;

/// How strong the waves are.
struct Amplitudes {
  double cosine_1, sine_1, cosine_2, sine_2;
};
constexpr Amplitudes smoothing{1.3530, 1.8151, -0.3531, 0.0902};
constexpr Amplitudes second_derivative{-1.3563, 5.2318, 0.3446, -2.2355};

/// The waves from one voxel to the next.
struct Waves {
  explicit Waves(double sigma_in_voxels)
      : turned_1(rounded_unit_vector(turn_1 / sigma_in_voxels)),
        turned_2(rounded_unit_vector(turn_2 / sigma_in_voxels)),
        e1(rounded_exp(fade_1 / sigma_in_voxels)),
        e2(rounded_exp(fade_2 / sigma_in_voxels)) {}
  std::complex<double> turned_1, turned_2;
  double e1, e2;
};

/// Four coefficients with their sum and its first two moments.
struct Polynomial {
  std::array<double, 4> c;
  double sum, first, second;
};

Polynomial numerator(const Waves& w, const Amplitudes& a) {
  const double s1 = w.turned_1.imag();
  const double s2 = w.turned_2.imag();
  const double c1 = w.turned_1.real();
  const double c2 = w.turned_2.real();
  const double a1 = a.cosine_1;
  const double b1 = a.sine_1;
  const double a2 = a.cosine_2;
  const double b2 = a.sine_2;
  const double n0 = a1 + a2;
  double n1 = w.e2 * (b2 * s2 - (a2 + 2 * a1) * c2);
  n1 += w.e1 * (b1 * s1 - (a1 + 2 * a2) * c1);
  double n2 = (a1 + a2) * c2 * c1;
  n2 -= b1 * c2 * s1 + b2 * c1 * s2;
  n2 *= 2 * w.e1 * w.e2;
  n2 += a2 * w.e1 * w.e1 + a1 * w.e2 * w.e2;
  double n3 = w.e2 * w.e1 * w.e1 * (b2 * s2 - a2 * c2);
  n3 += w.e1 * w.e2 * w.e2 * (b1 * s1 - a1 * c1);
  return {{n0, n1, n2, n3}, n0 + n1 + n2 + n3, n1 + 2 * n2 + 3 * n3, n1 + 4 * n2 + 9 * n3};
}

Polynomial denominator(const Waves& w) {
  const double c1 = w.turned_1.real();
  const double c2 = w.turned_2.real();
  const double d4 = w.e1 * w.e1 * w.e2 * w.e2;
  double d3 = -2 * c1 * w.e1 * w.e2 * w.e2;
  d3 += -2 * c2 * w.e2 * w.e1 * w.e1;
  double d2 = 4 * c2 * c1 * w.e1 * w.e2;
  d2 += w.e1 * w.e1 + w.e2 * w.e2;
  const double d1 = -2 * (w.e2 * c2 + w.e1 * c1);
  return {{d1, d2, d3, d4},
          1.0 + d1 + d2 + d3 + d4,
          d1 + 2 * d2 + 3 * d3 + 4 * d4,
          d1 + 4 * d2 + 9 * d3 + 16 * d4};
}

/// The symmetric filter with a numerator that was scaled.
RecursiveFilter filter_of(const std::array<double, 4>& n, const std::array<double, 4>& d) {
  RecursiveFilter filter{n, {}, d, {}, {}};
  for (std::size_t k = 0; k < 3; ++k) filter.anticausal[k] = n[k + 1] - d[k] * n[0];
  filter.anticausal[3] = -d[3] * n[0];
  const auto& m = filter.anticausal;
  const double sum_n = n[0] + n[1] + n[2] + n[3];
  const double sum_m = m[0] + m[1] + m[2] + m[3];
  const double sum_d = 1.0 + d[0] + d[1] + d[2] + d[3];
  for (std::size_t k = 0; k < 4; ++k) {
    filter.causal_edge[k] = d[k] * sum_n / sum_d;
    filter.anticausal_edge[k] = d[k] * sum_m / sum_d;
  }
  return filter;
}

}  // namespace

RecursiveFilter recursive_gaussian(double sigma, double spacing) {
  const Waves waves(sigma / spacing);
  Polynomial n = numerator(waves, smoothing);
  const Polynomial d = denominator(waves);
  const double scale = 1.0 / (2 * n.sum / d.sum - n.c[0]);
  for (double& c : n.c) c *= scale;
  return filter_of(n.c, d.c);
}

RecursiveFilter recursive_second_derivative(double sigma, double spacing) {
  const Waves waves(sigma / spacing);
  const Polynomial gaussian = numerator(waves, smoothing);
  Polynomial n = numerator(waves, second_derivative);
  const Polynomial d = denominator(waves);
  // A part of the Gaussian makes the response to a constant vanish.
  const double beta = -(2 * n.sum - d.sum * n.c[0]) / (2 * gaussian.sum - d.sum * gaussian.c[0]);
  for (std::size_t k = 0; k < 4; ++k) n.c[k] += beta * gaussian.c[k];
  n.sum += beta * gaussian.sum;
  n.first += beta * gaussian.first;
  n.second += beta * gaussian.second;
  double alpha = n.second * d.sum * d.sum - d.second * n.sum * d.sum -
                 2 * n.first * d.first * d.sum + 2 * d.first * d.first * n.sum;
  alpha /= d.sum * d.sum * d.sum;
  const double scale = sigma * sigma / alpha;
  for (double& c : n.c) c *= scale;
  return filter_of(n.c, d.c);
}

}  // namespace voxtrait

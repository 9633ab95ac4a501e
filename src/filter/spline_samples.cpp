#include "spline_samples.hpp"

#include <array>
#include <cmath>
#include <vector>

namespace voxtrait {

namespace {

constexpr double pole = -0.267949192431122706472553658494127633;  // sqrt(3) - 2

double power(double base, std::int64_t exponent) {
  double result = 1.0;
  for (; exponent > 0 && result != 0.0; --exponent) result *= base;
  return result;
}

/// The sum over the mirrored line before its first voxel.
double first_causal(const std::vector<double>& c) {
  const std::size_t n = c.size();
  const double last = power(pole, static_cast<std::int64_t>(n) - 1);
  double sum = c[0] + last * c[n - 1];
  double weight = pole;
  for (std::size_t i = 1; i + 1 < n && weight != 0.0; ++i) {
    sum += weight * (c[i] + last * c[n - 1 - i]);
    weight *= pole;
  }
  return sum / (1.0 - last * last);
}

/// Intensities of a line become coefficients of splines.
void to_coefficients(std::vector<double>& c) {
  const std::size_t n = c.size();
  if (n == 1) return;
  for (double& v : c) v *= (1.0 - pole) * (1.0 - 1.0 / pole);
  c[0] = first_causal(c);
  for (std::size_t i = 1; i < n; ++i) c[i] += pole * c[i - 1];
  c[n - 1] = (pole * c[n - 2] + c[n - 1]) * pole / (pole * pole - 1.0);
  for (std::size_t i = n - 1; i-- > 0;) c[i] = pole * (c[i + 1] - c[i]);
}

void filter_along(std::size_t axis, Volume<double>& volume, const Parallel& parallel) {
  const Index& n = volume.size();
  const std::size_t inner = axis == 0 ? 1 : 0;
  const std::size_t outer = axis == 2 ? 1 : 2;
  parallel.for_each(static_cast<std::size_t>(n[outer]), [&](std::size_t o) {
    std::vector<double> line(static_cast<std::size_t>(n[axis]));
    Index at{};
    at[outer] = static_cast<std::int64_t>(o);
    for (at[inner] = 0; at[inner] < n[inner]; ++at[inner]) {
      const auto voxel = [&](std::size_t i) -> double& {
        at[axis] = static_cast<std::int64_t>(i);
        return volume.at(at[0], at[1], at[2]);
      };
      for (std::size_t i = 0; i < line.size(); ++i) line[i] = voxel(i);
      to_coefficients(line);
      for (std::size_t i = 0; i < line.size(); ++i) voxel(i) = line[i];
    }
  });
}

/// The four voxels whose splines reach a place on an axis, and their weights there.
struct Reached {
  std::array<std::int64_t, 4> voxels;
  std::array<double, 4> weights;
};

/// Mirrored at the outer voxels, which are not repeated.
std::int64_t mirrored(std::int64_t voxel, std::int64_t size) {
  if (size == 1) return 0;
  const std::int64_t period = 2 * size - 2;
  const std::int64_t rest = ((voxel % period) + period) % period;
  return rest < size ? rest : period - rest;
}

Reached reached(double place, const Span& span) {
  const double below = std::floor(place);
  const double y = place - below;
  const double z = 1.0 - y;
  Reached result{};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::int64_t voxel = static_cast<std::int64_t>(below) - 1 + static_cast<std::int64_t>(i);
    result.voxels[i] = mirrored(voxel - span.begin, span.end - span.begin);
  }
  result.weights[0] = z * z * z / 6.0;
  result.weights[1] = (y * y * (y - 2.0) * 3.0 + 4.0) / 6.0;
  result.weights[2] = (z * z * (z - 2.0) * 3.0 + 4.0) / 6.0;
  result.weights[3] = 1.0 - result.weights[0] - result.weights[1] - result.weights[2];
  return result;
}

}  // namespace

SplineSamples::SplineSamples(Volume<double> values, const Box& box, const Parallel& parallel)
    : coefficients_(std::move(values)),
      box_(box) {
  for (const std::size_t axis : {2U, 1U, 0U}) filter_along(axis, coefficients_, parallel);
}

double SplineSamples::at(const Vector& place) const {
  std::array<Reached, 3> r{};
  for (std::size_t a = 0; a < 3; ++a) {
    const auto first = static_cast<double>(box_.begin[a]);
    const auto last = static_cast<double>(box_.end[a] - 1);
    if (!(place[a] >= first && place[a] <= last)) return 0.0;
    r[a] = reached(place[a], {box_.begin[a], box_.end[a]});
  }
  double sum = 0.0;
  for (std::size_t k = 0; k < 4; ++k) {
    for (std::size_t j = 0; j < 4; ++j) {
      const auto row = coefficients_.row(r[1].voxels[j], r[2].voxels[k]);
      for (std::size_t i = 0; i < 4; ++i) {
        const double value = row[static_cast<std::size_t>(r[0].voxels[i])];
        sum += value * r[2].weights[k] * r[1].weights[j] * r[0].weights[i];
      }
    }
  }
  return sum;
}

}  // namespace voxtrait

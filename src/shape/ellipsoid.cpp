// Eigen must give the same bits on every processor: no packets of varying width.
#define EIGEN_DONT_VECTORIZE
#include "voxtrait/shape/ellipsoid.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "shape/kernels/projections.hpp"
#include "voxtrait/core/mask.hpp"

namespace voxtrait {

namespace {

using Matrix3 = Eigen::Matrix3d;

/// Sums of coordinates and of their products over a mask's voxels, in voxels; integers, so exact.
struct CoordinateSums {
  std::array<std::int64_t, 3> first{};
  std::array<std::array<std::int64_t, 3>, 3> second{};
  std::int64_t voxels = 0;
};

/// Sum of squares of the whole numbers below n.
std::int64_t squares_below(std::int64_t n) { return (n - 1) * n * (2 * n - 1) / 6; }

/// Number of voxels of a run, sum of their x and of its squares, counted from `middle`.
std::array<std::int64_t, 3> sums_of(const Span& run, std::int64_t middle) {
  const std::int64_t begin = run.begin - middle;
  const std::int64_t end = run.end - middle;
  const std::int64_t n = end - begin;
  return {n, n * (begin + end - 1) / 2, squares_below(end) - squares_below(begin)};
}

CoordinateSums coordinate_sums(const ClosedMask& mask) {
  CoordinateSums s;
  const Index& size = mask.padded.size();
  // Coordinates from the block's middle keep the sums small.
  const Index middle{size[0] / 2, size[1] / 2, size[2] / 2};
  std::vector<Span> runs;
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      if (mask.span(y, z).begin == mask.span(y, z).end) continue;
      runs_of(mask.padded, y, z, runs);
      const std::int64_t cy = y - middle[1];
      const std::int64_t cz = z - middle[2];
      for (const Span& run : runs) {
        const auto [n, sx, sxx] = sums_of(run, middle[0]);
        const std::array<std::int64_t, 3> sums{sx, n * cy, n * cz};
        for (std::size_t a = 0; a < 3; ++a) s.first[a] += sums[a];
        s.second[0][0] += sxx;
        s.second[0][1] += sx * cy;
        s.second[0][2] += sx * cz;
        s.second[1][1] += n * cy * cy;
        s.second[1][2] += n * cy * cz;
        s.second[2][2] += n * cz * cz;
        s.voxels += n;
      }
    }
  }
  return s;
}

Matrix3 covariance(const CoordinateSums& s, const Vector& spacing) {
  const auto n = static_cast<double>(s.voxels);
  Matrix3 result = Matrix3::Zero();
  if (s.voxels < 2) return result;
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = a; b < 3; ++b) {
      const double mean_a = static_cast<double>(s.first[a]) / n;
      const double mean_b = static_cast<double>(s.first[b]) / n;
      const double c = (static_cast<double>(s.second[a][b]) - n * mean_a * mean_b) / (n - 1.0);
      const auto i = static_cast<Eigen::Index>(a);
      const auto j = static_cast<Eigen::Index>(b);
      result(i, j) = c * spacing[a] * spacing[b];
      result(j, i) = result(i, j);
    }
  }
  return result;
}

Vector descending(const Eigen::Vector3d& values) { return {values[2], values[1], values[0]}; }

}  // namespace

double Ellipsoid::volume() const noexcept {
  return 4.0 / 3.0 * std::numbers::pi * semi_axes[0] * semi_axes[1] * semi_axes[2];
}

double Ellipsoid::area() const noexcept {
  const auto& [a, b, c] = semi_axes;
  if (a == 0.0) return 0.0;
  const double alpha2 = 1.0 - (b * b) / (a * a);
  const double beta2 = 1.0 - (c * c) / (a * a);
  // Legendre's recursion for Q_n = (alpha beta)^n P_n(x): nothing is divided by alpha beta = 0.
  const double s = 0.5 * (alpha2 + beta2);
  const double t = alpha2 * beta2;
  double previous = 0.0;
  double q = 1.0;
  double sum = 0.0;
  for (int n = 0; n <= 20; ++n) {
    sum += q / (1.0 - 4.0 * n * n);
    const double next = ((2.0 * n + 1.0) * s * q - n * t * previous) / (n + 1.0);
    previous = q;
    q = next;
  }
  return 4.0 * std::numbers::pi * a * b * sum;
}

Ellipsoid principal_ellipsoid(const ClosedMask& mask, const Vector& spacing) {
  const Eigen::SelfAdjointEigenSolver<Matrix3> solver(covariance(coordinate_sums(mask), spacing),
                                                      Eigen::EigenvaluesOnly);
  Ellipsoid ellipsoid;
  const Vector eigenvalues = descending(solver.eigenvalues());
  // Eigenvalues of a flat or linear ROI are zero up to the solver's noise.
  const double noise = 1e-12 * eigenvalues[0];
  for (std::size_t a = 0; a < 3; ++a) {
    ellipsoid.semi_axes[a] = eigenvalues[a] <= noise ? 0.0 : 2.0 * std::sqrt(eigenvalues[a]);
  }
  return ellipsoid;
}

namespace {

/// Points (x, y, z, 1), their weights and how far each is in the weights' own metric.
class WeightedPoints {
 public:
  explicit WeightedPoints(std::span<const Point> points)
      : points_(points),
        coordinates_(points),
        weights_(points.size(), 1.0 / static_cast<double>(points.size())),
        distances_(coordinates_.size()) {
    measure();
  }

  /// Moves weight to the farthest point, Khachiyan's step; returns how much the weights changed.
  double move_to_farthest() {
    if (++steps_ % exact_steps == 0) measure();
    const auto farthest =
        static_cast<std::size_t>(std::ranges::find(distances_, largest_) - distances_.begin());
    const double length = (largest_ - 4.0) / (4.0 * (largest_ - 1.0));
    const double weight = scale_ * weights_[farthest];
    const double rest = 1.0 - weight;
    const double others = std::max(0.0, squares_ - weight * weight);
    update_distances(farthest, length);
    scale_ *= 1.0 - length;
    weights_[farthest] += length / scale_;
    const double moved = (1.0 - length) * weight + length;
    squares_ = (1.0 - length) * (1.0 - length) * others + moved * moved;
    return length * std::sqrt(others + rest * rest);
  }

  [[nodiscard]] Matrix3 spread() const {
    const Eigen::Matrix4d m = moment();
    const Eigen::Vector3d centre = m.block<3, 1>(0, 3);
    return m.topLeftCorner<3, 3>() - centre * centre.transpose();
  }

 private:
  static constexpr int exact_steps = 64;  ///< updates in between drift by rounding

  [[nodiscard]] Eigen::Vector4d lifted(std::size_t i) const {
    return {points_[i][0], points_[i][1], points_[i][2], 1.0};
  }

  [[nodiscard]] Eigen::Matrix4d moment() const {
    Eigen::Matrix4d sum = Eigen::Matrix4d::Zero();
    for (std::size_t i = 0; i < points_.size(); ++i) {
      sum += scale_ * weights_[i] * (lifted(i) * lifted(i).transpose());
    }
    return sum;
  }

  /// Everything anew from the weights. Copies that fill up the coordinates lie where the last point
  /// does, which comes first in a search.
  void measure() {
    for (double& weight : weights_) weight *= scale_;
    scale_ = 1.0;
    inverse_ = moment().ldlt().solve(Eigen::Matrix4d::Identity());
    for (std::size_t i = 0; i < distances_.size(); ++i) {
      const Eigen::Vector4d p = lifted(std::min(i, points_.size() - 1));
      distances_[i] = p.dot(inverse_ * p);
    }
    largest_ = std::ranges::max(distances_);
    squares_ = 0.0;
    for (const double weight : weights_) squares_ += weight * weight;
  }

  /// The moment changes by a matrix of rank one, so its inverse does (Sherman and Morrison).
  void update_distances(std::size_t farthest, double length) {
    const Eigen::Vector4d v = inverse_ * lifted(farthest);
    const double factor = length / (1.0 - length + length * distances_[farthest]);
    const double stretch = 1.0 / (1.0 - length);
    largest_ = change_form(coordinates_, {{v[0], v[1], v[2], v[3]}, factor, stretch}, distances_);
    inverse_ = stretch * (inverse_ - factor * (v * v.transpose()));
  }

  std::span<const Point> points_;
  Coordinates coordinates_;
  std::vector<double> weights_;  ///< to be multiplied by the scale
  std::vector<double> distances_;
  Eigen::Matrix4d inverse_;
  double scale_ = 1.0;
  double largest_ = 0.0;  ///< of the distances
  double squares_ = 0.0;  ///< sum of the weights' squares
  int steps_ = 0;
};

}  // namespace

Ellipsoid enclosing_ellipsoid(std::span<const Point> points, double tolerance) {
  constexpr int most_steps = 10000;
  WeightedPoints weighted(points);
  for (int step = 0; step < most_steps; ++step) {
    if (weighted.move_to_farthest() <= tolerance) break;
  }
  const Eigen::SelfAdjointEigenSolver<Matrix3> solver(weighted.spread(), Eigen::EigenvaluesOnly);
  Ellipsoid ellipsoid;
  const Vector eigenvalues = descending(solver.eigenvalues());
  for (std::size_t a = 0; a < 3; ++a) {
    ellipsoid.semi_axes[a] = std::sqrt(std::max(0.0, 3.0 * eigenvalues[a]));
  }
  return ellipsoid;
}

}  // namespace voxtrait

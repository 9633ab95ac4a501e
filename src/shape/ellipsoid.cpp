// Eigen must give the same bits on every processor: no packets of varying width.
#define EIGEN_DONT_VECTORIZE
#include "voxtrait/shape/ellipsoid.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace voxtrait {

namespace {

using Matrix3 = Eigen::Matrix3d;

/// Sums of coordinates and of their products over a mask's voxels, in voxels; integers, so exact.
struct CoordinateSums {
  std::array<std::int64_t, 3> first{};
  std::array<std::array<std::int64_t, 3>, 3> second{};
  std::int64_t voxels = 0;
};

CoordinateSums coordinate_sums(const Volume<std::uint8_t>& mask) {
  CoordinateSums s;
  const Index& size = mask.size();
  // Coordinates from the block's middle keep the sums small.
  const Index middle{size[0] / 2, size[1] / 2, size[2] / 2};
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const auto row = mask.row(y, z);
      std::int64_t n = 0;
      std::int64_t sx = 0;
      std::int64_t sxx = 0;
      for (std::int64_t x = 0; x < size[0]; ++x) {
        const std::int64_t in = row[static_cast<std::size_t>(x)];
        const std::int64_t cx = x - middle[0];
        n += in;
        sx += in * cx;
        sxx += in * cx * cx;
      }
      const std::int64_t cy = y - middle[1];
      const std::int64_t cz = z - middle[2];
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

Ellipsoid principal_ellipsoid(const Volume<std::uint8_t>& mask, const Vector& spacing) {
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

Ellipsoid enclosing_ellipsoid(std::span<const Point> points, double tolerance) {
  using Matrix = Eigen::Matrix<double, 4, Eigen::Dynamic>;
  const auto n = static_cast<Eigen::Index>(points.size());
  Matrix lifted(4, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Point& p = points[static_cast<std::size_t>(i)];
    lifted.col(i) << p[0], p[1], p[2], 1.0;
  }
  Eigen::VectorXd weights = Eigen::VectorXd::Constant(n, 1.0 / static_cast<double>(n));
  constexpr int most_steps = 10000;
  for (int step = 0; step < most_steps; ++step) {
    const Eigen::Matrix4d moment = lifted * weights.asDiagonal() * lifted.transpose();
    const Matrix solved = moment.ldlt().solve(lifted);
    Eigen::Index farthest = 0;
    const double distance = lifted.cwiseProduct(solved).colwise().sum().maxCoeff(&farthest);
    const double length = (distance - 4.0) / (4.0 * (distance - 1.0));
    const double before = weights.squaredNorm() - weights[farthest] * weights[farthest];
    const double change =
        length * std::sqrt(before + (1.0 - weights[farthest]) * (1.0 - weights[farthest]));
    weights *= 1.0 - length;
    weights[farthest] += length;
    if (change <= tolerance) break;
  }
  const Eigen::Vector3d centre = lifted.topRows<3>() * weights;
  const Matrix3 spread =
      lifted.topRows<3>() * weights.asDiagonal() * lifted.topRows<3>().transpose() -
      centre * centre.transpose();
  const Eigen::SelfAdjointEigenSolver<Matrix3> solver(spread, Eigen::EigenvaluesOnly);
  Ellipsoid ellipsoid;
  const Vector eigenvalues = descending(solver.eigenvalues());
  for (std::size_t a = 0; a < 3; ++a) {
    ellipsoid.semi_axes[a] = std::sqrt(std::max(0.0, 3.0 * eigenvalues[a]));
  }
  return ellipsoid;
}

}  // namespace voxtrait

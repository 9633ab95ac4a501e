#include "voxtrait/shape/ellipsoid.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numbers>

#include "support/mesh.hpp"

namespace {

using voxtrait::Ellipsoid;
using voxtrait::Index;
using voxtrait::Point;
using voxtrait::Vector;
using voxtrait::test::MaskVolume;
using voxtrait::test::Random;

constexpr double pi = std::numbers::pi;
constexpr Vector anisotropic{0.7, 1.3, 3.0};

using Matrix3 = std::array<std::array<double, 3>, 3>;

/// Sample covariance of the voxel centres, in mm, by its definition.
Matrix3 covariance(const MaskVolume& mask, const Vector& spacing) {
  std::vector<Point> points;
  voxtrait::test::for_each_voxel(mask.size(), [&](auto x, auto y, auto z) {
    if (mask.at(x, y, z) == 0) return;
    points.push_back({double(x) * spacing[0], double(y) * spacing[1], double(z) * spacing[2]});
  });
  const auto n = static_cast<double>(points.size());
  Vector mean{};
  for (const Point& p : points) {
    for (std::size_t a = 0; a < 3; ++a) mean[a] += p[a] / n;
  }
  Matrix3 c{};
  for (const Point& p : points) {
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = 0; b < 3; ++b) c[a][b] += (p[a] - mean[a]) * (p[b] - mean[b]) / (n - 1);
    }
  }
  return c;
}

/// Eigenvalues of a symmetric matrix, largest first, by Jacobi's rotations.
Vector eigenvalues(Matrix3 m) {
  for (int sweep = 0; sweep < 60; ++sweep) {
    for (const auto& [p, q] : {std::pair(0U, 1U), {0U, 2U}, {1U, 2U}}) {
      if (m[p][q] == 0.0) continue;
      const double angle = 0.5 * std::atan2(2.0 * m[p][q], m[q][q] - m[p][p]);
      Matrix3 r{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
      r[p][p] = r[q][q] = std::cos(angle);
      r[p][q] = std::sin(angle);
      r[q][p] = -std::sin(angle);
      Matrix3 result{};
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
          for (std::size_t k = 0; k < 3; ++k) {
            for (std::size_t l = 0; l < 3; ++l) result[i][j] += r[k][i] * m[k][l] * r[l][j];
          }
        }
      }
      m = result;
    }
  }
  Vector values{m[0][0], m[1][1], m[2][2]};
  std::ranges::sort(values, std::greater<>());
  return values;
}

struct Eccentricities {
  double alpha2;
  double beta2;
};

/// The manual's, both relative to the longest axis.
Eccentricities eccentricities(const Ellipsoid& e) {
  const auto& [a, b, c] = e.semi_axes;
  return {1.0 - b * b / (a * a), 1.0 - c * c / (a * a)};
}

/// The manual's series as it stands, up to degree 20.
double area_by_legendre(const Ellipsoid& e) {
  const auto [alpha2, beta2] = eccentricities(e);
  const double product = std::sqrt(alpha2 * beta2);
  double sum = 0.0;
  for (unsigned n = 0; n <= 20; ++n) {
    const double legendre = std::legendre(n, (alpha2 + beta2) / (2.0 * product));
    sum += std::pow(product, n) * legendre / (1.0 - 4.0 * n * n);
  }
  return 4.0 * pi * e.semi_axes[0] * e.semi_axes[1] * sum;
}

/// Sum of q^n / (1 - 4 n^2) over all n.
double power_series(double q) {
  const double root = std::sqrt(q);
  return q == 0.0 ? 1.0 : 0.5 * (1.0 + (1.0 - q) * std::atanh(root) / root);
}

/// The manual's series without an end: by Laplace's integral (alpha beta)^n P_n is the mean over an
/// angle of the n-th power of a number q between alpha^2 and beta^2.
double area_of_endless_series(const Ellipsoid& e) {
  const auto [alpha2, beta2] = eccentricities(e);
  constexpr int steps = 4000;
  double sum = 0.0;
  for (int i = 0; i < steps; ++i) {
    const double angle = (i + 0.5) * pi / steps;
    sum += power_series(0.5 * (alpha2 + beta2) + 0.5 * (beta2 - alpha2) * std::cos(angle));
  }
  return 4.0 * pi * e.semi_axes[0] * e.semi_axes[1] * sum / steps;
}

/// Most that the terms above degree 20 take away: q is at most beta^2, and 1 / (4 n^2 - 1) adds up
/// to 1 / 82 from n = 21 on.
double dropped(const Ellipsoid& e) {
  return 4.0 * pi * e.semi_axes[0] * e.semi_axes[1] * std::pow(eccentricities(e).beta2, 21) / 82.0;
}

std::vector<Point> points_on_ellipsoid(const Vector& semi_axes, int count, Random& random) {
  std::vector<Point> points;
  while (static_cast<int>(points.size()) < count) {
    Point p{random.real(-1, 1), random.real(-1, 1), random.real(-1, 1)};
    const double r = voxtrait::test::length(p);
    if (r > 1.0 || r < 0.1) continue;
    for (std::size_t a = 0; a < 3; ++a) p[a] *= semi_axes[a] / r;
    // Turned by 0.5 about z and moved: semi-axes must not care.
    points.push_back({std::cos(0.5) * p[0] - std::sin(0.5) * p[1] + 10.0,
                      std::sin(0.5) * p[0] + std::cos(0.5) * p[1] - 4.0, p[2] + 2.0});
  }
  return points;
}

}  // namespace

TEST_CASE("the ellipsoid of equal axes has the volume and area of a ball") {
  for (const double r : {1e-3, 1.0, 7.5, 1e4}) {
    const Ellipsoid ball{{r, r, r}};
    CHECK(ball.area() == Approx(4.0 * pi * r * r).epsilon(1e-14));
    CHECK(ball.volume() == Approx(4.0 / 3.0 * pi * r * r * r).epsilon(1e-14));
  }
  CHECK(Ellipsoid{}.area() == 0.0);
  CHECK(Ellipsoid{}.volume() == 0.0);
}

TEST_CASE("the area of an ellipsoid equals the manual's series up to degree 20") {
  for (const Vector& axes :
       {Vector{3, 2, 1}, {1, 0.9, 0.8}, {5, 4.9, 2.5}, {2, 1, 0.9}, {40, 3, 0.5}, {7, 0.2, 0.1}}) {
    const Ellipsoid e{axes};
    CAPTURE(axes);
    CHECK(e.area() == Approx(area_by_legendre(e)).epsilon(1e-12));
  }
}

TEST_CASE("the area is above the endless series by no more than the terms that are dropped") {
  for (const double ratio : {0.99, 0.9, 0.7, 0.5, 0.3, 0.1, 0.01}) {
    for (const Vector& axes : {Vector{3.0, 3.0 * ratio, 3.0 * ratio},
                               {3.0, 3.0, 3.0 * ratio},
                               {2.0, 1.0 + ratio, 2.0 * ratio}}) {
      if (axes[1] < axes[2]) continue;
      const Ellipsoid e{axes};
      const double endless = area_of_endless_series(e);
      CAPTURE(axes);
      CHECK(e.area() >= endless * (1.0 - 1e-9));
      CHECK(e.area() <= endless * (1.0 + 1e-9) + dropped(e));
    }
  }
}

TEST_CASE("the principal ellipsoid follows from the sample covariance of voxel centres") {
  Random random(331);
  for (const double probability : {0.1, 0.5, 1.0}) {
    for (const Index& size : {Index{5, 7, 9}, {2, 2, 2}, {31, 20, 1}, {12, 1, 1}, {9, 9, 9}}) {
      const MaskVolume mask = voxtrait::test::random_mask(size, probability, random);
      if (std::ranges::count(mask.values(), 1) < 2) continue;
      const Vector truth = eigenvalues(covariance(mask, anisotropic));
      const Ellipsoid e = voxtrait::principal_ellipsoid(voxtrait::closed(mask), anisotropic);
      CAPTURE(probability, size);
      for (std::size_t a = 0; a < 3; ++a) {
        CHECK(e.semi_axes[a] * e.semi_axes[a] ==
              Approx(4.0 * truth[a]).epsilon(1e-11).margin(1e-11 * truth[0]));
      }
    }
  }
}

TEST_CASE("the principal ellipsoid of a single voxel is a point and that of a row a line") {
  const Ellipsoid point =
      voxtrait::principal_ellipsoid(voxtrait::closed(MaskVolume({1, 1, 1}, 1)), anisotropic);
  CHECK(point.semi_axes == Vector{0, 0, 0});
  const Ellipsoid line =
      voxtrait::principal_ellipsoid(voxtrait::closed(MaskVolume({1, 2, 1}, 1)), anisotropic);
  CHECK(line.semi_axes[0] == Approx(2.0 * std::sqrt(0.5) * 1.3).epsilon(1e-14));
  CHECK(line.semi_axes[1] == 0.0);
  CHECK(line.semi_axes[2] == 0.0);
}

TEST_CASE("the enclosing ellipsoid of an ellipsoid's surface is that ellipsoid") {
  Random random(332);
  for (const Vector& axes : {Vector{1, 1, 1}, {5, 3, 2}, {9, 2, 1}}) {
    const auto points = points_on_ellipsoid(axes, 2000, random);
    const Ellipsoid e = voxtrait::enclosing_ellipsoid(points);
    CAPTURE(axes);
    for (std::size_t a = 0; a < 3; ++a) CHECK(e.semi_axes[a] == Approx(axes[a]).epsilon(0.02));
  }
}

TEST_CASE("the enclosing ellipsoid of a box's corners is the scaled ellipsoid of its edges") {
  std::vector<Point> corners;
  for (unsigned k = 0; k < 8; ++k) {
    corners.push_back({6.0 * (k & 1U), 4.0 * ((k >> 1U) & 1U), 2.0 * ((k >> 2U) & 1U)});
  }
  const Ellipsoid e = voxtrait::enclosing_ellipsoid(corners);
  const Vector half{3, 2, 1};
  for (std::size_t a = 0; a < 3; ++a) {
    CHECK(e.semi_axes[a] == Approx(std::sqrt(3.0) * half[a]).epsilon(1e-3));
  }
}

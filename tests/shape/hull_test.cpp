#include "voxtrait/shape/hull.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <set>
#include <stdexcept>
#include <vector>

#include "support/lattice.hpp"
#include "support/mesh.hpp"

namespace {

using voxtrait::BoxMeasures;
using voxtrait::ConvexHull;
using voxtrait::Index;
using voxtrait::LatticePoints;
using voxtrait::Point;
using voxtrait::Vector;
using voxtrait::test::cross;
using voxtrait::test::dot;
using voxtrait::test::MaskVolume;
using voxtrait::test::minus;
using voxtrait::test::nearest_on_lattice;
using voxtrait::test::Random;

constexpr Vector anisotropic{0.7, 1.3, 3.0};

/// A rotation about x, then about z.
Point rotated(const Point& p, double about_x, double about_z) {
  const Point q{p[0], std::cos(about_x) * p[1] - std::sin(about_x) * p[2],
                std::sin(about_x) * p[1] + std::cos(about_x) * p[2]};
  return {std::cos(about_z) * q[0] - std::sin(about_z) * q[1],
          std::sin(about_z) * q[0] + std::cos(about_z) * q[1], q[2]};
}

/// Axes at right angles and of equal length, in whole numbers: a turn that needs no rounding.
struct Turn {
  std::array<Index, 3> axes;
  std::int64_t length;
};

const std::vector<Turn> turns{{{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}, 1},
                              {{{{3, 4, 0}, {-4, 3, 0}, {0, 0, 5}}}, 5},
                              {{{{1, 2, 2}, {2, 1, -2}, {2, -2, 1}}}, 3},
                              {{{{2, 3, 6}, {3, -6, 2}, {6, 2, -3}}}, 7}};

/// The corners of a box and points inside it and on its sides, turned.
LatticePoints points_of_box(const Index& edges, const Turn& turn) {
  constexpr std::int64_t parts = 20;
  const double step = 1.0 / static_cast<double>(parts * turn.length);
  LatticePoints points{{}, {step, step, step}};
  const auto add = [&](const Index& at) {
    Index place{};
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t k = 0; k < 3; ++k) place[a] += turn.axes[k][a] * at[k];
    }
    points.places.push_back(place);
  };
  Random random(321);
  for (int i = 0; i < 200; ++i) {
    Index at{};
    for (std::size_t a = 0; a < 3; ++a) {
      at[a] = std::llround(random.real() * static_cast<double>(parts * edges[a]));
    }
    if (i % 2 == 0) at[static_cast<std::size_t>(i / 2 % 3)] = 0;
    add(at);
  }
  for (std::int64_t k = 0; k < 8; ++k) {
    add({(k & 1) * parts * edges[0], (k >> 1 & 1) * parts * edges[1],
         (k >> 2 & 1) * parts * edges[2]});
  }
  return points;
}

Vector in_mm(const Index& edges) { return {double(edges[0]), double(edges[1]), double(edges[2])}; }

Vector half(const Vector& spacing) { return {spacing[0] / 2, spacing[1] / 2, spacing[2] / 2}; }

Vector sorted(Vector v) {
  std::ranges::sort(v);
  return v;
}

/// Every point is on the same side of every face as the middle of the hull, and every vertex of the
/// hull is one of the points.
void require_contains(const ConvexHull& hull, const std::vector<Point>& points) {
  Point middle{};
  for (const Point& v : hull.vertices) {
    const auto n = static_cast<double>(hull.vertices.size());
    for (std::size_t a = 0; a < 3; ++a) middle[a] += v[a] / n;
  }
  for (const auto& t : hull.triangles) {
    const Point& a = hull.vertices[t[0]];
    const Vector normal = cross(minus(hull.vertices[t[1]], a), minus(hull.vertices[t[2]], a));
    const double side = dot(minus(middle, a), normal) > 0.0 ? 1.0 : -1.0;
    for (const Point& p : points) REQUIRE(side * dot(minus(p, a), normal) > -1e-9);
  }
  for (const Point& v : hull.vertices) REQUIRE(std::ranges::find(points, v) != points.end());
}

/// Volume by the divergence theorem, negative if triangles run clockwise; all must run the same
/// way.
double enclosed(const ConvexHull& hull) {
  double volume = 0.0;
  for (const auto& t : hull.triangles) {
    volume += dot(hull.vertices[t[0]], cross(hull.vertices[t[1]], hull.vertices[t[2]])) / 6.0;
  }
  return volume;
}

double largest_distance(const std::vector<Point>& points) {
  double largest = 0.0;
  for (const Point& p : points) {
    for (const Point& q : points) largest = std::max(largest, voxtrait::test::length(minus(p, q)));
  }
  return largest;
}

/// The smallest box among many orientations: an upper bound found without the hull's faces.
double smallest_box_by_search(const std::vector<Point>& points) {
  double smallest = HUGE_VAL;
  Random random(322);
  for (int i = 0; i < 3000; ++i) {
    const double a = random.real(0.0, std::numbers::pi);
    const double b = random.real(0.0, std::numbers::pi);
    const double c = random.real(0.0, std::numbers::pi);
    Vector low{HUGE_VAL, HUGE_VAL, HUGE_VAL};
    Vector high{-HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const Point& p : points) {
      const Point q = rotated(rotated(p, a, b), c, 0.0);
      for (std::size_t d = 0; d < 3; ++d) {
        low[d] = std::min(low[d], q[d]);
        high[d] = std::max(high[d], q[d]);
      }
    }
    const Vector edges = minus(high, low);
    smallest = std::min(smallest, edges[0] * edges[1] * edges[2]);
  }
  return smallest;
}

}  // namespace

TEST_CASE("the hull of a turned box has the box's corners, volume, area and diagonal") {
  for (const Index& edges : {Index{1, 1, 1}, {2, 3, 7}, {1, 50, 50}}) {
    for (const Turn& turn : turns) {
      const ConvexHull hull = voxtrait::convex_hull(points_of_box(edges, turn));
      const auto [a, b, c] = in_mm(edges);
      CAPTURE(edges, turn.length);
      CHECK(hull.volume == Approx(a * b * c).epsilon(1e-12));
      CHECK(hull.area == Approx(2 * (a * b + b * c + c * a)).epsilon(1e-12));
      CHECK(voxtrait::diameter(hull) == Approx(std::sqrt(a * a + b * b + c * c)).epsilon(1e-12));
      CHECK(hull.vertices.size() == 8);
      CHECK(hull.triangles.size() == 12);
    }
  }
}

TEST_CASE("the smallest oriented box of a turned box is the box") {
  for (const Index& edges : {Index{1, 1, 1}, {2, 3, 7}, {1, 50, 50}}) {
    for (const Turn& turn : turns) {
      const ConvexHull hull = voxtrait::convex_hull(points_of_box(edges, turn));
      const Vector found = sorted(voxtrait::oriented_minimum_box(hull).edges);
      const Vector expected = sorted(in_mm(edges));
      CAPTURE(edges, turn.length);
      for (std::size_t a = 0; a < 3; ++a) CHECK(found[a] == Approx(expected[a]).epsilon(1e-9));
    }
  }
}

TEST_CASE("every edge of a hull lies between two triangles that run along it both ways") {
  for (const Turn& turn : turns) {
    const ConvexHull hull = voxtrait::convex_hull(points_of_box({2, 3, 7}, turn));
    REQUIRE(hull.neighbours.size() == hull.triangles.size());
    for (std::uint32_t t = 0; t < hull.triangles.size(); ++t) {
      for (std::size_t k = 0; k < 3; ++k) {
        const auto& beyond = hull.triangles[hull.neighbours[t][k]];
        const auto at = std::ranges::find(beyond, hull.triangles[t][(k + 1) % 3]) - beyond.begin();
        REQUIRE(at < 3);
        const auto corner = static_cast<std::size_t>(at);
        CHECK(beyond[(corner + 1) % 3] == hull.triangles[t][k]);
        CHECK(hull.neighbours[hull.neighbours[t][k]][corner] == t);
      }
    }
  }
}

TEST_CASE("the order of its points and points that are there twice do not change a hull") {
  Random random(326);
  for (const Turn& turn : turns) {
    LatticePoints points = points_of_box({2, 3, 7}, turn);
    const ConvexHull hull = voxtrait::convex_hull(points);
    const std::vector<Index> once = points.places;
    points.places.insert(points.places.end(), once.begin(), once.end());
    for (std::size_t i = points.places.size() - 1; i > 0; --i) {
      const auto other = static_cast<std::size_t>(random.real() * static_cast<double>(i));
      std::swap(points.places[i], points.places[other]);
    }
    const ConvexHull same = voxtrait::convex_hull(points);
    CHECK(same.volume == Approx(hull.volume).epsilon(1e-13));
    CHECK(std::set(same.vertices.begin(), same.vertices.end()) ==
          std::set(hull.vertices.begin(), hull.vertices.end()));
  }
}

TEST_CASE("points on the sides and edges of a solid are no corners of its hull") {
  LatticePoints cube;
  LatticePoints octahedron;
  for (std::int64_t z = -4; z <= 4; ++z) {
    for (std::int64_t y = -4; y <= 4; ++y) {
      for (std::int64_t x = -4; x <= 4; ++x) {
        cube.places.push_back({x, y, z});
        if (std::abs(x) + std::abs(y) + std::abs(z) <= 4) octahedron.places.push_back({x, y, z});
      }
    }
  }
  CHECK(voxtrait::convex_hull(cube).vertices.size() == 8);
  CHECK(voxtrait::convex_hull(octahedron).vertices.size() == 6);
}

TEST_CASE("hulls of mirrored points have the mirrored corners") {
  Random random(327);
  for (const double probability : {0.05, 0.3, 0.9}) {
    for (int repeat = 0; repeat < 20; ++repeat) {
      const MaskVolume mask = voxtrait::test::random_mask({9, 8, 7}, probability, random);
      LatticePoints points = voxtrait::outermost_vertices(voxtrait::closed(mask), anisotropic);
      const ConvexHull hull = voxtrait::convex_hull(points);
      for (std::size_t axis = 0; axis < 3; ++axis) {
        for (Index& place : points.places) place[axis] = -place[axis];
        std::set<Index> expected;
        for (Index place : hull.lattice.places) {
          for (std::size_t a = 0; a <= axis; ++a) place[a] = -place[a];
          expected.insert(place);
        }
        const ConvexHull mirrored = voxtrait::convex_hull(points);
        CHECK(std::set(mirrored.lattice.places.begin(), mirrored.lattice.places.end()) == expected);
      }
    }
  }
}

TEST_CASE("points that are too far apart for exact numbers are refused") {
  const std::int64_t far = std::int64_t{1} << 20;
  const LatticePoints points{{{0, 0, 0}, {far, 0, 0}, {0, 1, 0}, {0, 0, 1}}, {1, 1, 1}};
  CHECK_THROWS_AS(voxtrait::convex_hull(points), std::length_error);
}

TEST_CASE("the smallest oriented box of random points holds the hull and beats a random search") {
  Random random(323);
  for (int i = 0; i < 5; ++i) {
    std::vector<Point> points;
    for (int k = 0; k < 60; ++k) {
      points.push_back({3.0 * random.real(), random.real(), 2.0 * random.real()});
    }
    const ConvexHull hull =
        voxtrait::convex_hull(nearest_on_lattice(points, {1.0 / 4096, 1.0 / 4096, 1.0 / 1024}));
    const BoxMeasures box = voxtrait::oriented_minimum_box(hull);
    CHECK(box.volume() >= hull.volume);
    CHECK(box.volume() <= 1.02 * smallest_box_by_search(hull.vertices));
    CHECK(std::sqrt(dot(box.edges, box.edges)) >= voxtrait::diameter(hull) * (1.0 - 1e-12));
  }
}

TEST_CASE("the hull of the outermost vertices is that of all vertices of the mesh") {
  Random random(324);
  for (const double probability : {0.03, 0.2, 0.6, 0.95}) {
    for (const Index& size : {Index{6, 7, 5}, {2, 3, 2}, {1, 1, 1}, {1, 8, 8}, {15, 1, 1}}) {
      for (int repeat = 0; repeat < 3; ++repeat) {
        const MaskVolume mask = voxtrait::test::random_mask(size, probability, random);
        const auto all = voxtrait::test::mesh_vertices(mask, anisotropic);
        const ConvexHull hull = voxtrait::convex_hull(
            voxtrait::outermost_vertices(voxtrait::closed(mask), anisotropic));
        const ConvexHull truth = voxtrait::convex_hull(nearest_on_lattice(all, half(anisotropic)));
        CAPTURE(probability, size, repeat);
        REQUIRE_FALSE(hull.vertices.empty());
        CHECK(std::abs(enclosed(hull)) == Approx(hull.volume).epsilon(1e-11));
        require_contains(hull, all);
        CHECK(hull.volume == Approx(truth.volume).epsilon(1e-11));
        CHECK(hull.area == Approx(truth.area).epsilon(1e-11));
        CHECK(voxtrait::diameter(hull) == Approx(largest_distance(all)).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("the hull of a full box's mesh is the mesh") {
  for (const Index& size : {Index{1, 1, 1}, {4, 4, 4}, {2, 3, 7}, {1, 1, 9}}) {
    const MaskVolume mask(size, 1);
    const ConvexHull hull =
        voxtrait::convex_hull(voxtrait::outermost_vertices(voxtrait::closed(mask), anisotropic));
    const auto mesh = voxtrait::mesh_measures(voxtrait::closed(mask), anisotropic);
    CAPTURE(size);
    CHECK(hull.volume == Approx(mesh.volume).epsilon(1e-12));
    CHECK(hull.area == Approx(mesh.area).epsilon(1e-12));
  }
}

TEST_CASE("the hull and its box hold the mesh") {
  Random random(325);
  for (const double probability : {0.1, 0.5, 0.9}) {
    const MaskVolume mask = voxtrait::test::random_mask({6, 5, 7}, probability, random);
    const ConvexHull hull =
        voxtrait::convex_hull(voxtrait::outermost_vertices(voxtrait::closed(mask), anisotropic));
    CHECK(hull.volume >= voxtrait::mesh_measures(voxtrait::closed(mask), anisotropic).volume);
    CHECK(voxtrait::oriented_minimum_box(hull).volume() >= hull.volume);
  }
}

TEST_CASE("points in a plane, on a line or too few have no hull") {
  std::vector<Point> flat;
  std::vector<Point> line;
  for (int i = 0; i < 20; ++i) {
    flat.push_back({double(i % 5), double(i / 5), 2.0});
    line.push_back({double(i), 2.0 * i, -1.0 * i});
  }
  const std::vector<Point> three{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  for (const auto& points : {flat, line, three, std::vector<Point>{}}) {
    const ConvexHull hull = voxtrait::convex_hull(nearest_on_lattice(points, {1, 1, 1}));
    CHECK(hull.vertices.empty());
    CHECK(hull.volume == 0.0);
    CHECK(hull.area == 0.0);
  }
}

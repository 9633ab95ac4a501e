#include "voxtrait/shape/mesh.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numbers>

#include "support/lattice.hpp"
#include "support/mesh.hpp"

namespace {

using voxtrait::Index;
using voxtrait::MeshMeasures;
using voxtrait::Point;
using voxtrait::Vector;
using voxtrait::test::MaskVolume;
using voxtrait::test::Random;
using voxtrait::test::Triangle;

constexpr Vector unit{1.0, 1.0, 1.0};
constexpr Vector anisotropic{0.7, 1.3, 3.0};

/// Mesh volume and area of a full box: a box between voxel centres, slabs of half a voxel on its
/// faces, wedges along its edges and an eighth of an octahedron on each corner.
MeshMeasures measures_of_box(const Index& voxels, const Vector& s) {
  Vector e{};  // between centres, mm
  for (std::size_t a = 0; a < 3; ++a) e[a] = static_cast<double>(voxels[a] - 1) * s[a];
  MeshMeasures m;
  m.volume = e[0] * e[1] * e[2] + s[0] * s[1] * s[2] / 6.0;
  const double x = s[1] * s[2];
  const double y = s[0] * s[2];
  const double z = s[0] * s[1];
  m.area = std::sqrt(x * x + y * y + z * z);
  for (std::size_t a = 0; a < 3; ++a) {
    const std::size_t b = (a + 1) % 3;
    const std::size_t c = (a + 2) % 3;
    m.volume += e[a] * e[b] * s[c] + 0.5 * e[a] * s[b] * s[c];
    m.area += 2.0 * e[a] * e[b] + 2.0 * e[a] * std::sqrt(s[b] * s[b] + s[c] * s[c]);
  }
  return m;
}

void require_close(const MeshMeasures& a, const MeshMeasures& b, double tolerance = 1e-13) {
  CHECK(a.volume == Approx(b.volume).epsilon(tolerance));
  CHECK(a.area == Approx(b.area).epsilon(tolerance));
}

void require_equals_explicit_mesh(const MaskVolume& mask, const Vector& spacing) {
  const std::vector<Triangle> mesh = voxtrait::test::explicit_mesh(mask, spacing);
  require_close(voxtrait::mesh_measures(voxtrait::closed(mask), spacing),
                {voxtrait::test::volume_of_mesh(mesh), voxtrait::test::area_of(mesh)}, 1e-12);
}

/// Corners of a triangle in half voxels.
std::array<Index, 3> rounded(const Triangle& triangle) {
  std::array<Index, 3> result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t a = 0; a < 3; ++a) result[i][a] = std::lround(2.0 * triangle[i][a]);
  }
  return result;
}

}  // namespace

TEST_CASE("the mesh of a single voxel is an octahedron") {
  for (const Vector& s : {unit, anisotropic}) {
    const auto m = voxtrait::mesh_measures(voxtrait::closed(MaskVolume({1, 1, 1}, 1)), s);
    CHECK(m.volume == Approx(s[0] * s[1] * s[2] / 6.0).epsilon(1e-14));
    const double x = s[1] * s[2];
    const double y = s[0] * s[2];
    const double z = s[0] * s[1];
    CHECK(m.area == Approx(std::sqrt(x * x + y * y + z * z)).epsilon(1e-14));
  }
}

TEST_CASE("the mesh of a box has the volume and area of a box with bevelled edges") {
  for (const Index& size :
       {Index{1, 1, 1}, {5, 5, 5}, {2, 3, 7}, {1, 4, 6}, {1, 1, 9}, {31, 2, 1}}) {
    for (const Vector& s : {unit, anisotropic}) {
      CAPTURE(size, s);
      require_close(voxtrait::mesh_measures(voxtrait::closed(MaskVolume(size, 1)), s),
                    measures_of_box(size, s));
    }
  }
}

TEST_CASE("mesh measures equal those of all triangles of random masks") {
  Random random(311);
  for (const double probability : {0.02, 0.2, 0.5, 0.8, 0.98}) {
    for (const Index& size : {Index{6, 7, 8}, {1, 1, 1}, {1, 9, 5}, {12, 1, 1}, {17, 4, 3}}) {
      for (const Vector& spacing : {unit, anisotropic}) {
        CAPTURE(probability, size, spacing);
        require_equals_explicit_mesh(voxtrait::test::random_mask(size, probability, random),
                                     spacing);
      }
    }
  }
}

TEST_CASE("the mesh of every random mask is closed and oriented") {
  Random random(312);
  for (const double probability : {0.1, 0.5, 0.9}) {
    const auto mask = voxtrait::test::random_mask({7, 6, 5}, probability, random);
    std::map<std::pair<Index, Index>, int> balance;
    for (const Triangle& triangle : voxtrait::test::explicit_mesh(mask, unit)) {
      const auto t = rounded(triangle);
      for (std::size_t i = 0; i < 3; ++i) {
        ++balance[{t[i], t[(i + 1) % 3]}];
        --balance[{t[(i + 1) % 3], t[i]}];
      }
    }
    for (const auto& [edge, count] : balance) REQUIRE(count == 0);
  }
}

TEST_CASE("a hole takes its mesh away and adds its surface") {
  MaskVolume mask({9, 8, 7}, 1);
  for (std::int64_t x = 3; x < 6; ++x) mask.at(x, 4, 3) = 0;
  const auto whole = measures_of_box({9, 8, 7}, anisotropic);
  const auto hole = measures_of_box({3, 1, 1}, anisotropic);
  require_close(voxtrait::mesh_measures(voxtrait::closed(mask), anisotropic),
                {whole.volume - hole.volume, whole.area + hole.area});
}

TEST_CASE("parts that do not touch add up, also across the border of the volume") {
  MaskVolume mask({9, 5, 4});
  voxtrait::test::for_each_voxel({3, 5, 4}, [&](auto x, auto y, auto z) { mask.at(x, y, z) = 1; });
  mask.at(8, 0, 3) = 1;
  const auto box = measures_of_box({3, 5, 4}, anisotropic);
  const auto voxel = measures_of_box({1, 1, 1}, anisotropic);
  require_close(voxtrait::mesh_measures(voxtrait::closed(mask), anisotropic),
                {box.volume + voxel.volume, box.area + voxel.area});
}

TEST_CASE("an empty mask has no mesh") {
  const auto m = voxtrait::mesh_measures(voxtrait::closed(MaskVolume({3, 2, 4})), unit);
  CHECK(m.volume == 0.0);
  CHECK(m.area == 0.0);
  CHECK(voxtrait::outermost_vertices(voxtrait::closed(MaskVolume({3, 2, 4})), unit).places.empty());
}

TEST_CASE("the mesh volume of a ball converges to the ball's") {
  for (const double radius : {5.0, 10.0, 20.0, 40.0}) {
    const auto width = static_cast<std::int64_t>(2.0 * radius) + 4;
    const auto mask =
        voxtrait::test::ellipsoid_mask({width, width, width}, {radius, radius, radius});
    const double ball = 4.0 / 3.0 * std::numbers::pi * radius * radius * radius;
    // Vertices lie within half a voxel of the sphere: a shell of volume 3 / (2 r) of the ball's.
    CAPTURE(radius);
    CHECK(std::abs(voxtrait::mesh_measures(voxtrait::closed(mask), unit).volume / ball - 1.0) <
          1.5 / radius);
  }
}

TEST_CASE("outermost vertices are vertices of the mesh") {
  Random random(313);
  for (const double probability : {0.05, 0.5, 0.95}) {
    const auto mask = voxtrait::test::random_mask({8, 7, 6}, probability, random);
    const auto all = voxtrait::test::mesh_vertices(mask, anisotropic);
    const auto outermost = voxtrait::outermost_vertices(voxtrait::closed(mask), anisotropic);
    for (const Point& p : voxtrait::test::in_mm(outermost)) {
      const bool found = std::ranges::any_of(all, [&p](const Point& q) {
        return voxtrait::test::length(voxtrait::test::minus(p, q)) < 1e-12;
      });
      REQUIRE(found);
    }
  }
}

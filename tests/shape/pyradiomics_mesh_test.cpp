#include "voxtrait/shape/pyradiomics_mesh.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/random.hpp"

namespace {

using voxtrait::Index;
using voxtrait::pyradiomics_mesh;
using voxtrait::pyradiomics_outline;
using voxtrait::PyradiomicsMesh;
using voxtrait::Vector;
using voxtrait::Volume;

Volume<std::uint8_t> full(const Index& size) { return Volume<std::uint8_t>(size, 1); }

const double root2 = std::sqrt(2.0);

}  // namespace

TEST_CASE("the mesh of one voxel is an octahedron between its neighbours' middles") {
  const PyradiomicsMesh mesh = pyradiomics_mesh(full({1, 1, 1}), {1.0, 1.0, 1.0});
  CHECK(mesh.measures.volume == Approx(1.0 / 6.0));
  CHECK(mesh.measures.area == Approx(std::sqrt(3.0)));
  CHECK(mesh.diameter == Approx(1.0));
  CHECK(mesh.diameter_slice == Approx(1.0));
  CHECK(mesh.diameter_column == Approx(1.0));
  CHECK(mesh.diameter_row == Approx(1.0));
}

TEST_CASE("a block loses its edges and corners") {
  // 5 x 4 x 3 voxels: edges lose an eighth of a voxel for each voxel between corners, corners more.
  const PyradiomicsMesh mesh = pyradiomics_mesh(full({5, 4, 3}), {1.0, 1.0, 1.0});
  const double edges = 4.0 * (4.0 + 3.0 + 2.0);
  CHECK(mesh.measures.volume == Approx(60.0 - edges / 8.0 - 8.0 * (1.0 / 8.0 - 1.0 / 48.0)));
  const double faces = 2.0 * (4.0 * 3.0 + 3.0 * 2.0 + 4.0 * 2.0);
  CHECK(mesh.measures.area == Approx(faces + edges * root2 / 2.0 + 8.0 * std::sqrt(3.0) / 8.0));
  CHECK(mesh.diameter_slice == Approx(std::sqrt(25.0 + 9.0)));
  CHECK(mesh.diameter_column == Approx(std::sqrt(25.0 + 4.0)));
  CHECK(mesh.diameter_row == Approx(std::sqrt(16.0 + 4.0)));
}

TEST_CASE("diameters by planes are none larger than the diameter, and scale with the spacing") {
  voxtrait::test::Random random(7);
  for (int i = 0; i < 20; ++i) {
    Volume<std::uint8_t> mask({6, 5, 4});
    for (std::uint8_t& voxel : mask.values()) voxel = random.chance(0.35) ? 1 : 0;
    const PyradiomicsMesh one = pyradiomics_mesh(mask, {1.0, 1.3, 2.1});
    const PyradiomicsMesh two = pyradiomics_mesh(mask, {2.0, 2.6, 4.2});
    for (const double planar : {one.diameter_slice, one.diameter_column, one.diameter_row}) {
      CHECK(planar <= one.diameter * (1.0 + 1e-12));
    }
    CHECK(two.diameter == Approx(2.0 * one.diameter));
    CHECK(two.diameter_row == Approx(2.0 * one.diameter_row));
    CHECK(two.measures.volume == Approx(8.0 * one.measures.volume));
    CHECK(two.measures.area == Approx(4.0 * one.measures.area));
  }
}

TEST_CASE(
    "voxels that touch at an edge are separate octahedra, but for the set that is known half") {
  Volume<std::uint8_t> mask({2, 2, 1});
  mask.at(0, 0, 0) = 1;
  mask.at(1, 1, 0) = 1;
  CHECK(pyradiomics_mesh(mask, {1.0, 1.0, 1.0}).measures.volume == Approx(2.0 / 6.0));
}

TEST_CASE("the outline of one pixel is a square on its corner") {
  for (std::size_t normal = 0; normal < 3; ++normal) {
    const auto outline = pyradiomics_outline(full({1, 1, 1}), {1.0, 1.0, 1.0}, normal);
    CHECK(outline.surface == Approx(0.5));
    CHECK(outline.perimeter == Approx(2.0 * root2));
    CHECK(outline.diameter == Approx(1.0));
  }
}

TEST_CASE("the outline of a rectangle loses its corners") {
  const auto outline = pyradiomics_outline(full({4, 1, 3}), {2.0, 9.0, 1.0}, 1);
  CHECK(outline.surface == Approx(2.0 * (12.0 - 4.0 / 8.0)));
  CHECK(outline.perimeter == Approx(2.0 * (6.0 + 2.0) + 2.0 * std::sqrt(5.0)));
  CHECK(outline.diameter == Approx(std::sqrt(64.0 + 4.0)));
}

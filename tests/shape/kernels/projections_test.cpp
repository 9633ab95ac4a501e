#include "shape/kernels/projections.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::Coordinates;
using voxtrait::Vector;
using voxtrait::test::Random;

std::vector<Vector> random_vectors(int count, Random& random) {
  std::vector<Vector> vectors;
  for (int i = 0; i < count; ++i) {
    vectors.push_back({random.real(-9, 9), random.real(-9, 9), random.real(-9, 9)});
  }
  return vectors;
}

}  // namespace

TEST_CASE("projections of known points") {
  const std::vector<Vector> points{{1, 0, 0}, {0, 3, 0}, {-2, 0, 5}};
  const Coordinates coordinates(points);
  CHECK(coordinates.size() == 8);
  CHECK(voxtrait::extent_along(coordinates, {1, 0, 0}) == 3.0);
  CHECK(voxtrait::extent_along(coordinates, {0, 0, 2}) == 10.0);
  CHECK(voxtrait::farthest_from(coordinates, {1, 0, 0}) == 34.0);
  CHECK(voxtrait::outermost_along(coordinates, {1, 1, 0}) == std::array<std::size_t, 2>{2, 1});
  voxtrait::FlatEdges square(4);  // with sides of 2
  square.set(0, 0, 0, 2, 0);
  square.set(1, 2, 0, 0, 2);
  square.set(2, 2, 2, -1, -1);
  std::vector<double> along(8);
  std::vector<double> across(8);
  voxtrait::extents_by_edges(square, 3, along.data(), across.data());
  along.resize(3);
  across.resize(3);
  CHECK(along == std::vector<double>{4.0, 4.0, 4.0});
  CHECK(across == std::vector<double>{4.0, 4.0, 2.0});
  std::vector<std::uint8_t> faces(coordinates.size());
  voxtrait::face_along(coordinates, {1, 0, 0}, faces.data());
  CHECK(std::vector<std::uint8_t>(faces.begin(), faces.begin() + 3) ==
        std::vector<std::uint8_t>{1, 1, 0});
  std::vector<double> values(coordinates.size(), 10.0);
  // 2 (10 - 3 (x + z - 1)^2)
  CHECK(voxtrait::change_form(coordinates, {{1, 0, 1, -1}, 3, 2}, values) == 20.0);
  CHECK(values[0] == 20.0);
  CHECK(values[1] == 14.0);
  CHECK(values[2] == -4.0);
}

TEST_CASE("every instruction set projects as the plain code does") {
  voxtrait::test::for_each_simd_target([] {
    Random random(6);
    for (int count = 1; count <= 70; ++count) {
      const Coordinates points(random_vectors(count, random));
      const Vector direction = random_vectors(1, random).front();
      CAPTURE(count);
      REQUIRE(voxtrait::extent_along(points, direction) ==
              voxtrait::reference::extent_along(points, direction));

      REQUIRE(voxtrait::farthest_from(points, direction) ==
              voxtrait::reference::farthest_from(points, direction));

      REQUIRE(voxtrait::outermost_along(points, direction) ==
              voxtrait::reference::outermost_along(points, direction));

      std::vector<std::uint8_t> faces(points.size());
      std::vector<std::uint8_t> plain_faces(points.size());
      voxtrait::face_along(points, direction, faces.data());
      voxtrait::reference::face_along(points, direction, plain_faces.data());
      REQUIRE(faces == plain_faces);

      std::vector<double> values(points.size(), random.real(1, 2));
      std::vector<double> plain_values = values;
      const voxtrait::RankOneChange change{
          {direction[0], direction[1], direction[2], 1.5}, random.real(0, 1), random.real(1, 2)};
      REQUIRE(voxtrait::change_form(points, change, values) ==
              voxtrait::reference::change_form(points, change, plain_values));
      REQUIRE(values == plain_values);

      const auto edges = static_cast<std::size_t>(count);
      voxtrait::FlatEdges flat(edges);
      for (std::size_t i = 0; i < edges; ++i) {
        flat.set(i, points.x[i], points.y[i], points.z[i], random.real(-9, 9));
      }
      std::array<std::vector<double>, 4> extents;
      for (auto& side : extents) side.resize(flat.x.size());
      voxtrait::extents_by_edges(flat, edges, extents[0].data(), extents[1].data());
      voxtrait::reference::extents_by_edges(flat, edges, extents[2].data(), extents[3].data());
      for (auto& side : extents) side.resize(edges);
      REQUIRE(extents[0] == extents[2]);
      REQUIRE(extents[1] == extents[3]);
    }
  });
}

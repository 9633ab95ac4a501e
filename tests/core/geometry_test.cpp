#include "voxtrait/core/geometry.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/stored_image.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Geometry;
using voxtrait::GeometryDifference;
using voxtrait::Vector;
using voxtrait::test::contains;
using voxtrait::test::error_of;
using voxtrait::test::Random;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

Geometry oblique() {
  Geometry g;
  g.size = {20, 30, 12};
  g.spacing = {0.75, 0.5, 3.0};
  g.origin = {-101.5, 33.25, 7.0};
  g.direction = voxtrait::test::rotation(12.0, -25.0, 40.0);
  return g;
}

struct Change {
  const char* name;
  void (*apply)(Geometry&);
  const char* said = "";
};

}  // namespace

TEST_CASE("impossible geometries are refused with the reason") {
  const std::vector<Change> changes{
      {"no voxel along x", [](Geometry& g) { g.size[0] = 0; }, "0 x 30 x 12"},
      {"negative size", [](Geometry& g) { g.size[2] = -1; }, "20 x 30 x -1"},
      {"zero spacing", [](Geometry& g) { g.spacing[1] = 0.0; }, "(0.75, 0, 3)"},
      {"negative spacing", [](Geometry& g) { g.spacing[2] = -3.0; }, "-3"},
      {"spacing without a number", [](Geometry& g) { g.spacing[0] = not_a_number; }, "spacing"},
      {"infinite spacing", [](Geometry& g) { g.spacing[0] = inf; }, "spacing"},
      {"origin without a number", [](Geometry& g) { g.origin[1] = not_a_number; }, "origin"},
      {"infinite origin", [](Geometry& g) { g.origin[1] = -inf; }, "origin"},
      {"sheared axes", [](Geometry& g) { g.direction = {1, 0.1, 0, 0, 1, 0, 0, 0, 1}; }, "sheared"},
      {"scaled axis", [](Geometry& g) { g.direction = {1, 0, 0, 0, 1.01, 0, 0, 0, 1}; }, "scaled"},
      {"axis of length zero", [](Geometry& g) { g.direction.fill(0.0); }, "unit length"},
      {"direction without a number", [](Geometry& g) { g.direction[4] = not_a_number; },
       "direction"}};
  for (const Change& change : changes) {
    Geometry g = oblique();
    change.apply(g);
    const Error error = error_of([&] { voxtrait::require_valid(g, "image"); });
    CAPTURE(change.name, error.what());
    CHECK(error.code() == ErrorCode::geometry_invalid);
    CHECK(error.where() == "image");
    CHECK(contains(error.what(), change.said));
  }
}

TEST_CASE("oblique and mirrored axes and directions with header noise are valid") {
  const std::vector<Change> changes{
      {"as it is", [](Geometry&) {}},
      {"one voxel",
       [](Geometry& g) {
         g.size = {1, 1, 1};
       }},
      {"mirrored", [](Geometry& g) { g.direction = {-1, 0, 0, 0, -1, 0, 0, 0, 1}; }},
      {"left-handed", [](Geometry& g) { g.direction = {0, 1, 0, 1, 0, 0, 0, 0, 1}; }},
      {"rounded to four digits", [](Geometry& g) {
         for (double& d : g.direction) d = std::round(d * 1e4) / 1e4;
       }}};
  for (const Change& change : changes) {
    Geometry g = oblique();
    change.apply(g);
    CAPTURE(change.name);
    CHECK_NOTHROW(voxtrait::require_valid(g, "image"));
  }
}

TEST_CASE("index undoes position on oblique directions") {
  Random random(31);
  for (int i = 0; i < 200; ++i) {
    Geometry g = oblique();
    g.direction = voxtrait::test::rotation(random.real(-180, 180), random.real(-90, 90),
                                           random.real(-180, 180));
    const Vector index{random.real(-5, 25), random.real(-5, 35), random.real(-5, 15)};
    const Vector back = g.index(g.position(index));
    for (std::size_t a = 0; a < 3; ++a) {
      REQUIRE(back[a] == Approx(index[a]).epsilon(0).margin(1e-10));
    }
  }
}

TEST_CASE("position walks along the columns of the direction matrix") {
  const Geometry g = oblique();
  CHECK(g.position({0, 0, 0}) == g.origin);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Vector index{0, 0, 0};
    index[axis] = 2.0;
    const Vector p = g.position(index);
    for (std::size_t r = 0; r < 3; ++r) {
      const double step = 2.0 * g.spacing[axis] * g.direction[3 * r + axis];
      CHECK(p[r] - g.origin[r] == Approx(step).margin(1e-12));
    }
  }
}

TEST_CASE("compare measures each difference in its own unit") {
  const Geometry image = oblique();
  Geometry mask = image;
  mask.size[1] += 4;
  CHECK(voxtrait::compare(image, mask).size == voxtrait::Index{0, 4, 0});
  CHECK_FALSE(voxtrait::compare(image, mask).same_size());

  mask = image;
  mask.spacing[2] = 3.5;
  const GeometryDifference spacing = voxtrait::compare(image, mask);
  CHECK(spacing.spacing == 0.5);
  CHECK(spacing.displacement == Approx(11 * 0.5));  // of the last slice
  CHECK(spacing.voxels == Approx(11 * 0.5 / 0.5));  // voxels of the smallest spacing

  mask = image;
  mask.origin = {image.origin[0] + 3.0, image.origin[1] - 4.0, image.origin[2]};
  const GeometryDifference origin = voxtrait::compare(image, mask);
  CHECK(origin.origin == Approx(5.0));
  CHECK(origin.displacement == Approx(5.0));

  mask = image;
  mask.direction = voxtrait::test::rotation(12.0, -25.0, 43.0);
  CHECK(voxtrait::compare(image, mask).direction > 2.0);
  CHECK(voxtrait::compare(image, mask).direction <= 3.0 + 1e-9);

  const GeometryDifference none = voxtrait::compare(image, image);
  CHECK(none.same_size());
  CHECK(none.spacing == 0.0);
  CHECK(none.origin == 0.0);
  CHECK(none.displacement == 0.0);
}

TEST_CASE("a rotation about the z axis is reported by its angle") {
  Geometry image;
  image.size = {10, 10, 10};
  Geometry mask = image;
  mask.direction = voxtrait::test::rotation(0, 0, 30);
  CHECK(voxtrait::compare(image, mask).direction == Approx(30.0));
  mask.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
  CHECK(voxtrait::compare(image, mask).direction == Approx(180.0));
}

TEST_CASE("a mismatch names what differs, with numbers, and nothing else") {
  struct Case {
    Change change;
    std::vector<const char*> said;
    std::vector<const char*> not_said;
  };
  const std::vector<Case> cases{
      {{"size", [](Geometry& g) { g.size[2] = 13; }},
       {"size:", "20 x 30 x 12", "20 x 30 x 13"},
       {"spacing:", "origin:", "direction:"}},
      {{"spacing", [](Geometry& g) { g.spacing[0] = 0.85; }},
       {"spacing:", "(0.75, 0.5, 3)", "(0.85, 0.5, 3)", "0.1 mm", "0.2 voxels"},
       {"size:", "origin:", "direction:"}},
      {{"origin", [](Geometry& g) { g.origin[2] += 2.0; }},
       {"origin:", "(-101.5, 33.25, 7)", "(-101.5, 33.25, 9)", "2 mm", "4 voxels"},
       {"size:", "spacing:", "direction:"}},
      {{"direction",
        [](Geometry& g) {
          for (std::size_t r = 0; r < 3; ++r) {  // reverses two axes: stays right-handed
            g.direction[3 * r] = -g.direction[3 * r];
            g.direction[3 * r + 1] = -g.direction[3 * r + 1];
          }
        }},
       {"direction:", "180 degrees"},
       {"size:", "spacing:", "origin:"}}};
  for (const Case& c : cases) {
    Geometry mask = oblique();
    c.change.apply(mask);
    const Error error = error_of([&] { voxtrait::require_same_grid(oblique(), mask); });
    const std::string message = error.what();
    CAPTURE(c.change.name, message);
    CHECK(error.code() == ErrorCode::geometry_mismatch);
    CHECK(error.where() == "mask");
    CHECK(contains(message, "--resample-mask"));
    for (const char* text : c.said) {
      CAPTURE(text);
      CHECK(contains(message, text));
    }
    for (const char* text : c.not_said) {
      CAPTURE(text);
      CHECK_FALSE(contains(message, text));
    }
  }
}

TEST_CASE("a mismatch of everything names everything") {
  Geometry mask = oblique();
  mask.size = {19, 30, 12};
  mask.spacing = {1, 1, 1};
  mask.origin = {0, 0, 0};
  mask.direction = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const Error error = error_of([&] { voxtrait::require_same_grid(oblique(), mask); });
  for (const char* part : {"size:", "spacing:", "origin:", "direction:"}) {
    CHECK(contains(error.what(), part));
  }
}

TEST_CASE("grids may differ by header noise and no more") {
  const Geometry image = oblique();
  Geometry rounded = image;  // as a header in 32-bit floats
  for (double& s : rounded.spacing) s = static_cast<float>(s * (1.0 + 1e-7));
  for (double& o : rounded.origin) o = static_cast<float>(o);
  for (double& d : rounded.direction) d = static_cast<float>(d);
  CHECK_NOTHROW(voxtrait::require_same_grid(image, rounded));

  Geometry shifted = image;
  const double voxel = 0.5;
  shifted.origin[0] = image.origin[0] + 0.9 * voxtrait::same_grid_tolerance_voxels * voxel;
  CHECK_NOTHROW(voxtrait::require_same_grid(image, shifted));
  shifted.origin[0] = image.origin[0] + 1.1 * voxtrait::same_grid_tolerance_voxels * voxel;
  CHECK_THROWS_AS(voxtrait::require_same_grid(image, shifted), Error);
}

TEST_CASE("the number of voxels of a large grid does not overflow") {
  Geometry g;
  g.size = {2048, 2048, 2048};
  CHECK(g.voxel_count() == 8'589'934'592);
}

#include "voxtrait/preprocess/frame.hpp"

#include <catch2/catch.hpp>

#include "support/random.hpp"
#include "support/stored_image.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Frame;
using voxtrait::Geometry;
using voxtrait::Index;
using voxtrait::SlicePlane;
using voxtrait::test::Random;
using voxtrait::test::StorageOrder;

constexpr std::array patient_planes{SlicePlane::axial, SlicePlane::coronal, SlicePlane::sagittal};

Geometry geometry() {
  Geometry g;
  g.size = {6, 5, 4};
  g.spacing = {0.75, 1.25, 3.0};
  g.origin = {10.0, -20.0, 30.0};
  return g;
}

}  // namespace

TEST_CASE("slices are stacked along the axis across their plane") {
  const auto axes = [](SlicePlane plane) {
    return voxtrait::frame_of(geometry(), plane).stored_axis;
  };
  using Axes = std::array<std::size_t, 3>;
  CHECK(axes(SlicePlane::axial) == Axes{0, 1, 2});
  CHECK(axes(SlicePlane::coronal) == Axes{0, 2, 1});
  CHECK(axes(SlicePlane::sagittal) == Axes{1, 2, 0});
}

TEST_CASE("working axes point to the patient's left and back and head in any storage order") {
  for (const auto& direction :
       {voxtrait::test::rotation(0, 0, 0), voxtrait::test::rotation(10, -15, 20)}) {
    Geometry g = geometry();
    g.direction = direction;
    for (const SlicePlane plane : patient_planes) {
      const Frame reference = voxtrait::frame_of(g, plane);
      for (const StorageOrder& order : voxtrait::test::all_storage_orders()) {
        const Geometry stored = voxtrait::test::restored(g, order);
        const Frame frame = voxtrait::frame_of(stored, plane);
        CHECK(frame.size == reference.size);
        CHECK(frame.spacing == reference.spacing);
        for (std::size_t a = 0; a < 3; ++a) {
          const std::size_t old_axis = order.axis[frame.stored_axis[a]];
          CHECK(old_axis == reference.stored_axis[a]);
          CHECK(frame.flipped[a] == (reference.flipped[a] != order.reversed[frame.stored_axis[a]]));
        }
      }
    }
  }
}

TEST_CASE("axes that run to the patient's right or front or feet are flipped") {
  Geometry g = geometry();
  g.direction = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
  CHECK(voxtrait::frame_of(g, SlicePlane::axial).flipped == std::array{true, true, false});
  CHECK(voxtrait::frame_of(g, SlicePlane::coronal).flipped == std::array{true, false, true});
  g.direction = {1, 0, 0, 0, 1, 0, 0, 0, -1};
  CHECK(voxtrait::frame_of(g, SlicePlane::axial).flipped == std::array{false, false, true});
}

TEST_CASE("stored slices are those of the first two stored axes") {
  for (const StorageOrder& order : voxtrait::test::all_storage_orders()) {
    const Frame frame =
        voxtrait::frame_of(voxtrait::test::restored(geometry(), order), SlicePlane::stored);
    CHECK(frame.stored_axis[2] == 2);
  }
}

TEST_CASE("a spacing in 32 bits becomes the decimal number it stands for") {
  for (const double decimal : {2.2, 0.7, 0.9765625, 1.0 / 3.0, 3.27, 0.1}) {
    Geometry g = geometry();
    g.spacing = {static_cast<double>(static_cast<float>(decimal)), 1.0, 1.0};
    const double meant = voxtrait::frame_of(g, SlicePlane::axial).spacing[0];
    CAPTURE(decimal);
    CHECK(meant == Approx(decimal).epsilon(1e-7));
    CHECK(static_cast<float>(meant) == static_cast<float>(decimal));
    if (decimal != 1.0 / 3.0) CHECK(meant == decimal);
  }
}

TEST_CASE("a spacing in 64 bits stays as it is") {
  for (const double spacing : {2.2, 0.7, 1.0 / 3.0, 1e-3}) {
    Geometry g = geometry();
    g.spacing[0] = spacing;
    CHECK(voxtrait::frame_of(g, SlicePlane::axial).spacing[0] == spacing);
  }
}

TEST_CASE("a box in stored axes covers the same voxels in working axes") {
  Random random(81);
  for (const StorageOrder& order : voxtrait::test::all_storage_orders()) {
    const Geometry stored = voxtrait::test::restored(geometry(), order);
    const Frame frame = voxtrait::frame_of(stored, SlicePlane::sagittal);
    Box box;
    for (std::size_t a = 0; a < 3; ++a) {
      box.begin[a] = random.integer(0, stored.size[a] - 1);
      box.end[a] = random.integer(box.begin[a] + 1, stored.size[a]);
    }
    const auto image =
        voxtrait::test::stored_image<std::uint8_t>(stored, [&](auto x, auto y, auto z) {
          const Index at{x, y, z};
          for (std::size_t a = 0; a < 3; ++a) {
            if (at[a] < box.begin[a] || at[a] >= box.end[a]) return 0;
          }
          return 1;
        });
    const Box working = frame.from_stored(box);
    const voxtrait::Box everything{{0, 0, 0}, frame.size};
    const auto whole = voxtrait::crop_label(image, 1, frame, everything, everything).mask;
    voxtrait::test::for_each_voxel(frame.size, [&](auto x, auto y, auto z) {
      const Index at{x, y, z};
      bool inside = true;
      for (std::size_t a = 0; a < 3; ++a) {
        inside &= at[a] >= working.begin[a] && at[a] < working.end[a];
      }
      REQUIRE((whole.at(x, y, z) == 1) == inside);
    });
  }
}

TEST_CASE("cropping reads the block of the box in any storage order") {
  const auto image = voxtrait::test::stored_image<std::int16_t>(
      geometry(), [](auto x, auto y, auto z) { return 100 * z + 10 * y + x; });
  const Box box{{2, 1, 1}, {6, 4, 3}};
  const auto expected =
      voxtrait::crop(image, voxtrait::frame_of(geometry(), SlicePlane::axial), box);
  REQUIRE(expected.size() == Index{4, 3, 2});
  CHECK(expected.at(0, 0, 0) == 112.0);
  CHECK(expected.at(3, 2, 1) == 235.0);
  for (const StorageOrder& order : voxtrait::test::all_storage_orders()) {
    const auto other = voxtrait::test::restored(image, order);
    const auto found =
        voxtrait::crop(other, voxtrait::frame_of(other.geometry, SlicePlane::axial), box);
    REQUIRE(std::ranges::equal(found.values(), expected.values()));
  }
}

TEMPLATE_TEST_CASE("voxels of any type become the same number in double", "", std::int8_t,
                   std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
                   std::int64_t, std::uint64_t, float, double) {
  const auto image = voxtrait::test::stored_image<TestType>(
      geometry(), [](auto x, auto y, auto z) { return x + 6 * y + z; });
  const Frame frame = voxtrait::frame_of(geometry(), SlicePlane::axial);
  const auto found = voxtrait::crop(image, frame, {{0, 0, 0}, frame.size});
  voxtrait::test::for_each_voxel(frame.size, [&](auto x, auto y, auto z) {
    REQUIRE(found.at(x, y, z) == static_cast<double>(x + 6 * y + z));
  });
  const voxtrait::Box everything{{0, 0, 0}, frame.size};
  const auto [mask, rows] = voxtrait::crop_label(image, 7, frame, everything, everything);
  CHECK(voxtrait::bounding_box(rows, frame.size) == voxtrait::bounding_box(mask));
  voxtrait::test::for_each_voxel(frame.size, [&](auto x, auto y, auto z) {
    REQUIRE(mask.at(x, y, z) == (x + 6 * y + z == 7 ? 1 : 0));
  });
}

TEST_CASE("the acquisition plane is guessed from one spacing that is larger than two equal ones") {
  struct Case {
    voxtrait::Vector spacing;
    SlicePlane plane;
  };
  for (const Case& c : {Case{{1, 1, 3}, SlicePlane::axial},
                        {{1, 3, 1}, SlicePlane::coronal},
                        {{3, 1, 1}, SlicePlane::sagittal},
                        {{1, 1, 1}, SlicePlane::axial},
                        {{1, 2, 3}, SlicePlane::axial},
                        {{3, 3, 1}, SlicePlane::axial},
                        {{1, 1.2, 1}, SlicePlane::axial}}) {
    Geometry g = geometry();
    g.spacing = c.spacing;
    CAPTURE(c.spacing);
    for (const StorageOrder& order : voxtrait::test::all_storage_orders()) {
      CHECK(voxtrait::likely_acquisition_plane(voxtrait::test::restored(g, order)) == c.plane);
    }
  }
}

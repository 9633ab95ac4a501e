#include "voxtrait/core/label_map.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <map>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/stored_image.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Geometry;
using voxtrait::LabelRegion;
using voxtrait::test::error_of;
using voxtrait::test::Random;
using voxtrait::test::StoredImage;

Geometry geometry_of(const voxtrait::Index& size) {
  Geometry geometry;
  geometry.size = size;
  return geometry;
}

template <class T>
void require_equals_brute_force(const StoredImage<T>& mask) {
  std::map<std::int64_t, LabelRegion> expected;
  const voxtrait::Index& size = mask.geometry.size;
  for (std::int64_t i = 0; i < mask.geometry.voxel_count(); ++i) {
    const auto label = static_cast<std::int64_t>(mask.voxels[static_cast<std::size_t>(i)]);
    if (label == 0) continue;
    const voxtrait::Index at{i % size[0], i / size[0] % size[1], i / (size[0] * size[1])};
    const auto [found, fresh] = expected.try_emplace(label, LabelRegion{label, {at, {0, 0, 0}}, 0});
    LabelRegion& region = found->second;
    ++region.voxels;
    for (std::size_t a = 0; a < 3; ++a) {
      region.box.begin[a] = std::min(region.box.begin[a], at[a]);
      region.box.end[a] = std::max(region.box.end[a], at[a] + 1);
    }
  }
  const std::vector<LabelRegion> found = voxtrait::find_labels(mask);
  REQUIRE(found.size() == expected.size());
  std::size_t i = 0;
  for (const auto& [label, region] : expected) {  // ascending, as find_labels promises
    CAPTURE(label);
    REQUIRE(found[i].label == label);
    REQUIRE(found[i].voxels == region.voxels);
    REQUIRE(found[i].box == region.box);
    ++i;
  }
}

template <class T>
std::vector<LabelRegion> labels_of(std::initializer_list<T> row) {
  const StoredImage<T> mask{geometry_of({static_cast<std::int64_t>(row.size()), 1, 1}), row};
  return voxtrait::find_labels(mask);
}

}  // namespace

TEMPLATE_TEST_CASE("find_labels gives box and size of every label of any pixel type", "",
                   std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t,
                   std::uint32_t, std::int64_t, std::uint64_t, float, double) {
  Random random(21);
  for (const voxtrait::Index& size : {voxtrait::Index{9, 6, 4}, {1, 1, 1}, {17, 1, 1}, {1, 5, 8}}) {
    for (const double part : {0.0, 0.05, 0.6, 1.0}) {
      const auto mask = voxtrait::test::stored_image<TestType>(geometry_of(size), [&](auto...) {
        return random.chance(part) ? random.integer(1, 5) : 0;
      });
      CAPTURE(size, part);
      require_equals_brute_force(mask);
    }
  }
}

TEST_CASE("negative and large labels are labels") {
  Random random(22);
  const std::array<std::int64_t, 5> labels{-7, -1, 0, 3, 1'000'000'007};
  const auto mask =
      voxtrait::test::stored_image<std::int64_t>(geometry_of({6, 5, 4}), [&](auto...) {
        return labels[static_cast<std::size_t>(random.integer(0, 4))];
      });
  require_equals_brute_force(mask);
  const auto negative = labels_of<float>({0.0F, -2.0F, -0.0F, 5.0F});
  REQUIRE(negative.size() == 2);
  CHECK(negative[0].label == -2);
  CHECK(negative[1].label == 5);
}

TEST_CASE("a mask of zeros has no labels") {
  CHECK(labels_of<std::uint8_t>({0, 0, 0}).empty());
  CHECK(labels_of<double>({0.0, -0.0, 0.0}).empty());
}

TEST_CASE("masks with fractions or without numbers are refused") {
  constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  constexpr double inf = std::numeric_limits<double>::infinity();
  for (const double culprit : {0.5, 1.0000001, -0.25, 1e-300, not_a_number, inf, -inf, 1e18}) {
    const Error error = error_of([&] { labels_of<double>({1.0, 1.0, culprit, 0.0}); });
    CAPTURE(culprit, error.what());
    CHECK(error.code() == ErrorCode::mask_invalid);
    CHECK(error.where() == "mask");
  }
  const Error error = error_of([] { labels_of<float>({0.0F, 0.25F}); });
  CHECK(voxtrait::test::contains(error.what(), "0.25"));
}

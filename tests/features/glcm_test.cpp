#include "voxtrait/features/glcm.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/family_values.hpp"
#include "support/glcm_formulas.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::DistanceNorm;
using voxtrait::Index;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Volume;
using voxtrait::test::LevelVolume;
using voxtrait::test::Random;
using voxtrait::test::Texture;
using voxtrait::test::values_of;
using voxtrait::test::ValuesById;

Roi roi_of(const LevelVolume& levels) {
  return voxtrait::test::roi_of(
      voxtrait::test::volume_of<double>(
          levels.size(),
          [&](auto x, auto y, auto z) { return std::max<std::int64_t>(1, levels.at(x, y, z)); }),
      voxtrait::test::volume_of<std::uint8_t>(
          levels.size(), [&](auto x, auto y, auto z) { return levels.at(x, y, z) > 0 ? 1 : 0; }));
}

Settings settings_of(const Texture& t) {
  Settings settings;
  settings.discretisation.method = voxtrait::Discretiser::none;
  settings.glcm.distance = t.distance;
  settings.glcm.weighting = t.norm;
  return settings;
}

ValuesById glcm_of(const Texture& t, Aggregation aggregation) {
  return values_of(voxtrait::glcm_family(), roi_of(t.levels), settings_of(t), aggregation);
}

/// Cluster features are sums of terms that cancel: their margin follows from the terms.
double margin_of(const std::string& feature, std::int64_t levels) {
  const auto n = 2.0 * static_cast<double>(levels);
  if (feature == "cluster_shade") return 1e-14 * n * n * n;
  if (feature == "information_correlation_2") return 1e-7;  // a root near 0
  return 1e-14 * n;
}

void require_equals_formulas(const Texture& t) {
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    const auto expected = voxtrait::test::expected_values(t, aggregation);
    const ValuesById found = glcm_of(t, aggregation);
    CAPTURE(name(aggregation), t.count, t.distance, t.levels.size());
    if (expected.empty()) {
      for (const auto& [feature, value] : found) REQUIRE(value.status == Status::too_small);
      continue;
    }
    REQUIRE(found.size() == expected.size());
    for (const auto& [feature, value] : found) {
      CAPTURE(feature, value.number, value.reason);
      REQUIRE(expected.contains(feature));
      REQUIRE(value.ok() == expected.at(feature).has_value());
      if (!value.ok()) continue;
      REQUIRE(value.number == Approx(static_cast<double>(*expected.at(feature)))
                                  .epsilon(1e-11)
                                  .margin(margin_of(feature, t.count)));
    }
  }
}

Texture random_texture(const Index& size, std::int64_t count, double part, std::int64_t distance,
                       Random& random) {
  auto levels = voxtrait::test::volume_of<std::int64_t>(
      size, [&](auto...) { return random.chance(part) ? random.integer(1, count) : 0; });
  levels.at(size[0] / 2, size[1] / 2, size[2] / 2) = count;
  return {std::move(levels), count, distance};
}

}  // namespace

TEST_CASE("GLCM features equal the manual's formulas for every aggregation") {
  Random random(111);
  for (const std::int64_t count : {1, 2, 3, 6, 20}) {
    for (const double part : {1.0, 0.6, 0.2, 0.04}) {
      require_equals_formulas(random_texture({6, 5, 4}, count, part, 1, random));
    }
  }
  require_equals_formulas(random_texture({5, 4, 3}, 40, 0.9, 1, random));
}

TEST_CASE("GLCM features at larger distances equal the manual's formulas") {
  Random random(112);
  for (const std::int64_t distance : {2, 3, 5}) {
    require_equals_formulas(random_texture({7, 6, 5}, 5, 0.8, distance, random));
  }
}

TEST_CASE("GLCM features of thin ROIs equal the manual's formulas") {
  Random random(113);
  for (const Index& size :
       {Index{8, 7, 1}, {9, 1, 1}, {1, 1, 9}, {1, 6, 5}, {2, 2, 2}, {2, 1, 1}}) {
    for (int round = 0; round < 3; ++round) {
      require_equals_formulas(random_texture(size, 4, 0.9, 1, random));
    }
  }
}

TEST_CASE("distance weights apply where directions are merged and nowhere else") {
  Random random(114);
  for (const DistanceNorm norm : {DistanceNorm::manhattan, DistanceNorm::euclidean}) {
    Texture t = random_texture({6, 5, 4}, 6, 0.8, 1, random);
    t.norm = norm;
    require_equals_formulas(t);
  }
}

TEST_CASE("averages leave out slices and directions without pairs") {
  // The first slice has one voxel, the second a row of three, the third none, the fourth a plane.
  LevelVolume levels({4, 4, 4});
  levels.at(2, 2, 0) = 3;
  for (std::int64_t x = 0; x < 3; ++x) levels.at(x, 1, 1) = x + 1;
  for (std::int64_t y = 0; y < 4; ++y) {
    for (std::int64_t x = 0; x < 4; ++x) levels.at(x, y, 3) = 1 + (x * y) % 3;
  }
  require_equals_formulas({levels, 3});
  // By hand: 1-2 and 2-3 along x in the row, contrast 1; all other matrices of its slice are empty.
  LevelVolume row({4, 4, 2});
  for (std::int64_t x = 0; x < 3; ++x) row.at(x, 1, 1) = x + 1;
  const ValuesById values = glcm_of({row, 3}, Aggregation::average_2d);
  CHECK(values.at("contrast").number == 1.0);
  CHECK(values.at("joint_maximum").number == 0.25);
}

TEST_CASE("the number of levels is the highest level and not the number of those present") {
  LevelVolume levels({2, 1, 1});
  levels.at(0, 0, 0) = 3;
  levels.at(1, 0, 0) = 5;
  const ValuesById values = glcm_of({levels, 5}, Aggregation::merged_3d);
  CHECK(values.at("normalised_inverse_difference").number == Approx(1.0 / (1.0 + 2.0 / 5.0)));
  CHECK(values.at("normalised_inverse_difference_moment").number ==
        Approx(1.0 / (1.0 + 4.0 / 25.0)));
}

TEST_CASE("a single voxel has no GLCM and says so") {
  LevelVolume levels({3, 3, 3});
  levels.at(1, 1, 1) = 2;
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    for (const auto& [feature, value] : glcm_of({levels, 2}, aggregation)) {
      CAPTURE(feature);
      CHECK(value.status == Status::too_small);
      CHECK_FALSE(value.reason.empty());
    }
  }
}

TEST_CASE("of two voxels across slices only 3D aggregations have a GLCM") {
  LevelVolume levels({1, 1, 2});
  levels.at(0, 0, 0) = 1;
  levels.at(0, 0, 1) = 2;
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    const bool in_3d =
        aggregation == Aggregation::average_3d || aggregation == Aggregation::merged_3d;
    CHECK(glcm_of({levels, 2}, aggregation).at("contrast").ok() == in_3d);
  }
  CHECK(glcm_of({levels, 2}, Aggregation::average_3d).at("contrast").number == 1.0);
}

TEST_CASE("a flat ROI has the GLCM features of one level") {
  const LevelVolume levels({3, 3, 3}, 1);
  const ValuesById values = glcm_of({levels, 1}, Aggregation::merged_3d);
  CHECK(values.at("joint_maximum").number == 1.0);
  CHECK(values.at("joint_entropy").number == 0.0);
  CHECK_FALSE(std::signbit(values.at("joint_entropy").number));
  CHECK(values.at("contrast").number == 0.0);
  CHECK(values.at("inverse_variance").number == 0.0);
  CHECK(values.at("correlation").number == 1.0);
  CHECK(values.at("information_correlation_1").status == Status::undefined);
  CHECK(values.at("information_correlation_1").reason ==
        "all neighbouring voxels have the same level");
  CHECK(values.at("information_correlation_2").number == 0.0);
}

TEST_CASE("GLCM values have the same bits with any number of threads") {
  Random random(115);
  const Texture t = random_texture({20, 18, 12}, 16, 0.7, 1, random);
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    const ValuesById one =
        values_of(voxtrait::glcm_family(), roi_of(t.levels), settings_of(t), aggregation, 1);
    const ValuesById two =
        values_of(voxtrait::glcm_family(), roi_of(t.levels), settings_of(t), aggregation, 2);
    for (const auto& [feature, value] : one) REQUIRE(value.number == two.at(feature).number);
  }
}

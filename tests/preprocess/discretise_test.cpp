#include "voxtrait/preprocess/discretise.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/core/mask.hpp"

namespace {

using voxtrait::DiscretisationSettings;
using voxtrait::Discretiser;
using voxtrait::Distribution;
using voxtrait::Index;
using voxtrait::LevelMap;
using voxtrait::Levels;
using voxtrait::Outcome;
using voxtrait::Range;
using voxtrait::Roi;
using voxtrait::Status;
using voxtrait::Volume;
using voxtrait::test::contains;
using voxtrait::test::Random;

DiscretisationSettings bins(std::int64_t number) {
  return {Discretiser::fixed_bin_number, 25.0, number};
}
DiscretisationSettings width(double w) { return {Discretiser::fixed_bin_size, w, 32}; }
const DiscretisationSettings none{Discretiser::none, 25.0, 32};

Outcome<Levels> discretised(const Roi& roi, const DiscretisationSettings& settings,
                            const std::optional<Range>& range = {}, std::int64_t border = 1) {
  return voxtrait::discretise(roi, voxtrait::distribution_of(roi.intensity, roi.intensity_mask),
                              settings, range, border);
}

Roi roi_with(std::vector<double> values) {
  Volume<double> intensity({static_cast<std::int64_t>(values.size()), 1, 1});
  std::ranges::copy(values, intensity.values().begin());
  return voxtrait::test::roi_of(std::move(intensity));
}

std::int64_t level_at(const Levels& levels, std::int64_t x, std::int64_t y, std::int64_t z) {
  return std::visit([&](const auto& v) { return static_cast<std::int64_t>(v.at(x, y, z)); },
                    levels.padded);
}

/// Levels of a ROI that is one row.
std::vector<std::int64_t> row_of_levels(const Levels& levels) {
  std::vector<std::int64_t> row;
  const auto size = std::visit([](const auto& v) { return v.size(); }, levels.padded);
  for (std::int64_t x = levels.border; x < size[0] - levels.border; ++x) {
    row.push_back(level_at(levels, x, levels.border, levels.border));
  }
  return row;
}

using Row = std::vector<std::int64_t>;

Row levels_of(std::vector<double> values, const DiscretisationSettings& settings,
              const std::optional<Range>& range = {}) {
  const Outcome<Levels> levels = discretised(roi_with(std::move(values)), settings, range);
  REQUIRE(levels.ok());
  return row_of_levels(levels.value());
}

}  // namespace

TEST_CASE("fixed bin numbers span the ROI with the maximum in the last bin") {
  CHECK(levels_of({0, 1, 2, 3, 4, 5, 6, 7, 8}, bins(4)) == Row{1, 1, 2, 2, 3, 3, 4, 4, 4});
  CHECK(levels_of({-10, -9.999, 0, 9.999, 10}, bins(2)) == Row{1, 1, 2, 2, 2});
  CHECK(levels_of({5, 7}, bins(1)) == Row{1, 1});
  CHECK(levels_of({5, 7, 6}, bins(1000)) == Row{1, 1000, 501});
}

TEST_CASE("fixed bins begin at the ROI's minimum and are closed below") {
  CHECK(levels_of({3, 27.999, 28, 52.999, 53, 103}, width(25)) == Row{1, 1, 2, 2, 3, 5});
  CHECK(levels_of({-1, -0.5, 0, 0.25}, width(0.5)) == Row{1, 2, 3, 3});
}

TEST_CASE("fixed bins begin at the lower bound of the range where there is one") {
  CHECK(levels_of({-480, -475, 3, 400}, width(25), Range{-500, 400}) == Row{1, 2, 21, 37});
  CHECK(levels_of({-480, -475}, width(25), Range{{}, 400}) == Row{1, 1});  // no lower bound
}

TEST_CASE("fixed bin numbers do not look at the range") {
  CHECK(levels_of({0, 5, 10}, bins(10), Range{-1000, 1000}) == Row{1, 6, 10});
}

TEST_CASE("fixed bin numbers of integers are those of exact arithmetic") {
  Random random(71);
  for (int round = 0; round < 200; ++round) {
    const std::int64_t low = random.integer(-1024, 0);
    const std::int64_t high = random.integer(1, 3071);
    const std::int64_t number = random.integer(1, 400);
    std::vector<double> values;
    for (std::int64_t x = low; x <= high; x += random.integer(1, 40)) {
      values.push_back(static_cast<double>(x));
    }
    values.push_back(static_cast<double>(high));
    const Row found = levels_of(values, bins(number));
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto above = static_cast<std::int64_t>(values[i]) - low;
      const std::int64_t expected = std::min(number, number * above / (high - low) + 1);
      CAPTURE(low, high, number, values[i]);
      REQUIRE(found[i] == expected);
    }
  }
}

TEST_CASE("fixed bins of integers are those of exact arithmetic") {
  Random random(72);
  for (int round = 0; round < 200; ++round) {
    const std::int64_t low = random.integer(-1024, 0);
    const std::int64_t w = random.integer(1, 100);
    std::vector<double> values;
    for (std::int64_t i = 0; i < 50; ++i) {
      values.push_back(static_cast<double>(random.integer(low, 3071)));
    }
    const Row found = levels_of(values, width(static_cast<double>(w)), Range{double(low), {}});
    for (std::size_t i = 0; i < values.size(); ++i) {
      REQUIRE(found[i] == (static_cast<std::int64_t>(values[i]) - low) / w + 1);
    }
  }
}

TEST_CASE("intensities on a fine scale fall into the bin of the formula") {
  Random random(73);
  std::vector<double> values(500);
  for (double& x : values) x = random.real(0.0, 20.0);
  const auto [low, high] = std::ranges::minmax(values);
  const Row by_width = levels_of(values, width(0.25));
  const Row by_number = levels_of(values, bins(64));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double above = values[i] - low;
    REQUIRE(by_width[i] == static_cast<std::int64_t>(std::floor(above / 0.25)) + 1);
    const auto bin = static_cast<std::int64_t>(std::floor(64 * above / (high - low))) + 1;
    REQUIRE(by_number[i] == (values[i] == high ? 64 : bin));
  }
}

TEST_CASE("none takes whole numbers as they are") {
  CHECK(levels_of({1, 6, 4, 1}, none) == Row{1, 6, 4, 1});
  CHECK(levels_of({7}, none) == Row{7});
  const Outcome<Levels> levels = discretised(roi_with({3, 9}), none);
  CHECK(levels.value().count == 9);  // the highest level, also where lower ones are absent
}

TEST_CASE("none refuses fractions and levels below 1") {
  for (const std::vector<double>& values :
       {std::vector<double>{1, 2.5}, {0, 1, 2}, {-3, 4}, {1.0 + 0x1p-50}}) {
    const Outcome<Levels> levels = discretised(roi_with(values), none);
    REQUIRE_FALSE(levels.ok());
    CHECK(levels.failure().status == Status::failed);
    CHECK(contains(levels.failure().reason, "none"));
  }
}

TEST_CASE("a flat ROI has one level, or that of its bin") {
  for (const double value : {0.0, 0.1, -37.5, 1e6}) {
    CHECK(levels_of({value, value, value}, bins(32)) == Row{1, 1, 1});
    CHECK(levels_of({value, value}, width(25)) == Row{1, 1});
  }
  CHECK(levels_of({60, 60}, width(25), Range{0, {}}) == Row{3, 3});
  const Outcome<Levels> flat = discretised(roi_with({5, 5, 5}), bins(32));
  CHECK(flat.value().count == 1);
  CHECK(flat.value().histogram == std::vector<std::uint64_t>{3});
}

TEST_CASE("levels that do not fit are refused with their number") {
  const auto last_that_fits = static_cast<double>(voxtrait::max_levels) - 1.0;
  const Outcome<Levels> fits = discretised(roi_with({0, last_that_fits}), width(1.0));
  REQUIRE(fits.ok());
  CHECK(fits.value().count == voxtrait::max_levels);

  struct Case {
    std::vector<double> values;
    DiscretisationSettings settings;
    const char* said;
  };
  for (const Case& c :
       {Case{{0, last_that_fits + 1.0}, width(1.0), "65536"},
        Case{{-1000, 3000}, width(0.001), "4000001"}, Case{{1, 70000}, none, "70000"},
        Case{{0, 1e300}, width(1e-300), "levels"}}) {
    const Outcome<Levels> levels = discretised(roi_with(c.values), c.settings);
    REQUIRE_FALSE(levels.ok());
    CAPTURE(levels.failure().reason);
    CHECK(levels.failure().status == Status::failed);
    CHECK(contains(levels.failure().reason, c.said));
    CHECK(contains(levels.failure().reason, "65535"));
  }
}

TEST_CASE("levels are stored in 8 bits up to 255 of them and in 16 bits beyond") {
  for (const auto& [count, bytes] : {std::pair{254, 1}, {255, 1}, {256, 2}, {65535, 2}}) {
    const Outcome<Levels> levels = discretised(roi_with({1, double(count)}), none);
    REQUIRE(levels.ok());
    const int found =
        std::visit([](const auto& v) { return static_cast<int>(sizeof(v.values()[0])); },
                   levels.value().padded);
    CAPTURE(count);
    CHECK(found == bytes);
    CHECK(levels.value().count == count);
    CHECK(row_of_levels(levels.value()) == Row{1, count});
  }
}

TEST_CASE("the padded volume is the box of the intensity mask inside a border of zeros") {
  Random random(74);
  for (const std::int64_t border : {1, 2, 3}) {
    const Index size{9, 8, 7};
    const auto intensity = voxtrait::test::volume_of<double>(
        size, [&](auto...) { return double(random.integer(1, 40)); });
    const auto mask = voxtrait::test::volume_of<std::uint8_t>(size, [&](auto x, auto y, auto z) {
      return x > 1 && y > 2 && z > 0 && z < 5 && random.chance(0.3) ? 1 : 0;
    });
    const Roi roi = voxtrait::test::roi_of(intensity, mask);
    const Outcome<Levels> outcome = discretised(roi, none, {}, border);
    REQUIRE(outcome.ok());
    const Levels& levels = outcome.value();
    const voxtrait::Box box = voxtrait::bounding_box(mask);
    const Index padded = std::visit([](const auto& v) { return v.size(); }, levels.padded);
    std::vector<std::uint64_t> histogram(static_cast<std::size_t>(levels.count), 0);
    for (std::size_t a = 0; a < 3; ++a) REQUIRE(padded[a] == box.extent(a) + 2 * border);
    voxtrait::test::for_each_voxel(padded, [&](auto x, auto y, auto z) {
      const Index at{x - border + box.begin[0], y - border + box.begin[1],
                     z - border + box.begin[2]};
      bool inside = true;
      for (std::size_t a = 0; a < 3; ++a) inside &= at[a] >= box.begin[a] && at[a] < box.end[a];
      inside = inside && mask.at(at[0], at[1], at[2]) == 1;
      const auto expected =
          inside ? static_cast<std::int64_t>(intensity.at(at[0], at[1], at[2])) : 0;
      REQUIRE(level_at(levels, x, y, z) == expected);
      if (inside) ++histogram[static_cast<std::size_t>(expected) - 1];
    });
    CHECK(levels.histogram == histogram);
    CHECK(levels.border == border);
    CHECK(levels.voxels ==
          static_cast<std::uint64_t>(std::ranges::count(mask.values(), std::uint8_t{1})));
  }
}

TEST_CASE("the voxels of each level are those of the intensities that have it") {
  Random random(51);
  for (const int count : {1, 2, 7, 300, 4000}) {
    Distribution intensities;
    double value = -100.0;
    for (int i = 0; i < count; ++i) {
      value += random.chance(0.1) ? random.real(1.0, 60.0) : random.real(1e-6, 0.01);
      const auto voxels = static_cast<std::uint64_t>(random.integer(1, 3));
      intensities.bins.push_back({value, voxels});
      intensities.voxels += voxels;
    }
    for (const DiscretisationSettings& settings : {bins(1), bins(32), width(0.5), width(1000.0)}) {
      const LevelMap map = LevelMap::make(intensities, settings, {}).value();
      std::map<double, std::uint64_t> expected;
      for (const auto& bin : intensities.bins) expected[map.level(bin.value)] += bin.count;
      std::vector<std::pair<double, std::uint64_t>> found;
      voxtrait::for_each_level(intensities, map, [&found](double level, std::uint64_t voxels) {
        found.emplace_back(level, voxels);
      });
      CAPTURE(count, settings.bin_width, settings.bin_number);
      CHECK(found ==
            std::vector<std::pair<double, std::uint64_t>>(expected.begin(), expected.end()));
    }
  }
}

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "filter/isotropic_wavelet.hpp"
#include "support/filters.hpp"
#include "voxtrait/core/error.hpp"

namespace {

using voxtrait::Box;
using voxtrait::FilterValues;
using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Region;
using voxtrait::SettingValue;
using voxtrait::Vector;
using voxtrait::Volume;
using voxtrait::test::builtin_filter;

using Orders = std::vector<std::int64_t>;
using Settings = std::vector<std::pair<std::string, SettingValue>>;

Volume<double> response(const std::string& id, const Settings& settings, const Region& image) {
  FilterValues values(builtin_filter(id).settings);
  values.set("boundary", std::string("periodic"));
  for (const auto& [key, value] : settings) values.set(key, value);
  return builtin_filter(id).apply(values, image, image.box, Parallel(1));
}

Region region(const Index& size, const Vector& spacing = {1, 1, 1}) {
  return {Volume<double>(size), {{0, 0, 0}, size}, size, spacing};
}

/// A wave with so many periods along each axis.
Region wave(const Index& size, const Vector& periods, const Vector& spacing = {1, 1, 1}) {
  Region image = region(size, spacing);
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      for (std::int64_t x = 0; x < size[0]; ++x) {
        const double turns = periods[0] * double(x) / double(size[0]) +
                             periods[1] * double(y) / double(size[1]) +
                             periods[2] * double(z) / double(size[2]);
        image.values.at(x, y, z) = std::cos(2.0 * std::numbers::pi * turns + 0.3);
      }
    }
  }
  return image;
}

Region noise(const Index& size) {
  Region image = region(size);
  std::mt19937 random(3);
  for (double& value : image.values.values()) value = double(random() % 1001) - 500.0;
  return image;
}

double largest(const Volume<double>& values) {
  double most = 0.0;
  for (const double v : values.values()) most = std::max(most, std::abs(v));
  return most;
}

double largest_difference(const Volume<double>& a, const Volume<double>& b, double factor = 1.0) {
  double most = 0.0;
  for (std::size_t i = 0; i < a.values().size(); ++i) {
    most = std::max(most, std::abs(a.values()[i] - factor * b.values()[i]));
  }
  return most;
}

}  // namespace

TEST_CASE("along its own direction a wave's transform is the filtered wave, across it nothing") {
  struct Case {
    Vector periods;
    Vector spacing;
  };
  const std::vector<Case> cases{{{5, 0, 0}, {1, 1, 1}},  {{0, 5, 0}, {1, 1, 1}},
                                {{0, 0, 4}, {1, 1, 1}},  {{4, -3, 2}, {1, 1, 1}},
                                {{3, 3, -3}, {1, 1, 1}}, {{2, 5, 1}, {0.5, 2.0, 3.0}}};
  for (const Case& c : cases) {
    CAPTURE(c.periods, c.spacing);
    const Region image = wave({15, 21, 13}, c.periods, c.spacing);
    // The same filter without the transform: order 2 turns the phase by half a turn.
    const Volume<double> plain = response("nonseparable_wavelet", {}, image);
    REQUIRE(largest(plain) > 0.1);
    for (const std::int64_t order : {2, 4}) {
      const double sign = order == 2 ? -1.0 : 1.0;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        Orders orders(3, 0);
        orders[axis] = order;
        const Volume<double> found =
            response("riesz_wavelet", {{"riesz_order", orders}, {"steered", true}}, image);
        CAPTURE(order, axis);
        CHECK(largest_difference(found, plain, axis == 0 ? sign : 0.0) < 1e-9);
      }
    }
  }
}

TEST_CASE("in slices, too, and each slice has its own direction") {
  Region image = wave({17, 19, 2}, {4, 3, 0});
  const Region other = wave({17, 19, 2}, {-2, 5, 0});
  std::ranges::copy(other.values.row(0, 1).data(), other.values.row(0, 1).data() + 17 * 19,
                    image.values.row(0, 1).begin());
  const SettingValue two = std::int64_t{2};
  const Volume<double> plain = response("nonseparable_wavelet", {{"dimensions", two}}, image);
  const Volume<double> along =
      response("riesz_wavelet",
               {{"riesz_order", Orders{2, 0}}, {"steered", true}, {"dimensions", two}}, image);
  const Volume<double> across =
      response("riesz_wavelet",
               {{"riesz_order", Orders{0, 2}}, {"steered", true}, {"dimensions", two}}, image);
  CHECK(largest_difference(along, plain, -1.0) < 1e-9);
  CHECK(largest(across) < 1e-9);
}

TEST_CASE("the steered response turns with the image") {
  const Region image = noise({9, 9, 9});
  Region turned = image;
  // A quarter turn about z, then one about x.
  const auto origin = [](const Index& at) { return Index{at[2], 8 - at[0], 8 - at[1]}; };
  const auto turn = [&](const Volume<double>& from, Volume<double>& to) {
    for (std::int64_t z = 0; z < 9; ++z) {
      for (std::int64_t y = 0; y < 9; ++y) {
        for (std::int64_t x = 0; x < 9; ++x) {
          const Index at = origin({x, y, z});
          to.at(x, y, z) = from.at(at[0], at[1], at[2]);
        }
      }
    }
  };
  turn(image.values, turned.values);
  for (const char* id : {"riesz_log", "riesz_wavelet"}) {
    for (const char* tensor_of : {"filtered", "image"}) {
      for (const Orders& orders : {Orders{2, 0, 0}, Orders{0, 2, 0}, Orders{2, 0, 2}}) {
        CAPTURE(id, tensor_of, orders);
        const Settings settings{
            {"riesz_order", orders}, {"steered", true}, {"tensor_of", std::string(tensor_of)}};
        const Volume<double> plain = response(id, settings, image);
        Volume<double> expected(plain.size());
        turn(plain, expected);
        CHECK(largest_difference(response(id, settings, turned), expected) < 1e-7 * largest(plain));
      }
    }
  }
}

TEST_CASE(
    "transforms of order 2 along three axes of structure sum to the negative filtered image") {
  const Region image = noise({12, 10, 11});
  Volume<double> sum({12, 10, 11}, 0.0);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Orders orders(3, 0);
    orders[axis] = 2;
    const Volume<double> part =
        response("riesz_wavelet", {{"riesz_order", orders}, {"steered", true}}, image);
    for (std::size_t i = 0; i < sum.values().size(); ++i) sum.values()[i] += part.values()[i];
  }
  const Volume<double> plain = response("nonseparable_wavelet", {}, image);
  CHECK(largest_difference(sum, plain, -1.0) < 1e-9 * largest(plain));
}

TEST_CASE("odd orders have no meaning along axes without a sign") {
  FilterValues values(builtin_filter("riesz_log").settings);
  values.set("steered", true);
  for (const Orders& odd : {Orders{1, 0, 0}, Orders{1, 1, 0}, Orders{2, 0, 3}}) {
    values.set("riesz_order", odd);
    CHECK_THROWS_AS(builtin_filter("riesz_log").check(values), voxtrait::Error);
  }
  values.set("riesz_order", Orders{0, 2, 4});
  CHECK_NOTHROW(builtin_filter("riesz_log").check(values));
}

TEST_CASE("a flat image and one slice have steered responses") {
  for (const Index& size : {Index{8, 7, 6}, Index{9, 8, 1}, Index{1, 1, 1}}) {
    Region image = region(size);
    std::ranges::fill(image.values.values(), 4.0);
    for (const char* id : {"riesz_log", "riesz_wavelet"}) {
      const Volume<double> found =
          response(id, {{"riesz_order", Orders{0, 2, 0}}, {"steered", true}}, image);
      CHECK(largest(found) < 1e-9);
    }
  }
}

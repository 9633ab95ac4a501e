#include "voxtrait/core/distribution.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "support/random.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::Distribution;
using voxtrait::Volume;
using voxtrait::test::Random;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr voxtrait::Index size{11, 7, 5};

void require_equals_brute_force(const Volume<double>& intensity, const Volume<std::uint8_t>& mask) {
  std::map<double, std::uint64_t> counts;  // -0 and 0 are one key
  std::uint64_t voxels = 0;
  std::uint64_t non_finite = 0;
  for (std::size_t i = 0; i < mask.values().size(); ++i) {
    if (mask.values()[i] == 0) continue;
    const double x = intensity.values()[i];
    ++(std::isfinite(x) ? voxels : non_finite);
    if (std::isfinite(x)) ++counts[x];
  }
  const Distribution d = voxtrait::distribution_of(intensity, mask);
  REQUIRE(d.voxels == voxels);
  REQUIRE(d.non_finite == non_finite);
  REQUIRE(d.bins.size() == counts.size());
  std::size_t i = 0;
  for (const auto& [value, count] : counts) {
    REQUIRE(d.bins[i].value == value);
    REQUIRE(d.bins[i].count == count);
    ++i;
  }
}

struct Kind {
  const char* name;
  std::function<double(Random&)> value;
};

}  // namespace

TEST_CASE("a distribution lists each distinct finite intensity with its number of voxels") {
  const std::vector<Kind> kinds{
      {"few integers", [](Random& r) { return double(r.integer(1, 6)); }},
      {"CT numbers", [](Random& r) { return double(r.integer(-1024, 3071)); }},
      {"integers too far apart to count",
       [](Random& r) { return double(r.integer(-1, 1)) * 0x1p40; }},
      {"integers beyond 2^53", [](Random& r) { return 0x1p60 * double(r.integer(1, 9)); }},
      {"floats that repeat", [](Random& r) { return double(r.integer(0, 20)) / 7.0; }},
      {"floats", [](Random& r) { return r.real(-1e3, 1e3); }},
      {"an integer among floats", [](Random& r) { return r.chance(0.5) ? 3.0 : 3.5; }},
      {"integers with NaN and Inf",
       [](Random& r) {
         const auto k = r.integer(0, 9);
         return k == 0 ? not_a_number : k == 1 ? inf : k == 2 ? -inf : double(k);
       }},
      {"floats with NaN and Inf",
       [](Random& r) {
         const auto k = r.integer(0, 9);
         return k == 0 ? not_a_number : k == 1 ? inf : k == 2 ? -inf : double(k) / 3.0;
       }},
      {"zeros of both signs", [](Random& r) { return r.chance(0.5) ? -0.0 : 0.0; }},
      {"nothing finite", [](Random& r) { return r.chance(0.5) ? not_a_number : inf; }},
      {"subnormal numbers", [](Random& r) { return double(r.integer(-3, 3)) * 5e-324; }}};
  for (const Kind& kind : kinds) {
    for (const double part : {1.0, 0.4, 0.02, 0.0}) {
      Random random(7);
      const auto at_random = [&](auto...) { return kind.value(random); };
      const auto intensity = voxtrait::test::volume_of<double>(size, at_random);
      const auto mask = voxtrait::test::volume_of<std::uint8_t>(
          size, [&](auto...) { return random.chance(part) ? 1 : 0; });
      CAPTURE(kind.name, part);
      require_equals_brute_force(intensity, mask);
    }
  }
}

TEST_CASE("a distribution never holds a negative zero") {
  for (const double other : {-2.0, -0.5, 0x1p30}) {  // counted, sorted, sorted integers
    const auto intensity = voxtrait::test::row_of({-0.0, other, -0.0, 0.0});
    const Distribution d = voxtrait::distribution_of(intensity, Volume<std::uint8_t>({4, 1, 1}, 1));
    REQUIRE(d.bins.size() == 2);
    const double zero = other < 0.0 ? d.bins[1].value : d.bins[0].value;
    CAPTURE(other);
    CHECK(zero == 0.0);
    CHECK_FALSE(std::signbit(zero));
  }
  const auto zeros = voxtrait::test::row_of({-0.0, -0.0});
  const Distribution d = voxtrait::distribution_of(zeros, Volume<std::uint8_t>({2, 1, 1}, 1));
  CHECK_FALSE(std::signbit(d.minimum()));
}

TEST_CASE("the range at which counting gives way to sorting changes nothing") {
  constexpr double countable = 1 << 20;
  for (const double last : {countable - 2, countable - 1, countable, countable + 1}) {
    const auto intensity = voxtrait::test::row_of({last, 0.0, 5.0, last, 5.0});
    const Distribution d = voxtrait::distribution_of(intensity, Volume<std::uint8_t>({5, 1, 1}, 1));
    CAPTURE(last);
    REQUIRE(d.bins.size() == 3);
    CHECK(d.minimum() == 0.0);
    CHECK(d.bins[1].count == 2);
    CHECK(d.maximum() == last);
    CHECK(d.bins[2].count == 2);
  }
}

TEST_CASE("a distribution knows whether its intensities are whole numbers") {
  const auto integers = [](std::initializer_list<double> values) {
    const auto volume = voxtrait::test::row_of(values);
    return voxtrait::distribution_of(volume, Volume<std::uint8_t>(volume.size(), 1)).integers();
  };
  CHECK(integers({1.0, -7.0, 1e300}));
  CHECK(integers({2.0, not_a_number, inf}));
  CHECK_FALSE(integers({1.0, 1.5}));
  CHECK_FALSE(integers({1.0 + 0x1p-52}));
}

#include "voxtrait/core/mask.hpp"

#include <catch2/catch.hpp>

#include "support/random.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::Box;
using voxtrait::Volume;
using voxtrait::test::Random;

Box brute_force_box(const Volume<std::uint8_t>& mask) {
  Box box{mask.size(), {0, 0, 0}};
  bool any = false;
  voxtrait::test::for_each_voxel(mask.size(), [&](auto x, auto y, auto z) {
    if (mask.at(x, y, z) == 0) return;
    any = true;
    const voxtrait::Index at{x, y, z};
    for (std::size_t a = 0; a < 3; ++a) {
      box.begin[a] = std::min(box.begin[a], at[a]);
      box.end[a] = std::max(box.end[a], at[a] + 1);
    }
  });
  return any ? box : Box{};
}

}  // namespace

TEST_CASE("the bounding box of a mask is the smallest box around its voxels") {
  Random random(41);
  for (const double part : {0.0, 0.003, 0.02, 0.5, 1.0}) {
    for (int round = 0; round < 20; ++round) {
      const voxtrait::Index size{random.integer(1, 9), random.integer(1, 9), random.integer(1, 9)};
      const auto mask = voxtrait::test::volume_of<std::uint8_t>(
          size, [&](auto...) { return random.chance(part) ? 1 : 0; });
      const Box expected = brute_force_box(mask);
      CAPTURE(part, size);
      REQUIRE(voxtrait::bounding_box(mask) == expected);
      REQUIRE(voxtrait::any_set(mask) == !expected.empty());
    }
  }
}

TEST_CASE("the span of a row reaches from its first to its last set voxel") {
  struct Case {
    std::vector<std::uint8_t> row;
    std::int64_t begin;
    std::int64_t end;
  };
  for (const Case& c : std::vector<Case>{{{0, 0, 0}, 0, 0},
                                         {{}, 0, 0},
                                         {{1}, 0, 1},
                                         {{0, 1, 0, 1, 0}, 1, 4},
                                         {{1, 0, 0, 1}, 0, 4},
                                         {{0, 0, 1}, 2, 3}}) {
    const voxtrait::Span span = voxtrait::span_of(c.row);
    CAPTURE(c.row.size());
    CHECK(span.begin == c.begin);
    CHECK(span.end == c.end);
  }
}

#include "voxtrait/texture/equal_pairs.hpp"

#include <catch2/catch.hpp>
#include <vector>

using voxtrait::Direction;
using voxtrait::EqualPairs;

TEST_CASE("equal pairs are half of a matrix' diagonal, for every level") {
  const voxtrait::CoOccurrence matrix{{{1, 1, 6.0}, {1, 3, 5.0}, {3, 3, 2.0}}, 18.0};
  CHECK(voxtrait::equal_pairs(matrix, 4) == std::vector<std::uint64_t>{3, 0, 1, 0});
  CHECK(voxtrait::equal_pairs({}, 2) == std::vector<std::uint64_t>{0, 0});
}

TEST_CASE("equal pairs are found where they were kept, and nowhere else") {
  const Direction along{1, 0, 0};
  EqualPairs pairs;
  CHECK_FALSE(pairs.of(along, 0, 5));
  pairs.keep(along, 0, 5, {7, 8});
  pairs.keep(along, 0, 5, {1, 1});
  const auto kept = pairs.of(along, 0, 5);
  REQUIRE(kept);
  CHECK(std::vector(kept->begin(), kept->end()) == std::vector<std::uint64_t>{7, 8});
  CHECK_FALSE(pairs.of(along, 0, 4));
  CHECK_FALSE(pairs.of(along, 1, 5));
  CHECK_FALSE(pairs.of({0, 1, 0}, 0, 5));
}

#include "texture/kernels/border_steps.hpp"

#include <catch2/catch.hpp>

#include "support/guarded.hpp"
#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::test::Guarded;
using voxtrait::test::Random;

using Distances = Guarded<std::uint16_t>;

/// Small ones, large ones and those where a step more would not fit.
Distances random_distances(std::int64_t count, Random& random) {
  Distances distances(count, random.integer(0, 31));
  for (std::int64_t k = 0; k < count; ++k) {
    const std::int64_t high = random.chance(0.5) ? 5 : 0xFFFF;
    distances[k] = static_cast<std::uint16_t>(random.integer(random.chance(0.2) ? high : 0, high));
  }
  return distances;
}

}  // namespace

TEST_CASE("neighbours limit distances alike with every instruction set") {
  voxtrait::test::for_each_simd_target([] {
    Random random(5);
    for (std::int64_t count = 0; count <= 200; ++count) {
      Distances distances = random_distances(count, random);
      Distances a = random_distances(count, random);
      Distances b = random_distances(count, random);
      Distances expected = distances;
      voxtrait::reference::limit_by_neighbours(expected.data(), a.data(), b.data(), count);
      voxtrait::limit_by_neighbours(distances.data(), a.data(), b.data(), count);
      CAPTURE(count);
      REQUIRE(distances.values() == expected.values());
      REQUIRE(distances.intact());
    }
  });
}

TEST_CASE("distances to the ends of a row are the same with every instruction set") {
  std::vector<std::int64_t> counts;
  for (std::int64_t count = 0; count <= 200; ++count) counts.push_back(count);
  // Where the count, the distance from one end and that from both stop to fit 16 bits.
  for (const std::int64_t limit : {32768, 65536, 131072}) {
    for (std::int64_t count = limit - 3; count <= limit + 3; ++count) counts.push_back(count);
  }
  voxtrait::test::for_each_simd_target([&] {
    for (const std::int64_t count : counts) {
      Distances expected(count);
      voxtrait::reference::distances_to_ends(expected.data(), count);
      Distances written(count, count % 32);
      voxtrait::distances_to_ends(written.data(), count);
      CAPTURE(count);
      REQUIRE((written.values() == expected.values()));  // not worth printing
      REQUIRE(written.intact());
    }
  });
}

TEST_CASE("the distance to the nearer end counts up and down again") {
  voxtrait::test::for_each_simd_target([] {
    Distances row(140001);
    voxtrait::distances_to_ends(row.data(), row.size());
    CHECK(row[0] == 1);
    CHECK(row[65533] == 65534);
    CHECK(row[65534] == 65535);
    CHECK(row[70000] == 65535);  // the middle, were there more bits
    CHECK(row[140000 - 65533] == 65534);
    CHECK(row[140000] == 1);
  });
}

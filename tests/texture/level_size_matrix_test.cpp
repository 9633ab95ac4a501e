#include "voxtrait/texture/level_size_matrix.hpp"

#include <catch2/catch.hpp>

#include "support/level_sizes.hpp"

namespace {

using voxtrait::LevelSizeCounter;
using voxtrait::LevelSizeMatrix;
using voxtrait::test::elements_of;
using voxtrait::test::LevelSizes;
using voxtrait::test::Random;

/// What is added at random, counted by a map.
struct Counted {
  LevelSizeMatrix matrix;
  LevelSizes truth;
};

Counted counted(std::int64_t levels, std::int64_t largest, int additions, Random& random) {
  LevelSizeCounter counter(levels, static_cast<std::uint64_t>(additions));
  Counted result;
  for (int i = 0; i < additions; ++i) {
    const auto level = static_cast<std::uint32_t>(random.integer(1, levels));
    const auto size = static_cast<std::uint64_t>(random.integer(1, largest));
    counter.add(level, size);
    ++result.truth[{level, size}];
  }
  result.matrix = counter.matrix(1234);
  return result;
}

void require_close(const LevelSizes& found, const LevelSizes& truth) {
  REQUIRE(found.size() == truth.size());
  for (const auto& [at, count] : truth) {
    REQUIRE(found.contains(at));
    REQUIRE(found.at(at) == Approx(count).epsilon(1e-14));
  }
}

}  // namespace

TEST_CASE("a counter counts, whether sizes fit its table or not") {
  Random random(431);
  for (const std::int64_t levels : {1, 3, 255, 1023, 1024, 1025, 65535}) {
    for (const std::int64_t largest : {1, 63, 64, 65, 1000}) {
      for (const int additions : {0, 1, 500}) {
        const Counted c = counted(levels, largest, additions, random);
        CAPTURE(levels, largest, additions);
        REQUIRE(elements_of(c.matrix) == c.truth);
        REQUIRE(c.matrix.total == additions);
        REQUIRE(c.matrix.voxels == 1234.0);
      }
    }
  }
}

TEST_CASE("a counter counts sizes that need 64 bits") {
  LevelSizeCounter counter(2, 3);
  const std::uint64_t huge = std::uint64_t{1} << 40U;
  counter.add(2, huge);
  counter.add(2, 1);
  counter.add(2, huge);
  CHECK(elements_of(counter.matrix(7)) == LevelSizes{{{2, 1}, 1.0}, {{2, huge}, 2.0}});
}

TEST_CASE("merged matrices are sums element by element, with weights or without") {
  Random random(432);
  for (const bool weighted : {false, true}) {
    std::vector<LevelSizeMatrix> matrices;
    std::vector<double> weights;
    LevelSizes sum;
    double voxels = 0.0;
    for (const std::int64_t largest : {3, 100, 1, 70}) {
      const Counted c = counted(5, largest, largest == 1 ? 0 : 40, random);
      matrices.push_back(c.matrix);
      weights.push_back(random.real(0.1, 2.0));
      const double weight = weighted ? weights.back() : 1.0;
      for (const auto& [at, count] : c.truth) sum[at] += weight * count;
      voxels += weight * 1234.0;
    }
    const LevelSizeMatrix merged =
        weighted ? voxtrait::merged(matrices, weights) : voxtrait::merged(matrices);
    require_close(elements_of(merged), sum);
    CHECK(merged.voxels == Approx(voxels).epsilon(1e-14));
  }
}

TEST_CASE("no matrices merge to an empty one") {
  const LevelSizeMatrix merged = voxtrait::merged(std::span<const LevelSizeMatrix>());
  CHECK(merged.empty());
  CHECK(merged.total == 0.0);
  CHECK(merged.voxels == 0.0);
}

TEST_CASE("what is left of equal neighbours fills a counter up with size 2, then voxels with 1") {
  for (const std::int64_t levels : {3, 5000}) {
    LevelSizeCounter counter(levels, 10);
    counter.add(1, 4);    // three pairs
    counter.add(3, 100);  // 99 pairs
    counter.fill_up(std::vector<std::uint64_t>{3, 5, 100}, 2);
    counter.fill_up(std::vector<std::uint64_t>{4, 11, 103}, 1);
    CHECK(elements_of(counter.matrix(118)) == LevelSizes{{{1, 4}, 1.0},
                                                         {{2, 1}, 1.0},
                                                         {{2, 2}, 5.0},
                                                         {{3, 1}, 1.0},
                                                         {{3, 2}, 1.0},
                                                         {{3, 100}, 1.0}});
  }
}

TEST_CASE("what is left of a histogram fills a counter up with size 1") {
  for (const std::int64_t levels : {3, 5000}) {  // a table of sizes, a list of elements
    LevelSizeCounter counter(levels, 10);
    counter.add(1, 4);
    counter.add(3, 2);
    counter.add(3, 100);
    counter.fill_up(std::vector<std::uint64_t>{6, 3, 102}, 1);
    CHECK(elements_of(counter.matrix(111)) ==
          LevelSizes{{{1, 1}, 2.0}, {{1, 4}, 1.0}, {{2, 1}, 3.0}, {{3, 2}, 1.0}, {{3, 100}, 1.0}});
  }
}

#include "texture/kernels/pair_counts.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "support/padded_levels.hpp"
#include "support/simd.hpp"
#include "voxtrait/core/block.hpp"
#include "voxtrait/texture/directions.hpp"

namespace {

using voxtrait::Block;
using voxtrait::Index;
using voxtrait::PairTables;
using voxtrait::test::Content;
using voxtrait::test::padded_levels;
using voxtrait::test::PaddedLevels;
using voxtrait::test::Random;

using Counts = Block<std::uint32_t>;

/// `count` tables that follow each other.
PairTables tables_in(Counts& counts, std::int64_t levels, std::size_t count) {
  PairTables tables{static_cast<std::uint32_t>(levels) + 1, {}};
  const std::size_t cells = counts.values().size() / count;
  for (std::size_t t = 0; t < PairTables::most; ++t) {
    tables.tables[t] = counts.values().data() + t % count * cells;
  }
  return tables;
}

std::size_t cells(std::int64_t levels) {
  return static_cast<std::size_t>((levels + 1) * (levels + 1));
}

/// Index of the first cell in which tables don't add up to what is expected; -1 where there is
/// none.
std::ptrdiff_t first_wrong(const Counts& counts, const Counts& expected) {
  const std::size_t size = expected.values().size();
  for (std::size_t i = 0; i < size; ++i) {
    std::uint32_t sum = 0;
    for (std::size_t at = i; at < counts.values().size(); at += size) sum += counts.values()[at];
    if (sum != expected.values()[i]) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

template <class T>
void require_same_pairs(const Content& content, Random& random) {
  const PaddedLevels<T> levels = padded_levels<T>(content, 1, random);
  const auto& direction = voxtrait::directions_3d[static_cast<std::size_t>(random.integer(0, 12))];
  const std::ptrdiff_t step = voxtrait::step_of(direction, levels.volume.size());
  const std::size_t size = cells(content.levels);
  Counts expected(size);
  voxtrait::reference::count_pairs(levels.data(), levels.spans, step,
                                   tables_in(expected, content.levels, 1));
  voxtrait::test::for_each_simd_target([&] {
    CAPTURE(content.size, content.levels, content.part, content.gap, direction);
    for (const std::size_t tables : {1, 2, 4}) {
      Counts counts(tables * size);
      voxtrait::count_pairs(levels.data(), levels.spans, step,
                            tables_in(counts, content.levels, tables));
      REQUIRE(first_wrong(counts, expected) == -1);
    }
  });
}

using Pairs = std::map<std::pair<std::size_t, std::size_t>, std::uint32_t>;

template <class T>
Pairs pairs_of(const PaddedLevels<T>& levels, std::ptrdiff_t step) {
  Pairs pairs;
  for (const voxtrait::LevelSpan& span : levels.spans) {
    for (const T* v = levels.data() + span.offset; v < levels.data() + span.offset + span.length;
         ++v) {
      ++pairs[{v[0], v[step]}];
    }
  }
  return pairs;
}

}  // namespace

TEST_CASE("every instruction set counts the 8-bit pairs of the plain code") {
  Random random(6);
  for (std::int64_t length = 0; length <= 200; ++length) {
    auto content = voxtrait::test::random_content<std::uint8_t>(random, 1, 3);
    content.size[0] = length;
    require_same_pairs<std::uint8_t>(content, random);
  }
}

TEST_CASE("every instruction set counts the 8-bit pairs of every number of levels") {
  Random random(7);
  for (std::int64_t levels = 2; levels <= 255; ++levels) {
    require_same_pairs<std::uint8_t>({{random.integer(1, 90), 3, 2}, levels, 0.8, 0.3, 5}, random);
  }
}

TEST_CASE("every instruction set counts the 16-bit pairs of the plain code") {
  Random random(8);
  for (std::int64_t length = 0; length <= 200; length += random.integer(1, 4)) {
    const std::int64_t levels = random.integer(2, 600);
    require_same_pairs<std::uint16_t>({{length, 3, 2}, levels, 0.8, 0.3, 5}, random);
  }
  require_same_pairs<std::uint16_t>({{100, 3, 2}, 3000, 1.0, 0.0, 0}, random);
}

TEST_CASE("pairs of rows longer than a batch are all counted") {
  Random random(9);
  for (const std::int64_t length : {511, 512, 513, 1023, 1025, 5000}) {
    require_same_pairs<std::uint8_t>({{length, 2, 2}, 32, 0.9, 0.5, 64}, random);
    require_same_pairs<std::uint16_t>({{length, 2, 2}, 300, 0.9, 0.5, 64}, random);
  }
}

TEST_CASE("pairs of 65,535 levels are counted in their cells") {
  Random random(10);
  const Content content{{150, 3, 2}, 65535, 0.9, 0.2, 0};
  const auto levels = padded_levels<std::uint16_t>(content, 1, random);
  const std::ptrdiff_t step = voxtrait::step_of({1, 1, 0}, levels.volume.size());
  const Pairs expected = pairs_of(levels, step);
  constexpr std::size_t width = 65536;
  voxtrait::test::for_each_simd_target([&] {
    // 16 GiB of zeros of which a few pages are touched.
    Counts counts(width * width);
    std::uint32_t* first = counts.values().data();
    voxtrait::count_pairs(levels.data(), levels.spans, step, tables_in(counts, 65535, 1));
    std::size_t wrong = 0;
    for (const auto& [pair, count] : expected) {
      wrong += first[pair.first * width + pair.second] != count ? 1 : 0;
    }
    REQUIRE(wrong == 0);
  });
}

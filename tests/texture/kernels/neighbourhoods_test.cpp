#include "texture/kernels/neighbourhoods.hpp"

#include <catch2/catch.hpp>

#include "support/padded_levels.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::LevelSpan;
using voxtrait::Neighbourhood;
using voxtrait::NeighbourhoodTables;
using voxtrait::test::Content;
using voxtrait::test::padded_levels;
using voxtrait::test::PaddedLevels;
using voxtrait::test::Random;

struct Request {
  Neighbourhood neighbourhood;
  std::int64_t coarseness = 0;
};

/// Which table differs first; vectors of thousands of zeros are not worth printing.
std::string difference(const NeighbourhoodTables& a, const NeighbourhoodTables& b) {
  if (a.differences != b.differences) return "differences";
  if (a.voxels != b.voxels) return "voxels";
  return a.dependences != b.dependences ? "dependences" : "";
}

template <class T>
NeighbourhoodTables plain_tables(const PaddedLevels<T>& levels, std::span<const LevelSpan> spans,
                                 const Request& request) {
  auto tables = voxtrait::empty_tables(levels.histogram, request.neighbourhood);
  voxtrait::reference::count_neighbourhoods(levels.data(), levels.volume.size(), spans,
                                            request.neighbourhood, request.coarseness, tables);
  return tables;
}

template <class T>
NeighbourhoodTables tables_of(const PaddedLevels<T>& levels, std::span<const LevelSpan> spans,
                              const Request& request) {
  auto tables = voxtrait::empty_tables(levels.histogram, request.neighbourhood);
  voxtrait::count_neighbourhoods(levels.data(), levels.volume.size(), spans, request.neighbourhood,
                                 request.coarseness, tables);
  return tables;
}

template <class T>
void require_same_tables(const PaddedLevels<T>& levels, std::span<const LevelSpan> spans,
                         const Request& request) {
  const NeighbourhoodTables expected = plain_tables(levels, spans, request);
  voxtrait::test::for_each_simd_target([&] {
    CAPTURE(levels.volume.size(), levels.histogram.size(), levels.voxels, spans.size());
    CAPTURE(request.neighbourhood.distance, request.neighbourhood.in_slice, request.coarseness);
    REQUIRE(difference(tables_of(levels, spans, request), expected) == "");
  });
}

template <class T>
void require_same_tables(const Content& content, const Request& request, Random& random) {
  const auto levels = padded_levels<T>(content, request.neighbourhood.distance, random);
  require_same_tables(levels, levels.spans, request);
}

std::int64_t any_coarseness(Random& random) {
  constexpr std::int64_t large[]{254, 255, 256, 300, 65534, 65535, 65536, 1000000};
  return random.chance(0.8) ? random.integer(0, 5) : large[random.integer(0, 7)];
}

}  // namespace

TEST_CASE("every instruction set counts the neighbourhoods of 8-bit levels of the plain code") {
  Random random(15);
  for (const std::int64_t distance : {1, 2, 3, 4}) {
    for (int i = 0; i < 40; ++i) {
      const auto content = voxtrait::test::random_content<std::uint8_t>(random, 200 / distance, 3);
      const Request request{{distance, random.chance(0.4)}, any_coarseness(random)};
      require_same_tables<std::uint8_t>(content, request, random);
    }
  }
}

TEST_CASE("every instruction set counts the neighbourhoods of 16-bit levels of the plain code") {
  Random random(16);
  for (const std::int64_t distance : {1, 2, 3, 4}) {
    for (int i = 0; i < 15; ++i) {
      const auto content = voxtrait::test::random_content<std::uint16_t>(random, 120 / distance, 3);
      const Request request{{distance, random.chance(0.4)}, any_coarseness(random)};
      require_same_tables<std::uint16_t>(content, request, random);
    }
  }
}

TEST_CASE("rows of every length have the same neighbourhoods with every instruction set") {
  Random random(17);
  for (std::int64_t length = 0; length <= 200; ++length) {
    const Content content{{length, 2, 2}, random.integer(2, 255), 0.9, 0.5, length % 3};
    const Request request{{1, length % 2 == 0}, length % 4};
    require_same_tables<std::uint8_t>(content, request, random);
    if (length % 7 == 0) require_same_tables<std::uint16_t>(content, request, random);
  }
}

TEST_CASE("neighbourhoods of every number of 8-bit levels are the same") {
  Random random(18);
  for (std::int64_t levels = 2; levels <= 255; ++levels) {
    const Content content{{random.integer(1, 70), 2, 2}, levels, 0.9, 0.3, 5};
    require_same_tables<std::uint8_t>(content, {{1, false}, levels % 6}, random);
  }
}

TEST_CASE("the largest sums of the largest narrow neighbourhood fit") {
  Random random(19);
  // Level 1 amid 224 neighbours of level 255, and the other way round.
  for (const int middle : {1, 255}) {
    auto levels = padded_levels<std::uint8_t>({{15, 15, 1}, 255}, 7, random);
    levels.histogram.assign(255, 1);
    std::ranges::fill(levels.volume.values(), std::uint8_t{0});
    for (const LevelSpan& span : levels.spans) {
      for (std::int64_t k = 0; k < span.length; ++k) {
        levels.at(span.offset + k) = static_cast<std::uint8_t>(256 - middle);
      }
    }
    levels.at(levels.spans[7].offset + 7) = static_cast<std::uint8_t>(middle);
    require_same_tables(levels, levels.spans, {{7, true}, 0});
  }
}

TEST_CASE("more voxels than a narrow counter holds are all counted") {
  Random random(20);
  // More than 2^20 of them have the same level and number of neighbours.
  const Content content{{150, 100, 80}, 2, 1.0, 1.0, 0};
  require_same_tables<std::uint8_t>(content, {{1, false}, 0}, random);
}

TEST_CASE("sums of the highest levels over the widest neighbourhoods fit") {
  Random random(21);
  // One voxel, but its 68,920 neighbours add up to more than 32 bits.
  const std::int64_t distance = 20;
  const std::int64_t side = 2 * distance + 1;
  auto levels =
      padded_levels<std::uint16_t>({{side, side, side}, 65535, 1.0, 1.0, 0}, distance, random);
  const LevelSpan middle{
      levels.spans[static_cast<std::size_t>(side * distance + distance)].offset + distance, 1};
  for (const int level : {65535, 2}) {
    levels.at(middle.offset) = static_cast<std::uint16_t>(level);
    levels.histogram[static_cast<std::size_t>(level) - 1] = 1;
    require_same_tables(levels, std::span(&middle, 1), {{distance, false}, 0});
  }
}

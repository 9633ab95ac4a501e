#include "texture/kernels/equal_neighbours.hpp"

#include <catch2/catch.hpp>

#include "support/guarded.hpp"
#include "support/padded_levels.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::Index;
using voxtrait::NeighbourSteps;
using voxtrait::preceding_neighbours;
using voxtrait::test::Content;
using voxtrait::test::Guarded;
using voxtrait::test::padded_levels;
using voxtrait::test::PaddedLevels;
using voxtrait::test::Random;

constexpr std::int64_t overrun = 64;  // documented

NeighbourSteps steps_in(const Index& size) {
  NeighbourSteps steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& [x, y, z] = preceding_neighbours[i];
    steps[i] = (z * size[1] + y) * size[0] + x;
  }
  return steps;
}

template <class T>
void require_same_codes(const PaddedLevels<T>& levels, std::int64_t offset, std::int64_t count,
                        bool in_slice) {
  const NeighbourSteps steps = steps_in(levels.volume.size());
  const T* first = levels.data() + offset;
  Guarded<std::uint16_t> expected(count);
  voxtrait::reference::equal_neighbours(first, count, steps, in_slice, expected.data());
  voxtrait::test::for_each_simd_target([&] {
    Guarded<std::uint16_t> codes(count, offset % 32);
    voxtrait::equal_neighbours(first, count, steps, in_slice, codes.data());
    CAPTURE(levels.volume.size(), levels.histogram.size(), offset, count, in_slice);
    REQUIRE(codes.values() == expected.values());
    REQUIRE(codes.intact(overrun));
  });
}

/// Whole rows, parts of them and none.
template <class T>
void require_same_codes(std::int64_t length, Random& random) {
  Content content = voxtrait::test::random_content<T>(random, 1, 3);
  content.size[0] = length;
  content.gap = 0;
  if (random.chance(0.5)) content.levels = 2;  // so that many are equal
  const PaddedLevels<T> levels = padded_levels<T>(content, 1, random);
  for (const bool in_slice : {false, true}) {
    const auto& span = levels.spans.back();
    const std::int64_t skipped = random.integer(0, length);
    require_same_codes(levels, span.offset, length, in_slice);
    require_same_codes(levels, span.offset + skipped, length - skipped, in_slice);
  }
}

}  // namespace

TEST_CASE("every instruction set finds the equal neighbours of the plain code") {
  Random random(14);
  for (std::int64_t length = 0; length <= 200; ++length) {
    require_same_codes<std::uint8_t>(length, random);
    require_same_codes<std::uint16_t>(length, random);
  }
}

TEST_CASE("each preceding neighbour has its own bit") {
  voxtrait::test::for_each_simd_target([] {
    for (std::size_t i = 0; i < preceding_neighbours.size(); ++i) {
      for (const bool in_slice : {false, true}) {
        voxtrait::Volume<std::uint8_t> volume({5, 5, 5});
        const auto& [x, y, z] = preceding_neighbours[i];
        volume.at(2, 2, 2) = volume.at(2 + x, 2 + y, 2 + z) = 7;
        Guarded<std::uint16_t> codes(1);
        voxtrait::equal_neighbours(&volume.at(2, 2, 2), 1, steps_in(volume.size()), in_slice,
                                   codes.data());
        CAPTURE(i, in_slice);
        CHECK(codes[0] == (in_slice && z != 0 ? 0U : 1U << i));
      }
    }
  });
}

#include "texture/kernels/long_runs.hpp"

#include <catch2/catch.hpp>
#include <tuple>

#include "support/padded_levels.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::Direction;
using voxtrait::directions_3d;
using voxtrait::Index;
using voxtrait::LevelSizeCounter;
using voxtrait::LevelSpan;
using voxtrait::test::Content;
using voxtrait::test::padded_levels;
using voxtrait::test::PaddedLevels;
using voxtrait::test::Random;

using Runs = std::vector<std::tuple<std::uint32_t, std::uint64_t, double>>;

Runs runs_in(LevelSizeCounter& counter) {
  Runs runs;
  for (const auto& cell : counter.matrix(1).cells) {
    runs.emplace_back(cell.level, cell.size, cell.count);
  }
  return runs;
}

template <class T>
Runs plain_runs(const PaddedLevels<T>& levels, std::span<const LevelSpan> spans,
                const Direction& direction, std::uint64_t shortest) {
  LevelSizeCounter counter(static_cast<std::int64_t>(levels.histogram.size()), levels.voxels);
  voxtrait::reference::count_long_runs(levels.data(), levels.volume.size(), spans, direction,
                                       shortest, counter);
  return runs_in(counter);
}

template <class T>
Runs runs(const PaddedLevels<T>& levels, std::span<const LevelSpan> spans,
          const Direction& direction, std::uint64_t shortest) {
  LevelSizeCounter counter(static_cast<std::int64_t>(levels.histogram.size()), levels.voxels);
  voxtrait::count_long_runs(levels.data(), levels.volume.size(), spans, direction, shortest,
                            counter);
  return runs_in(counter);
}

template <class T>
void require_same_runs(const PaddedLevels<T>& levels, std::span<const LevelSpan> spans,
                       std::span<const Direction> directions) {
  for (const Direction& direction : directions) {
    for (const std::uint64_t shortest : {2U, 3U}) {
      const Runs expected = plain_runs(levels, spans, direction, shortest);
      voxtrait::test::for_each_simd_target([&] {
        CAPTURE(levels.volume.size(), levels.histogram.size(), levels.spans.size(), direction);
        REQUIRE(runs(levels, spans, direction, shortest) == expected);
      });
    }
  }
}

/// In all directions, and slice by slice in those of the plane.
template <class T>
void require_same_runs(const Content& content, Random& random, std::int64_t border = 1) {
  const PaddedLevels<T> levels = padded_levels<T>(content, border, random);
  require_same_runs(levels, levels.spans, directions_3d);
  if (content.gap > 0) return;
  const auto rows = static_cast<std::size_t>(content.size[1]);
  for (std::size_t first = 0; first < levels.spans.size(); first += rows) {
    require_same_runs(levels, std::span(levels.spans).subspan(first, rows),
                      std::span(directions_3d).first(voxtrait::in_plane_directions));
  }
}

/// A single run along an axis.
template <class T>
PaddedLevels<T> one_run(std::size_t axis, std::int64_t length) {
  Random random(0);
  Content content{{3, 3, 3}, 2, 1.0, 1.0, 0};
  content.size[axis] = length + 2;
  auto levels = padded_levels<T>(content, 1, random);
  std::ranges::fill(levels.volume.values(), T{1});
  for (std::int64_t k = 0; k < length; ++k) {
    Index at{2, 2, 2};
    at[axis] += k;
    levels.volume.at(at[0], at[1], at[2]) = 2;
  }
  return levels;
}

/// Runs of level 2 longer than a voxel.
std::vector<std::uint64_t> lengths_of_level_2(const Runs& found) {
  std::vector<std::uint64_t> lengths;
  for (const auto& [level, length, count] : found) {
    if (level == 2) lengths.push_back(length);
  }
  return lengths;
}

/// Outside the ROI again, so that runs end there.
template <class T>
void clear_border(PaddedLevels<T>& levels) {
  const Index& size = levels.volume.size();
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      for (std::int64_t x = 0; x < size[0]; ++x) {
        const bool inside =
            x > 0 && y > 0 && z > 0 && x + 1 < size[0] && y + 1 < size[1] && z + 1 < size[2];
        if (!inside) levels.volume.at(x, y, z) = 0;
      }
    }
  }
}

template <class T>
void require_run_of(std::int64_t length) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    PaddedLevels<T> levels = one_run<T>(axis, length);
    clear_border(levels);
    Direction direction{0, 0, 0};
    direction[axis] = 1;
    voxtrait::test::for_each_simd_target([&] {
      CAPTURE(axis, length);
      REQUIRE(lengths_of_level_2(runs(levels, levels.spans, direction, 2)) ==
              std::vector{static_cast<std::uint64_t>(length)});
    });
  }
}

}  // namespace

TEST_CASE("every instruction set counts the runs of 8-bit levels of the plain code") {
  Random random(11);
  for (int i = 0; i < 150; ++i) {
    const auto content = voxtrait::test::random_content<std::uint8_t>(random, 200, 6);
    require_same_runs<std::uint8_t>(content, random, random.integer(1, 3));
  }
}

TEST_CASE("every instruction set counts the runs of 16-bit levels of the plain code") {
  Random random(12);
  for (int i = 0; i < 50; ++i) {
    const auto content = voxtrait::test::random_content<std::uint16_t>(random, 200, 6);
    require_same_runs<std::uint16_t>(content, random, random.integer(1, 3));
  }
}

TEST_CASE("rows of every length have the same runs with every instruction set") {
  Random random(13);
  for (std::int64_t length = 1; length <= 200; ++length) {
    require_same_runs<std::uint8_t>({{length, 2, 2}, 3, 0.9, 0.7, length % 3}, random);
    if (length % 5 == 0) require_same_runs<std::uint16_t>({{length, 2, 2}, 3, 0.9, 0.7, 0}, random);
  }
}

TEST_CASE("runs that begin and end at the borders of vectors have their length") {
  for (std::int64_t length = 2; length <= 130; ++length) {
    require_run_of<std::uint8_t>(length);
    require_run_of<std::uint16_t>(length);
  }
}

TEST_CASE("runs longer than a counter holds have their length") {
  for (const std::int64_t length : {254, 255, 256, 257, 511, 3000}) {
    require_run_of<std::uint8_t>(length);
  }
  for (const std::int64_t length : {65534, 65535, 65536, 65537, 70000}) {
    require_run_of<std::uint8_t>(length);
    require_run_of<std::uint16_t>(length);
  }
}

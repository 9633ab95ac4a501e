#include "core/kernels/mask_rows.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/guarded.hpp"
#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::Span;
using voxtrait::test::Guarded;
using voxtrait::test::Random;

using Runs = std::vector<std::pair<std::int64_t, std::int64_t>>;

Runs pairs_of(const std::vector<Span>& spans) {
  Runs runs;
  for (const Span& span : spans) runs.emplace_back(span.begin, span.end);
  return runs;
}

/// What is in the vector already belongs to other rows.
std::vector<Span> of_another_row() { return {{1, 2}, {-3, 0}}; }

Runs runs_in(Guarded<std::uint8_t>& row, std::int64_t shift, std::int64_t gap) {
  std::vector<Span> runs = of_another_row();
  voxtrait::append_runs(row.data(), row.size(), shift, gap, runs);
  return pairs_of(runs);
}

Runs plain_runs_in(Guarded<std::uint8_t>& row, std::int64_t shift, std::int64_t gap) {
  std::vector<Span> runs = of_another_row();
  voxtrait::reference::append_runs(row.data(), row.size(), shift, gap, runs);
  return pairs_of(runs);
}

/// Stretches of both kinds at random; what counts as inside is any value but 0.
void fill(Guarded<std::uint8_t>& row, double inside, double same, Random& random) {
  bool set = random.chance(inside);
  for (std::int64_t k = 0; k < row.size(); ++k) {
    if (!random.chance(same)) set = random.chance(inside);
    row[k] = static_cast<std::uint8_t>(set ? random.integer(1, 255) : 0);
  }
}

}  // namespace

TEST_CASE("runs of a mask row are its stretches of voxels that are set") {
  struct Case {
    std::string row;
    std::int64_t gap;
    Runs runs;
  };
  const std::vector<Case> cases{
      {"", 1, {}},
      {"0", 1, {}},
      {"1", 1, {{0, 1}}},
      {"0110111", 1, {{1, 3}, {4, 7}}},
      {"0110111", 2, {{1, 7}}},
      {"1001000101", 3, {{0, 4}, {7, 10}}},
      {std::string(64, '1') + "0" + std::string(64, '1'), 1, {{0, 64}, {65, 129}}},
      {std::string(63, '0') + "11" + std::string(63, '0'), 1, {{63, 65}}},
      {"1" + std::string(63, '0') + "1", 64, {{0, 65}}},
      {"1" + std::string(64, '0') + "1", 64, {{0, 1}, {65, 66}}},
  };
  voxtrait::test::for_each_simd_target([&] {
    for (const Case& c : cases) {
      Guarded<std::uint8_t> row(static_cast<std::int64_t>(c.row.size()));
      std::ranges::transform(c.row, row.data(), [](char set) { return set == '1' ? 1 : 0; });
      CAPTURE(c.row, c.gap);
      std::vector<Span> runs;
      voxtrait::append_runs(row.data(), row.size(), 0, c.gap, runs);
      CHECK(pairs_of(runs) == c.runs);
    }
  });
}

TEST_CASE("every instruction set finds the runs of the plain code") {
  voxtrait::test::for_each_simd_target([] {
    Random random(1);
    for (std::int64_t count = 0; count <= 200; ++count) {
      for (const double inside : {0.0, 0.05, 0.5, 0.95, 1.0}) {
        for (const double same : {0.0, 0.9}) {
          Guarded<std::uint8_t> row(count, random.integer(0, 63));
          fill(row, inside, same, random);
          const std::int64_t shift = random.integer(-5, 1000);
          const std::int64_t gap = random.chance(0.5) ? random.integer(1, 4) : 64;
          CAPTURE(count, inside, same, shift, gap);
          REQUIRE(runs_in(row, shift, gap) == plain_runs_in(row, shift, gap));
        }
      }
    }
  });
}

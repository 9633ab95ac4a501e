#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "probes/probes.hpp"
#include "probes/stopwatch.hpp"

namespace voxtrait::bench {
namespace {

// 8 KiB of indices leave most of the first-level cache to the tables.
constexpr std::size_t index_count = 4096;
// A counter of 16 bits would be flushed after so many passes; none overflows before.
constexpr int passes_of_u16 = 65535 / static_cast<int>(index_count);

using Indices = std::vector<std::uint16_t>;

/// Next level of a signal that stays where it is or moves by one.
int step(int level, int levels, std::mt19937& random) {
  constexpr std::array<int, 4> steps{-1, 0, 0, 1};
  return std::clamp(level + steps[random() % steps.size()], 1, levels);
}

/// Pair indices into a table of (levels + 1)^2 cells.
Indices make_indices(int levels, Pattern pattern) {
  std::mt19937 random(7);
  Indices indices(index_count);
  int level = levels / 2 + 1;
  for (auto& index : indices) {
    const int next = pattern == Pattern::smooth
                         ? step(level, levels, random)
                         : 1 + static_cast<int>(random() % static_cast<unsigned>(levels));
    index = static_cast<std::uint16_t>(level * (levels + 1) + next);
    level = next;
  }
  return indices;
}

/// One pass over the indices, consecutive ones into different tables.
template <typename Count, std::size_t tables>
void pass(const Indices& indices, std::vector<Count>& counts, std::size_t cells) {
  const std::uint16_t* const index = indices.data();
  Count* const table = counts.data();
  for (std::size_t i = 0; i < index_count; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) ++table[(k % tables) * cells + index[i + k]];
  }
}

/// Adds private tables to the first and clears them, as a kernel does when it ends or a counter of
/// 16 bits is full.
template <typename Count>
std::uint64_t flush(std::vector<Count>& counts) {
  std::uint64_t sum = 0;
  for (auto& count : counts) sum += std::exchange(count, Count{0});
  return sum;
}

template <typename Count, std::size_t tables>
double increments_per_second(const Indices& indices, int levels) {
  const auto side = static_cast<std::size_t>(levels) + 1;
  std::vector<Count> counts(tables * side * side);
  // A table much larger than the work between two flushes would measure the flush.
  const int passes = sizeof(Count) == 2 ? passes_of_u16 * static_cast<int>(tables) : 64;
  volatile std::uint64_t sink = 0;
  const double seconds = seconds_of([&] {
    for (int i = 0; i < passes; ++i) pass<Count, tables>(indices, counts, side * side);
    if constexpr (sizeof(Count) == 2) sink = sink + flush(counts);
  });
  sink = sink + flush(counts);
  return static_cast<double>(index_count) * passes / seconds;
}

double best_variant(const Indices& indices, int levels) {
  return std::max({increments_per_second<std::uint32_t, 1>(indices, levels),
                   increments_per_second<std::uint32_t, 2>(indices, levels),
                   increments_per_second<std::uint32_t, 4>(indices, levels),
                   increments_per_second<std::uint32_t, 8>(indices, levels),
                   increments_per_second<std::uint16_t, 1>(indices, levels),
                   increments_per_second<std::uint16_t, 2>(indices, levels),
                   increments_per_second<std::uint16_t, 4>(indices, levels)});
}

}  // namespace

double measured_increment_limit(int levels, Pattern pattern) {
  static std::map<std::pair<int, Pattern>, double> known;
  // Indices have 16 bits.
  const int used = std::clamp(levels, 1, 255);
  auto [place, is_new] = known.try_emplace({used, pattern}, 0.0);
  if (is_new) place->second = best_variant(make_indices(used, pattern), used);
  return place->second;
}

}  // namespace voxtrait::bench

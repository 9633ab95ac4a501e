#include <cstdint>
#include <map>
#include <vector>

#include "probes/probes.hpp"
#include "probes/stopwatch.hpp"

// The widest registers of the processor read most; the library picks them at run time, too.
#if defined(__x86_64__) && defined(__GNUC__)
#define VOXTRAIT_WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VOXTRAIT_WIDEST
#endif

namespace voxtrait::bench {
namespace {

/// Sum of all words; independent sums, so that no addition waits for another.
VOXTRAIT_WIDEST std::uint64_t sum_of(const std::uint64_t* words, std::size_t count) {
  constexpr std::size_t lanes = 64;
  std::uint64_t sums[lanes] = {};  // NOLINT: std::array keeps GCC 12 from vectorising
  for (std::size_t i = 0; i + lanes <= count; i += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) sums[k] += words[i + k];
  }
  std::uint64_t sum = 0;
  for (const auto part : sums) sum += part;
  return sum;
}

}  // namespace

double measured_read_bandwidth(std::size_t bytes) {
  static std::map<std::size_t, double> known;
  auto [place, is_new] = known.try_emplace(bytes, 0.0);
  if (is_new) {
    // Written once, so that every page is there.
    const std::vector<std::uint64_t> words(bytes / sizeof(std::uint64_t), 1);
    volatile std::uint64_t sink = 0;
    const double seconds = seconds_of([&] { sink = sink + sum_of(words.data(), words.size()); });
    place->second = static_cast<double>(words.size() * sizeof(std::uint64_t)) / seconds;
  }
  return place->second;
}

}  // namespace voxtrait::bench

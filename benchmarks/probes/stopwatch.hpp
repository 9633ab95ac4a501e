#pragma once

#include <algorithm>
#include <chrono>

namespace voxtrait::bench {

/// Seconds that one call takes, the least of several trials of at least 4 ms each.
template <typename Call>
double seconds_of(const Call& call) {
  using Clock = std::chrono::steady_clock;
  constexpr int trials = 5;
  constexpr double shortest = 4e-3;
  double best = 1e9;
  for (int trial = 0; trial < trials; ++trial) {
    int calls = 0;
    double seconds = 0.0;
    const auto start = Clock::now();
    while (seconds < shortest) {
      call();
      ++calls;
      seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    best = std::min(best, seconds / calls);
  }
  return best;
}

}  // namespace voxtrait::bench

#pragma once

#include <algorithm>
#include <ctime>

namespace voxtrait::bench {

/// Seconds of the processor's time that one call takes, the least of several trials of at least
/// 4 ms each; other work on the machine does not count.
template <typename Call>
double seconds_of(const Call& call) {
  constexpr int trials = 5;
  constexpr double shortest = 4e-3;
  double best = 1e9;
  for (int trial = 0; trial < trials; ++trial) {
    int calls = 0;
    double seconds = 0.0;
    const std::clock_t start = std::clock();
    for (int more = 1; seconds < shortest; more *= 2) {  // the clock may take longer than a call
      for (int i = 0; i < more; ++i) call();
      calls += more;
      seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    best = std::min(best, seconds / calls);
  }
  return best;
}

}  // namespace voxtrait::bench

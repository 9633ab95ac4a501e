#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/core/mask.hpp"

namespace voxtrait {

/// Appends the runs of values other than 0 among `count` in a row, in order, begins and ends moved
/// by `shift`. Runs with fewer than `gap` zeros between them become one; `gap` is at least 1. May
/// read up to 64 bytes beyond the row.
void append_runs(const std::uint8_t* row, std::int64_t count, std::int64_t shift, std::int64_t gap,
                 std::vector<Span>& runs);

namespace reference {

inline void append_run(const Span& run, std::int64_t gap, std::size_t first,
                       std::vector<Span>& runs) {
  if (runs.size() > first && run.begin - runs.back().end < gap) {
    runs.back().end = run.end;
  } else {
    runs.push_back(run);
  }
}

inline void append_runs(const std::uint8_t* row, std::int64_t count, std::int64_t shift,
                        std::int64_t gap, std::vector<Span>& runs) {
  const std::size_t first = runs.size();
  for (std::int64_t k = 0; k < count;) {
    const std::int64_t begin = k;
    while (k < count && (row[k] != 0) == (row[begin] != 0)) ++k;
    if (row[begin] != 0) append_run({begin + shift, k + shift}, gap, first, runs);
  }
}

}  // namespace reference

}  // namespace voxtrait

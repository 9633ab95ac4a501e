#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "voxtrait/io/reference_study.hpp"

namespace voxtrait::cli {

/// How many values have each verdict.
using Counts = std::array<std::size_t, 5>;

inline std::size_t count(const Counts& counts, Verdict verdict) {
  return counts[static_cast<std::size_t>(verdict)];
}

inline Counts count_all(std::span<const VerifiedValue> values) {
  Counts counts{};
  for (const VerifiedValue& value : values) ++counts[static_cast<std::size_t>(value.verdict)];
  return counts;
}

/// Values that have been compared with a reference value.
inline std::size_t judged(const Counts& counts) {
  return count(counts, Verdict::matched) + count(counts, Verdict::missed);
}

/// In words, e.g. `24 of 25 match, 4 without reference value`.
std::string verdict_text(const Counts& counts);

}  // namespace voxtrait::cli

#pragma once

#include <array>
#include <cmath>

#include "support/level_sizes.hpp"

namespace voxtrait::test {

using LevelSizeFeatures = std::array<long double, 17>;

/// Sum of `term(level, size, probability)` over all elements.
template <class Term>
long double sum_over(const LevelSizes& elements, Term&& term) {
  long double total = 0.0L;
  for (const auto& [at, count] : elements) total += count;
  long double sum = 0.0L;
  for (const auto& [at, count] : elements) {
    sum += term(static_cast<long double>(at.first), static_cast<long double>(at.second),
                static_cast<long double>(count) / total);
  }
  return sum;
}

/// The manual's formulas one by one, in its order: four emphases, four joint emphases, two
/// non-uniformities with their normalised forms, percentage, two variances, entropy, energy.
inline LevelSizeFeatures level_size_formulas(const LevelSizes& elements, double voxels) {
  using Real = long double;
  const auto sum = [&](auto&& term) { return sum_over(elements, term); };
  Real total = 0.0L;
  std::map<std::uint64_t, Real> levels;
  std::map<std::uint64_t, Real> sizes;
  for (const auto& [at, count] : elements) {
    total += count;
    levels[at.first] += count;
    sizes[at.second] += count;
  }
  const auto squares = [](const std::map<std::uint64_t, Real>& marginal) {
    Real result = 0.0L;
    for (const auto& [key, count] : marginal) result += count * count;
    return result;
  };
  const Real level_mean = sum([](Real i, Real, Real p) { return i * p; });
  const Real size_mean = sum([](Real, Real j, Real p) { return j * p; });
  return {sum([](Real, Real j, Real p) { return p / (j * j); }),
          sum([](Real, Real j, Real p) { return p * j * j; }),
          sum([](Real i, Real, Real p) { return p / (i * i); }),
          sum([](Real i, Real, Real p) { return p * i * i; }),
          sum([](Real i, Real j, Real p) { return p / (i * i * j * j); }),
          sum([](Real i, Real j, Real p) { return p * i * i / (j * j); }),
          sum([](Real i, Real j, Real p) { return p * j * j / (i * i); }),
          sum([](Real i, Real j, Real p) { return p * i * i * j * j; }),
          squares(levels) / total,
          squares(levels) / (total * total),
          squares(sizes) / total,
          squares(sizes) / (total * total),
          total / static_cast<Real>(voxels),
          sum([&](Real i, Real, Real p) { return p * (i - level_mean) * (i - level_mean); }),
          sum([&](Real, Real j, Real p) { return p * (j - size_mean) * (j - size_mean); }),
          -sum([](Real, Real, Real p) { return p * std::log2(p); }),
          sum([](Real, Real, Real p) { return p * p; })};
}

}  // namespace voxtrait::test

#pragma once

#include <array>
#include <span>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/registry/feature_info.hpp"

namespace voxtrait {

/// Mean of each feature over the matrices that are not empty; a feature that is undefined for some
/// of them is averaged over the others. No value at all where every matrix is empty.
template <class Statistics, std::size_t N, class Matrix, class StatisticsOf>
std::vector<Value> averaged(const std::array<FeatureRow<Statistics>, N>& rows,
                            std::span<const Matrix> matrices, StatisticsOf statistics_of) {
  std::array<double, N> sums{};
  std::array<double, N> counts{};
  std::vector<Value> values;
  for (const Matrix& matrix : matrices) {
    if (matrix.empty()) continue;
    const Statistics statistics = statistics_of(matrix);
    values.clear();
    for (std::size_t f = 0; f < N; ++f) {
      values.push_back(evaluate(rows[f], statistics));
      if (!values[f].ok()) continue;
      sums[f] += values[f].number;
      counts[f] += 1.0;
    }
  }
  for (std::size_t f = 0; f < values.size(); ++f) {
    if (counts[f] > 0.0) values[f] = Value::of(sums[f] / counts[f]);
  }
  return values;
}

}  // namespace voxtrait

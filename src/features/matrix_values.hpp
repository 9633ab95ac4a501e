#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/registry/feature_info.hpp"

namespace voxtrait {

/// Means of values that were added one set after the other, each over those that are there; where
/// there is none, what the last set says.
class ValueMeans {
 public:
  void add(std::vector<Value> values) {
    values_ = std::move(values);
    sums_.resize(values_.size());
    counts_.resize(values_.size());
    for (std::size_t f = 0; f < values_.size(); ++f) {
      if (!values_[f].ok()) continue;
      sums_[f] += values_[f].number;
      counts_[f] += 1.0;
    }
  }

  [[nodiscard]] bool empty() const noexcept { return values_.empty(); }

  [[nodiscard]] std::vector<Value> means() && {
    for (std::size_t f = 0; f < values_.size(); ++f) {
      if (counts_[f] > 0.0) values_[f] = Value::of(sums_[f] / counts_[f]);
    }
    return std::move(values_);
  }

 private:
  std::vector<Value> values_;
  std::vector<double> sums_;
  std::vector<double> counts_;
};

/// Mean of each feature over the matrices that are not empty; a feature that is undefined for some
/// of them is averaged over the others. No value at all where every matrix is empty.
template <class Statistics, std::size_t N, class Matrix, class StatisticsOf>
std::vector<Value> averaged(const std::array<FeatureRow<Statistics>, N>& rows,
                            std::span<const Matrix> matrices, StatisticsOf statistics_of) {
  ValueMeans means;
  for (const Matrix& matrix : matrices) {
    if (matrix.empty()) continue;
    const Statistics statistics = statistics_of(matrix);
    std::vector<Value> values;
    values.reserve(N);
    for (const FeatureRow<Statistics>& row : rows) values.push_back(evaluate(row, statistics));
    means.add(std::move(values));
  }
  return std::move(means).means();
}

}  // namespace voxtrait

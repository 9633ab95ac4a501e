#pragma once

#include <vector>

namespace voxtrait {

/// The sum of two sparse matrices whose cells ascend by `key`; of equal cells that of `a` is the
/// first summand.
template <class Cell, class Key>
std::vector<Cell> sum_of_cells(const std::vector<Cell>& a, const std::vector<Cell>& b, Key key) {
  std::vector<Cell> result;
  result.reserve(a.size() + b.size());
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (key(*i) == key(*j)) {
      result.push_back(*i++);
      result.back().count += (j++)->count;
    } else {
      result.push_back(key(*i) < key(*j) ? *i++ : *j++);
    }
  }
  result.insert(result.end(), i, a.end());
  result.insert(result.end(), j, b.end());
  return result;
}

/// Cells with each count times `weight`.
template <class Cell>
std::vector<Cell> weighted_cells(std::vector<Cell> cells, double weight) {
  for (Cell& cell : cells) cell.count *= weight;
  return cells;
}

}  // namespace voxtrait

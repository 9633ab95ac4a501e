#include "pyradiomics_glcm_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pyradiomics_maximal_correlation.hpp"
#include "voxtrait/core/elementary.hpp"

namespace voxtrait::pyradiomics {

namespace {

/// What PyRadiomics adds under its logarithms.
constexpr double eps = std::numeric_limits<double>::epsilon();

double surprise(double p) noexcept { return p > 0.0 ? -p * log2(p + eps) : 0.0; }

/// Probabilities of levels, differences and sums.
struct Marginals {
  std::vector<double> rows;
  std::vector<double> columns;
  std::vector<double> differences;
  std::vector<double> sums;
};

Marginals marginals_of(const PairMatrix& matrix, std::int64_t levels) {
  const auto n = static_cast<std::size_t>(levels) + 1;
  Marginals m{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n),
              std::vector<double>(2 * n)};
  for (const PairMatrix::Cell& cell : matrix.cells) {
    m.rows[cell.i] += cell.count;
    m.columns[cell.j] += cell.count;
    m.differences[cell.i > cell.j ? cell.i - cell.j : cell.j - cell.i] += cell.count;
    m.sums[std::size_t{cell.i} + cell.j] += cell.count;
  }
  for (std::vector<double>* counts : {&m.rows, &m.columns, &m.differences, &m.sums}) {
    for (double& count : *counts) count /= matrix.total;
  }
  return m;
}

double mean_of(const std::vector<double>& p) noexcept {
  double sum = 0.0;
  for (std::size_t k = 0; k < p.size(); ++k) sum += static_cast<double>(k) * p[k];
  return sum;
}

double entropy_of(const std::vector<double>& p) noexcept {
  double sum = 0.0;
  for (const double x : p) sum += surprise(x);
  return sum;
}

double variance_of(const std::vector<double>& p, double mean) noexcept {
  double sum = 0.0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    const double apart = static_cast<double>(k) - mean;
    if (p[k] != 0.0) sum += apart * apart * p[k];
  }
  return sum;
}

void add_levels(const Marginals& m, PairStatistics& s) {
  s.mean_i = mean_of(m.rows);
  s.mean_j = mean_of(m.columns);
  s.variance_i = variance_of(m.rows, s.mean_i);
  s.variance_j = variance_of(m.columns, s.mean_j);
  s.entropy_i = entropy_of(m.rows);
  s.entropy_j = entropy_of(m.columns);
  for (const double x : m.rows) {
    if (x == 0.0) continue;
    for (const double y : m.columns) {
      if (y != 0.0) s.independent_entropy -= x * y * log2(x * y + eps);
    }
  }
}

void add_cells(const PairMatrix& matrix, const Marginals& m, PairStatistics& s) {
  for (const PairMatrix::Cell& cell : matrix.cells) {
    const double p = cell.count / matrix.total;
    const auto i = static_cast<double>(cell.i);
    const auto j = static_cast<double>(cell.j);
    s.maximum = std::max(s.maximum, p);
    s.energy += p * p;
    s.entropy += surprise(p);
    s.autocorrelation += i * j * p;
    s.covariance += (i - s.mean_i) * (j - s.mean_j) * p;
    s.cross_entropy -= p * log2(m.rows[cell.i] * m.columns[cell.j] + eps);
  }
}

void add_differences(const std::vector<double>& p, PairStatistics& s) {
  s.difference_average = mean_of(p);
  s.difference_variance = variance_of(p, s.difference_average);
  s.difference_entropy = entropy_of(p);
  const double n = s.levels;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto k = static_cast<double>(i);
    s.contrast += k * k * p[i];
    s.id += p[i] / (1.0 + k);
    s.idn += p[i] / (1.0 + k / n);
    s.idm += p[i] / (1.0 + k * k);
    s.idmn += p[i] / (1.0 + k * k / (n * n));
    if (i > 0) s.inverse_variance += p[i] / (k * k);
  }
}

void add_sums(const std::vector<double>& p, PairStatistics& s) {
  s.sum_average = mean_of(p);
  s.sum_entropy = entropy_of(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] == 0.0) continue;
    const double apart = static_cast<double>(i) - s.mean_i - s.mean_j;
    const double square = apart * apart;
    s.cluster_tendency += square * p[i];
    s.cluster_shade += square * apart * p[i];
    s.cluster_prominence += square * square * p[i];
  }
}

}  // namespace

PairStatistics pair_statistics(const PairMatrix& matrix, const Levels& levels) {
  PairStatistics s;
  s.levels = static_cast<double>(levels.count);
  const Marginals m = marginals_of(matrix, levels.count);
  add_levels(m, s);
  add_cells(matrix, m, s);
  add_differences(m.differences, s);
  add_sums(m.sums, s);
  s.maximal_correlation = maximal_correlation(matrix, m.rows, m.columns, levels);
  return s;
}

}  // namespace voxtrait::pyradiomics

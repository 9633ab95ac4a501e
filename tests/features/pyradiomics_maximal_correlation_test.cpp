#include "features/pyradiomics_maximal_correlation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

namespace {

using voxtrait::Levels;
using voxtrait::pyradiomics::PairMatrix;

/// Of a matrix by its cells, in a ROI where every level occurs.
double correlation_of(PairMatrix matrix, std::size_t count) {
  std::vector<double> rows(count + 1);
  std::vector<double> columns(count + 1);
  for (const PairMatrix::Cell& cell : matrix.cells) matrix.total += cell.count;
  for (const PairMatrix::Cell& cell : matrix.cells) {
    rows[cell.i] += cell.count / matrix.total;
    columns[cell.j] += cell.count / matrix.total;
  }
  Levels levels;
  levels.count = static_cast<std::int64_t>(count);
  levels.histogram.assign(count, 1);
  return voxtrait::pyradiomics::maximal_correlation(matrix, rows, columns, levels);
}

/// Each level has `same` pairs with itself and one with each of its neighbours in a ring.
void add_ring(PairMatrix& matrix, std::uint32_t first, std::uint32_t n, double same) {
  for (std::uint32_t i = 0; i < n; ++i) {
    matrix.cells.push_back({first + i, first + i, same});
    matrix.cells.push_back({first + i, first + (i + 1) % n, 1.0});
    matrix.cells.push_back({first + i, first + (i + n - 1) % n, 1.0});
  }
}

double angle(std::uint32_t parts) { return 2.0 * std::numbers::pi / parts; }

}  // namespace

TEST_CASE("the maximal correlation of a ring of levels is that of its first harmonic") {
  for (const std::uint32_t n : {3U, 5U, 24U, 25U, 60U, 201U, 700U}) {
    CAPTURE(n);
    PairMatrix ring;
    add_ring(ring, 1, n, 2.0);
    const double expected = 0.5 + 0.5 * std::cos(angle(n));
    CHECK(correlation_of(ring, n) == Approx(expected).epsilon(1e-9));
    // Levels without any pair have no part in it.
    CHECK(correlation_of(ring, n + 40) == Approx(expected).epsilon(1e-9));
  }
}

TEST_CASE("levels in two groups that never meet correlate fully") {
  for (const std::uint32_t n : {4U, 12U, 13U, 100U}) {
    CAPTURE(n);
    PairMatrix rings;
    add_ring(rings, 1, n, 2.0);
    add_ring(rings, 1 + n, n, 2.0);
    CHECK(correlation_of(rings, 2 * n) == Approx(1.0).epsilon(1e-9));
  }
}

TEST_CASE("the order within a pair may count") {
  for (const std::uint32_t n : {7U, 90U}) {
    CAPTURE(n);
    PairMatrix cycle;  // each level is followed by itself or by the next
    for (std::uint32_t i = 0; i < n; ++i) {
      cycle.cells.push_back({1 + i, 1 + i, 1.0});
      cycle.cells.push_back({1 + i, 1 + (i + 1) % n, 1.0});
    }
    CHECK(correlation_of(cycle, n) == Approx(std::cos(angle(n) / 2.0)).epsilon(1e-9));
  }
}

TEST_CASE("independent levels do not correlate") {
  for (const std::uint32_t n : {6U, 40U}) {
    CAPTURE(n);
    PairMatrix even;
    for (std::uint32_t i = 1; i <= n; ++i) {
      for (std::uint32_t j = 1; j <= n; ++j) even.cells.push_back({i, j, 3.0});
    }
    CHECK(correlation_of(even, n) == Approx(0.0).margin(1e-7));
  }
}

TEST_CASE("one level correlates fully, one level with pairs among several does not") {
  PairMatrix single;
  single.cells.push_back({1, 1, 5.0});
  CHECK(correlation_of(single, 1) == 1.0);
  CHECK(correlation_of(single, 2) == 0.0);
}

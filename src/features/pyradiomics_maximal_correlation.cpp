// Eigen must give the same bits on every processor: no packets of varying width.
#define EIGEN_DONT_VECTORIZE
#include "pyradiomics_maximal_correlation.hpp"

#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

namespace voxtrait::pyradiomics {

namespace {

/// What PyRadiomics adds to denominators that may be 0.
constexpr double eps = std::numeric_limits<double>::epsilon();

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Position of each level among those that occur in the ROI.
std::vector<Eigen::Index> positions(const Levels& levels, std::vector<std::size_t>& present) {
  std::vector<Eigen::Index> position(static_cast<std::size_t>(levels.count) + 1, -1);
  for (std::size_t i = 0; i < levels.histogram.size(); ++i) {
    if (levels.histogram[i] == 0) continue;
    position[i + 1] = static_cast<Eigen::Index>(present.size());
    present.push_back(i + 1);
  }
  return position;
}

/// The second largest eigenvalue by its real part.
double second_largest(const Matrix& q) {
  const Eigen::EigenSolver<Eigen::MatrixXd> solver(q, false);
  double first = -std::numeric_limits<double>::infinity();
  double second = first;
  for (Eigen::Index i = 0; i < q.rows(); ++i) {
    const double value = solver.eigenvalues()[i].real();
    if (value > first) {
      second = first;
      first = value;
    } else if (value > second) {
      second = value;
    }
  }
  return second;
}

}  // namespace

double maximal_correlation(const PairMatrix& matrix, const std::vector<double>& rows,
                           const std::vector<double>& columns, const Levels& levels) {
  std::vector<std::size_t> present;
  const std::vector<Eigen::Index> position = positions(levels, present);
  const auto n = static_cast<Eigen::Index>(present.size());
  if (n < 2) return 1.0;
  Matrix p = Matrix::Zero(n, n);
  for (const PairMatrix::Cell& cell : matrix.cells) {
    p(position[cell.i], position[cell.j]) = cell.count / matrix.total;
  }
  Matrix q = Matrix::Zero(n, n);
  Eigen::VectorXd scaled(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double row = rows[present[static_cast<std::size_t>(i)]];
    for (Eigen::Index k = 0; k < n; ++k) {
      scaled[k] = p(i, k) / (row * columns[present[static_cast<std::size_t>(k)]] + eps);
    }
    q.row(i) = (p * scaled).transpose();
  }
  return std::sqrt(std::max(0.0, second_largest(q)));
}

}  // namespace voxtrait::pyradiomics

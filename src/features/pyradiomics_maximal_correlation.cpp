// Eigen must give the same bits on every processor: no packets of varying width.
#define EIGEN_DONT_VECTORIZE
#include "pyradiomics_maximal_correlation.hpp"

#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace voxtrait::pyradiomics {

namespace {

/// What PyRadiomics adds to denominators that may be 0.
constexpr double eps = std::numeric_limits<double>::epsilon();

/// Up to here all eigenvalues are computed.
constexpr Eigen::Index few_levels = 24;

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A cell by positions among the levels that have pairs, with the two factors of Q.
struct Cell {
  Index i;
  Index k;
  double to_columns;  ///< p_ik / sqrt(p_i.)
  double to_rows;     ///< sqrt(p_i.) p_ik / (p_i. p_.k + eps)
};

/// Q, scaled from both sides so that it is symmetric but for rounding and `eps`. The eigenvalues
/// stay, and the eigenvector of the largest one, which is 1, is known: sqrt(p_i.).
class ScaledQ {
 public:
  ScaledQ(const PairMatrix& matrix, const std::vector<double>& rows,
          const std::vector<double>& columns) {
    const std::vector<Index> row = positions(rows);
    const std::vector<Index> column = positions(columns);
    first_.resize(std::ranges::count_if(rows, [](double p) { return p > 0.0; }));
    between_.resize(std::ranges::count_if(columns, [](double p) { return p > 0.0; }));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] > 0.0) first_[row[i]] = std::sqrt(rows[i]);
    }
    cells_.reserve(matrix.cells.size());
    for (const PairMatrix::Cell& cell : matrix.cells) {
      const double p = cell.count / matrix.total;
      const double root = std::sqrt(rows[cell.i]);
      cells_.push_back({row[cell.i], column[cell.j], p / root,
                        root * p / (rows[cell.i] * columns[cell.j] + eps)});
    }
  }

  [[nodiscard]] Index size() const noexcept { return first_.size(); }
  [[nodiscard]] const VectorXd& first() const noexcept { return first_; }

  /// O(cells).
  [[nodiscard]] VectorXd times(const VectorXd& x) {
    between_.setZero();
    for (const Cell& cell : cells_) between_[cell.k] += cell.to_columns * x[cell.i];
    VectorXd result = VectorXd::Zero(size());
    for (const Cell& cell : cells_) result[cell.i] += cell.to_rows * between_[cell.k];
    return result;
  }

 private:
  static std::vector<Index> positions(const std::vector<double>& p) {
    std::vector<Index> position(p.size(), -1);
    Index next = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      if (p[i] > 0.0) position[i] = next++;
    }
    return position;
  }

  std::vector<Cell> cells_;
  VectorXd first_;
  VectorXd between_;
};

/// The second largest eigenvalue by its real part, out of all.
double second_of_all(ScaledQ& q) {
  const Index n = q.size();
  MatrixXd dense(n, n);
  for (Index j = 0; j < n; ++j) dense.col(j) = q.times(VectorXd::Unit(n, j));
  VectorXd values = Eigen::EigenSolver<MatrixXd>(dense, false).eigenvalues().real();
  std::sort(values.begin(), values.end());
  return values[n - 2];
}

VectorXd random_vector(Index n) {
  std::mt19937_64 random(1);
  VectorXd x(n);
  for (double& value : x) value = static_cast<double>(random() >> 11U) * 0x1p-53 - 0.5;
  return x;
}

/// The largest eigenvalue once the known one is taken away, by Arnoldi's iteration.
class Arnoldi {
 public:
  explicit Arnoldi(ScaledQ& q) : q_(q), basis_{random_vector(q.size()).normalized()} {}

  double largest() {
    const Index n = q_.size();
    for (Index enough = std::min<Index>(16, n);; enough = std::min(enough + enough / 2, n)) {
      while (steps_ < enough && !exhausted_) step();
      if (exhausted_ || steps_ == n || is_precise()) return largest_of_projection();
    }
  }

 private:
  static constexpr double precision = 1e-8;

  void step() {
    const VectorXd& last = basis_.back();
    VectorXd next = q_.times(last) - q_.first() * q_.first().dot(last);
    VectorXd projections = VectorXd::Zero(steps_ + 2);
    for (int pass = 0; pass < 2; ++pass) {  // the second one removes what rounding left
      for (Index b = 0; b <= steps_; ++b) {
        const VectorXd& base = basis_[static_cast<std::size_t>(b)];
        const double part = base.dot(next);
        projections[b] += part;
        next -= part * base;
      }
    }
    const double rest = next.norm();
    projections[steps_ + 1] = rest;
    columns_.push_back(std::move(projections));
    ++steps_;
    exhausted_ = rest < 1e-15;
    if (!exhausted_) basis_.emplace_back(next / rest);
  }

  /// The projection is symmetric and tridiagonal but for `eps`: that is enough to tell how far the
  /// largest eigenvalue still is from its vector's image.
  [[nodiscard]] bool is_precise() const {
    VectorXd diagonal(steps_);
    VectorXd beside(steps_ - 1);
    for (Index c = 0; c < steps_; ++c) {
      diagonal[c] = columns_[static_cast<std::size_t>(c)][c];
      if (c + 1 < steps_) beside[c] = columns_[static_cast<std::size_t>(c)][c + 1];
    }
    Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, beside, Eigen::ComputeEigenvectors);
    const double value = solver.eigenvalues()[steps_ - 1];
    const double part = std::abs(solver.eigenvectors()(steps_ - 1, steps_ - 1));
    return columns_.back()[steps_] * part <= precision * std::abs(value);
  }

  [[nodiscard]] double largest_of_projection() const {
    MatrixXd projection = MatrixXd::Zero(steps_, steps_);
    for (Index c = 0; c < steps_; ++c) {
      const Index height = std::min(c + 2, steps_);
      projection.col(c).head(height) = columns_[static_cast<std::size_t>(c)].head(height);
    }
    return Eigen::EigenSolver<MatrixXd>(projection, false).eigenvalues().real().maxCoeff();
  }

  ScaledQ& q_;
  std::vector<VectorXd> basis_;
  std::vector<VectorXd> columns_;  ///< of the projection, upper Hessenberg
  Index steps_ = 0;
  bool exhausted_ = false;
};

}  // namespace

double maximal_correlation(const PairMatrix& matrix, const std::vector<double>& rows,
                           const std::vector<double>& columns, const Levels& levels) {
  const auto present =
      std::ranges::count_if(levels.histogram, [](auto count) { return count != 0; });
  if (present < 2) return 1.0;
  ScaledQ q(matrix, rows, columns);
  if (q.size() < 2) return 0.0;
  const double second = q.size() <= few_levels ? second_of_all(q) : Arnoldi(q).largest();
  return std::sqrt(std::max(0.0, second));
}

}  // namespace voxtrait::pyradiomics

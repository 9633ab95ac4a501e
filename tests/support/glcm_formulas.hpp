#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/volumes.hpp"
#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/registry/settings.hpp"

/// The GLCM features a second time, straight from the manual: full matrices, sums over all pairs of
/// levels, long double.
namespace voxtrait::test {

using Real = long double;
using Step = std::array<std::int64_t, 3>;
/// Counts of all pairs of levels, rows and columns from 1.
using GlcmMatrix = std::vector<std::vector<Real>>;

inline constexpr Real undefined = std::numeric_limits<Real>::quiet_NaN();

inline constexpr std::array<Step, 13> directions_of_the_manual{{{1, 0, 0},
                                                                {1, 1, 0},
                                                                {0, 1, 0},
                                                                {-1, 1, 0},
                                                                {0, 0, 1},
                                                                {0, 1, 1},
                                                                {0, 1, -1},
                                                                {1, 0, 1},
                                                                {1, 0, -1},
                                                                {1, 1, 1},
                                                                {1, 1, -1},
                                                                {1, -1, 1},
                                                                {1, -1, -1}}};
inline constexpr std::size_t in_plane = 4;

inline Real log2_of(Real x) { return x > 0 ? std::log2(x) : 0; }

/// Every feature by its formula in the manual, as sums over the full matrix.
class GlcmFormulas {
 public:
  GlcmFormulas(const GlcmMatrix& counts, std::int64_t levels) : n_(levels), p_(counts) {
    Real total = 0;
    for (const auto& row : counts) {
      for (const Real c : row) total += c;
    }
    for (auto& row : p_) {
      for (Real& c : row) c /= total;
    }
    each([&](Real i, Real j, Real p) {
      rows_[i] += p;
      differences_[std::abs(i - j)] += p;
      sums_[i + j] += p;
      mean_ += i * p;
    });
  }

  [[nodiscard]] std::map<std::string, Real> all() const {
    const auto sq = [](Real x) { return x * x; };
    const Real ng = static_cast<Real>(n_);
    std::map<std::string, Real> f;
    Real& maximum = f["joint_maximum"];
    each([&](Real, Real, Real p) { maximum = std::max(maximum, p); });
    f["joint_average"] = mean_;
    f["joint_variance"] = sum([&](Real i, Real) { return sq(i - mean_); });
    f["joint_entropy"] = entropy();
    add_marginal(f, "difference", differences_);
    add_marginal(f, "sum", sums_);
    f["angular_second_moment"] = sum_of_squares();
    f["contrast"] = sum([&](Real i, Real j) { return sq(i - j); });
    f["dissimilarity"] = sum([](Real i, Real j) { return std::abs(i - j); });
    f["inverse_difference"] = sum([](Real i, Real j) { return 1 / (1 + std::abs(i - j)); });
    f["normalised_inverse_difference"] =
        sum([&](Real i, Real j) { return 1 / (1 + std::abs(i - j) / ng); });
    f["inverse_difference_moment"] = sum([&](Real i, Real j) { return 1 / (1 + sq(i - j)); });
    f["normalised_inverse_difference_moment"] =
        sum([&](Real i, Real j) { return 1 / (1 + sq(i - j) / sq(ng)); });
    f["inverse_variance"] = 2 * sum([&](Real i, Real j) { return j > i ? 1 / sq(i - j) : 0; });
    f["autocorrelation"] = sum([](Real i, Real j) { return i * j; });
    f["cluster_tendency"] = sum([&](Real i, Real j) { return sq(i + j - 2 * mean_); });
    f["cluster_shade"] =
        sum([&](Real i, Real j) { return sq(i + j - 2 * mean_) * (i + j - 2 * mean_); });
    f["cluster_prominence"] = sum([&](Real i, Real j) { return sq(sq(i + j - 2 * mean_)); });
    f["correlation"] = correlation(f["joint_variance"]);
    add_information(f);
    return f;
  }

 private:
  template <class Function>
  void each(Function&& function) const {
    for (std::size_t i = 0; i < p_.size(); ++i) {
      for (std::size_t j = 0; j < p_.size(); ++j) {
        function(static_cast<Real>(i + 1), static_cast<Real>(j + 1), p_[i][j]);
      }
    }
  }
  template <class Term>
  [[nodiscard]] Real sum(Term&& term) const {
    Real result = 0;
    each([&](Real i, Real j, Real p) { result += term(i, j) * p; });
    return result;
  }
  [[nodiscard]] Real sum_of_squares() const {
    Real result = 0;
    each([&](Real, Real, Real p) { result += p * p; });
    return result;
  }
  [[nodiscard]] Real entropy() const {
    Real result = 0;
    each([&](Real, Real, Real p) { result -= p * log2_of(p); });
    return result;
  }

  static void add_marginal(std::map<std::string, Real>& f, const std::string& name,
                           const std::map<Real, Real>& marginal) {
    Real& average = f[name + "_average"];
    for (const auto& [k, p] : marginal) average += k * p;
    for (const auto& [k, p] : marginal) {
      f[name + "_variance"] += (k - average) * (k - average) * p;
      f[name + "_entropy"] -= p * log2_of(p);
    }
  }

  /// 1 where all pairs are of one level, as the feature's remark says.
  [[nodiscard]] Real correlation(Real variance) const {
    if (levels_present() == 1) return 1;
    return (sum([](Real i, Real j) { return i * j; }) - mean_ * mean_) / variance;
  }

  [[nodiscard]] std::size_t levels_present() const {
    std::size_t present = 0;
    for (const auto& [level, p] : rows_) present += p > 0 ? 1 : 0;
    return present;
  }

  void add_information(std::map<std::string, Real>& f) const {
    const auto row = [this](Real i) { return rows_.at(i); };
    const Real hxy = entropy();
    Real hx = 0;
    Real hxy_1 = 0;
    Real hxy_2 = 0;
    for (const auto& [level, p] : rows_) hx -= p * log2_of(p);
    each([&](Real i, Real j, Real p) {
      hxy_1 -= p * log2_of(row(i) * row(j));
      hxy_2 -= row(i) * row(j) * log2_of(row(i) * row(j));
    });
    f["information_correlation_1"] = levels_present() == 1 ? undefined : (hxy - hxy_1) / hx;
    f["information_correlation_2"] = std::sqrt(std::max<Real>(0, 1 - std::exp(-2 * (hxy_2 - hxy))));
  }

  std::int64_t n_;
  GlcmMatrix p_;
  std::map<Real, Real> rows_;
  std::map<Real, Real> differences_;
  std::map<Real, Real> sums_;
  Real mean_ = 0;
};

using LevelVolume = Volume<std::int64_t>;

/// Adds the pairs of voxels of the slices [z_begin, z_end), which may lie in other slices.
inline void add_pairs(const LevelVolume& levels, const Step& step, std::int64_t z_begin,
                      std::int64_t z_end, Real weight, GlcmMatrix& matrix) {
  const Index& size = levels.size();
  for_each_voxel(size, [&](auto x, auto y, auto z) {
    const Index other{x + step[0], y + step[1], z + step[2]};
    if (z < z_begin || z >= z_end) return;
    for (std::size_t a = 0; a < 3; ++a) {
      if (other[a] < 0 || other[a] >= size[a]) return;
    }
    const std::int64_t i = levels.at(x, y, z);
    const std::int64_t j = levels.at(other[0], other[1], other[2]);
    if (i == 0 || j == 0) return;
    matrix[static_cast<std::size_t>(i - 1)][static_cast<std::size_t>(j - 1)] += weight;
    matrix[static_cast<std::size_t>(j - 1)][static_cast<std::size_t>(i - 1)] += weight;
  });
}

struct Texture {
  LevelVolume levels;
  std::int64_t count = 0;  ///< the highest level
  std::int64_t distance = 1;
  DistanceNorm norm = DistanceNorm::none;
};

inline Real weight_of(const Step& d, DistanceNorm norm) {
  const Real manhattan = static_cast<Real>(std::abs(d[0]) + std::abs(d[1]) + std::abs(d[2]));
  if (norm == DistanceNorm::manhattan) return 1 / manhattan;
  if (norm == DistanceNorm::euclidean) return 1 / std::sqrt(manhattan);  // components are 0 or 1
  return 1;
}

/// The matrix of some directions over some slices, merged.
inline GlcmMatrix matrix_of(const Texture& t, std::size_t first, std::size_t last,
                            std::int64_t z_begin, std::int64_t z_end) {
  GlcmMatrix matrix(static_cast<std::size_t>(t.count),
                    std::vector<Real>(static_cast<std::size_t>(t.count)));
  for (std::size_t d = first; d < last; ++d) {
    Step step = directions_of_the_manual[d];
    const Real weight = last - first > 1 ? weight_of(step, t.norm) : 1;
    for (std::int64_t& component : step) component *= t.distance;
    add_pairs(t.levels, step, z_begin, z_end, weight, matrix);
  }
  return matrix;
}

/// The matrices whose features an aggregation averages, as the manual describes it.
inline std::vector<GlcmMatrix> matrices_of(const Texture& t, Aggregation aggregation) {
  const std::int64_t slices = t.levels.size()[2];
  const std::size_t all = directions_of_the_manual.size();
  std::vector<GlcmMatrix> matrices;
  const auto by_direction = [&](std::size_t last, std::int64_t begin, std::int64_t end) {
    for (std::size_t d = 0; d < last; ++d) matrices.push_back(matrix_of(t, d, d + 1, begin, end));
  };
  switch (aggregation) {
    case Aggregation::average_2d:
      for (std::int64_t z = 0; z < slices; ++z) by_direction(in_plane, z, z + 1);
      break;
    case Aggregation::slice_merged_2d:
      for (std::int64_t z = 0; z < slices; ++z) {
        matrices.push_back(matrix_of(t, 0, in_plane, z, z + 1));
      }
      break;
    case Aggregation::direction_merged_25d: by_direction(in_plane, 0, slices); break;
    case Aggregation::merged_25d: matrices.push_back(matrix_of(t, 0, in_plane, 0, slices)); break;
    case Aggregation::average_3d: by_direction(all, 0, slices); break;
    default: matrices.push_back(matrix_of(t, 0, all, 0, slices)); break;
  }
  return matrices;
}

inline bool has_pairs(const GlcmMatrix& matrix) {
  for (const auto& row : matrix) {
    for (const Real c : row) {
      if (c > 0) return true;
    }
  }
  return false;
}

/// Means over the matrices that have pairs, of each feature where it is defined.
inline std::map<std::string, std::optional<Real>> expected_values(const Texture& t,
                                                                  Aggregation aggregation) {
  std::map<std::string, std::pair<Real, Real>> sums;
  for (const GlcmMatrix& matrix : matrices_of(t, aggregation)) {
    if (!has_pairs(matrix)) continue;
    for (const auto& [feature, value] : GlcmFormulas(matrix, t.count).all()) {
      auto& [sum, count] = sums[feature];
      if (std::isnan(value)) continue;
      sum += value;
      count += 1;
    }
  }
  std::map<std::string, std::optional<Real>> means;
  for (const auto& [feature, sum] : sums) {
    means[feature] = sum.second > 0 ? std::optional(sum.first / sum.second) : std::nullopt;
  }
  return means;
}

}  // namespace voxtrait::test

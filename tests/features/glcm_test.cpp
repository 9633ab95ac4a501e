#include "voxtrait/features/glcm.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Direction;
using voxtrait::DistanceNorm;
using voxtrait::Index;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Volume;
using voxtrait::test::Random;
using voxtrait::test::values_of;
using voxtrait::test::ValuesById;

using Real = long double;
/// Counts of all pairs of levels, rows and columns from 1.
using Matrix = std::vector<std::vector<Real>>;

constexpr Real undefined = std::numeric_limits<Real>::quiet_NaN();

constexpr std::array<Direction, 13> directions_of_the_manual{{{1, 0, 0},
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
constexpr std::size_t in_plane = 4;

Real log2_of(Real x) { return x > 0 ? std::log2(x) : 0; }

/// Every feature by its formula in the manual, as sums over the full matrix.
class Formulas {
 public:
  Formulas(const Matrix& counts, std::int64_t levels) : n_(levels), p_(counts) {
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
  Matrix p_;
  std::map<Real, Real> rows_;
  std::map<Real, Real> differences_;
  std::map<Real, Real> sums_;
  Real mean_ = 0;
};

using LevelVolume = Volume<std::int64_t>;

/// Adds the pairs of voxels of the slices [z_begin, z_end), which may lie in other slices.
void add_pairs(const LevelVolume& levels, const Direction& step, std::int64_t z_begin,
               std::int64_t z_end, Real weight, Matrix& matrix) {
  const Index& size = levels.size();
  voxtrait::test::for_each_voxel(size, [&](auto x, auto y, auto z) {
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

Real weight_of(const Direction& d, DistanceNorm norm) {
  const Real manhattan = static_cast<Real>(std::abs(d[0]) + std::abs(d[1]) + std::abs(d[2]));
  if (norm == DistanceNorm::manhattan) return 1 / manhattan;
  if (norm == DistanceNorm::euclidean) return 1 / std::sqrt(manhattan);  // components are 0 or 1
  return 1;
}

/// The matrix of some directions over some slices, merged.
Matrix matrix_of(const Texture& t, std::size_t first, std::size_t last, std::int64_t z_begin,
                 std::int64_t z_end) {
  Matrix matrix(static_cast<std::size_t>(t.count),
                std::vector<Real>(static_cast<std::size_t>(t.count)));
  for (std::size_t d = first; d < last; ++d) {
    Direction step = directions_of_the_manual[d];
    const Real weight = last - first > 1 ? weight_of(step, t.norm) : 1;
    for (std::int64_t& component : step) component *= t.distance;
    add_pairs(t.levels, step, z_begin, z_end, weight, matrix);
  }
  return matrix;
}

/// The matrices whose features an aggregation averages, as the manual describes it.
std::vector<Matrix> matrices_of(const Texture& t, Aggregation aggregation) {
  const std::int64_t slices = t.levels.size()[2];
  const std::size_t all = directions_of_the_manual.size();
  std::vector<Matrix> matrices;
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

bool has_pairs(const Matrix& matrix) {
  for (const auto& row : matrix) {
    for (const Real c : row) {
      if (c > 0) return true;
    }
  }
  return false;
}

/// Means over the matrices that have pairs, of each feature where it is defined.
std::map<std::string, std::optional<Real>> expected_values(const Texture& t,
                                                           Aggregation aggregation) {
  std::map<std::string, std::pair<Real, Real>> sums;
  for (const Matrix& matrix : matrices_of(t, aggregation)) {
    if (!has_pairs(matrix)) continue;
    for (const auto& [feature, value] : Formulas(matrix, t.count).all()) {
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

Roi roi_of(const LevelVolume& levels) {
  return voxtrait::test::roi_of(
      voxtrait::test::volume_of<double>(
          levels.size(),
          [&](auto x, auto y, auto z) { return std::max<std::int64_t>(1, levels.at(x, y, z)); }),
      voxtrait::test::volume_of<std::uint8_t>(
          levels.size(), [&](auto x, auto y, auto z) { return levels.at(x, y, z) > 0 ? 1 : 0; }));
}

Settings settings_of(const Texture& t) {
  Settings settings;
  settings.discretisation.method = voxtrait::Discretiser::none;
  settings.glcm.distance = t.distance;
  settings.glcm.weighting = t.norm;
  return settings;
}

ValuesById glcm_of(const Texture& t, Aggregation aggregation) {
  return values_of(voxtrait::glcm_family(), roi_of(t.levels), settings_of(t), aggregation);
}

/// Cluster features are sums of terms that cancel: their margin follows from the terms.
double margin_of(const std::string& feature, std::int64_t levels) {
  const auto n = 2.0 * static_cast<double>(levels);
  if (feature == "cluster_shade") return 1e-14 * n * n * n;
  if (feature == "information_correlation_2") return 1e-7;  // a root near 0
  return 1e-14 * n;
}

void require_equals_formulas(const Texture& t) {
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    const auto expected = expected_values(t, aggregation);
    const ValuesById found = glcm_of(t, aggregation);
    CAPTURE(name(aggregation), t.count, t.distance, t.levels.size());
    if (expected.empty()) {
      for (const auto& [feature, value] : found) REQUIRE(value.status == Status::too_small);
      continue;
    }
    REQUIRE(found.size() == expected.size());
    for (const auto& [feature, value] : found) {
      CAPTURE(feature, value.number, value.reason);
      REQUIRE(expected.contains(feature));
      REQUIRE(value.ok() == expected.at(feature).has_value());
      if (!value.ok()) continue;
      REQUIRE(value.number == Approx(static_cast<double>(*expected.at(feature)))
                                  .epsilon(1e-11)
                                  .margin(margin_of(feature, t.count)));
    }
  }
}

Texture random_texture(const Index& size, std::int64_t count, double part, std::int64_t distance,
                       Random& random) {
  auto levels = voxtrait::test::volume_of<std::int64_t>(
      size, [&](auto...) { return random.chance(part) ? random.integer(1, count) : 0; });
  levels.at(size[0] / 2, size[1] / 2, size[2] / 2) = count;
  return {std::move(levels), count, distance};
}

}  // namespace

TEST_CASE("GLCM features equal the manual's formulas for every aggregation") {
  Random random(111);
  for (const std::int64_t count : {1, 2, 3, 6, 20}) {
    for (const double part : {1.0, 0.6, 0.2, 0.04}) {
      require_equals_formulas(random_texture({6, 5, 4}, count, part, 1, random));
    }
  }
  require_equals_formulas(random_texture({5, 4, 3}, 40, 0.9, 1, random));
}

TEST_CASE("GLCM features at larger distances equal the manual's formulas") {
  Random random(112);
  for (const std::int64_t distance : {2, 3, 5}) {
    require_equals_formulas(random_texture({7, 6, 5}, 5, 0.8, distance, random));
  }
}

TEST_CASE("GLCM features of thin ROIs equal the manual's formulas") {
  Random random(113);
  for (const Index& size :
       {Index{8, 7, 1}, {9, 1, 1}, {1, 1, 9}, {1, 6, 5}, {2, 2, 2}, {2, 1, 1}}) {
    for (int round = 0; round < 3; ++round) {
      require_equals_formulas(random_texture(size, 4, 0.9, 1, random));
    }
  }
}

TEST_CASE("distance weights apply where directions are merged and nowhere else") {
  Random random(114);
  for (const DistanceNorm norm : {DistanceNorm::manhattan, DistanceNorm::euclidean}) {
    Texture t = random_texture({6, 5, 4}, 6, 0.8, 1, random);
    t.norm = norm;
    require_equals_formulas(t);
  }
}

TEST_CASE("averages leave out slices and directions without pairs") {
  // The first slice has one voxel, the second a row of three, the third none, the fourth a plane.
  LevelVolume levels({4, 4, 4});
  levels.at(2, 2, 0) = 3;
  for (std::int64_t x = 0; x < 3; ++x) levels.at(x, 1, 1) = x + 1;
  for (std::int64_t y = 0; y < 4; ++y) {
    for (std::int64_t x = 0; x < 4; ++x) levels.at(x, y, 3) = 1 + (x * y) % 3;
  }
  require_equals_formulas({levels, 3});
  // By hand: 1-2 and 2-3 along x in the row, contrast 1; all other matrices of its slice are empty.
  LevelVolume row({4, 4, 2});
  for (std::int64_t x = 0; x < 3; ++x) row.at(x, 1, 1) = x + 1;
  const ValuesById values = glcm_of({row, 3}, Aggregation::average_2d);
  CHECK(values.at("contrast").number == 1.0);
  CHECK(values.at("joint_maximum").number == 0.25);
}

TEST_CASE("the number of levels is the highest level and not the number of those present") {
  LevelVolume levels({2, 1, 1});
  levels.at(0, 0, 0) = 3;
  levels.at(1, 0, 0) = 5;
  const ValuesById values = glcm_of({levels, 5}, Aggregation::merged_3d);
  CHECK(values.at("normalised_inverse_difference").number == Approx(1.0 / (1.0 + 2.0 / 5.0)));
  CHECK(values.at("normalised_inverse_difference_moment").number ==
        Approx(1.0 / (1.0 + 4.0 / 25.0)));
}

TEST_CASE("a single voxel has no GLCM and says so") {
  LevelVolume levels({3, 3, 3});
  levels.at(1, 1, 1) = 2;
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    for (const auto& [feature, value] : glcm_of({levels, 2}, aggregation)) {
      CAPTURE(feature);
      CHECK(value.status == Status::too_small);
      CHECK_FALSE(value.reason.empty());
    }
  }
}

TEST_CASE("of two voxels across slices only 3D aggregations have a GLCM") {
  LevelVolume levels({1, 1, 2});
  levels.at(0, 0, 0) = 1;
  levels.at(0, 0, 1) = 2;
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    const bool in_3d =
        aggregation == Aggregation::average_3d || aggregation == Aggregation::merged_3d;
    CHECK(glcm_of({levels, 2}, aggregation).at("contrast").ok() == in_3d);
  }
  CHECK(glcm_of({levels, 2}, Aggregation::average_3d).at("contrast").number == 1.0);
}

TEST_CASE("a flat ROI has the GLCM features of one level") {
  const LevelVolume levels({3, 3, 3}, 1);
  const ValuesById values = glcm_of({levels, 1}, Aggregation::merged_3d);
  CHECK(values.at("joint_maximum").number == 1.0);
  CHECK(values.at("joint_entropy").number == 0.0);
  CHECK_FALSE(std::signbit(values.at("joint_entropy").number));
  CHECK(values.at("contrast").number == 0.0);
  CHECK(values.at("inverse_variance").number == 0.0);
  CHECK(values.at("correlation").number == 1.0);
  CHECK(values.at("information_correlation_1").status == Status::undefined);
  CHECK(values.at("information_correlation_1").reason ==
        "all neighbouring voxels have the same level");
  CHECK(values.at("information_correlation_2").number == 0.0);
}

TEST_CASE("GLCM values have the same bits with any number of threads") {
  Random random(115);
  const Texture t = random_texture({20, 18, 12}, 16, 0.7, 1, random);
  for (const Aggregation aggregation : voxtrait::glcm_family().aggregations) {
    const ValuesById one =
        values_of(voxtrait::glcm_family(), roi_of(t.levels), settings_of(t), aggregation, 1);
    const ValuesById two =
        values_of(voxtrait::glcm_family(), roi_of(t.levels), settings_of(t), aggregation, 2);
    for (const auto& [feature, value] : one) REQUIRE(value.number == two.at(feature).number);
  }
}

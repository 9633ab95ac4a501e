#include "voxtrait/features/ngtdm.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/family_values.hpp"
#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/features/families.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::ToneDifference;
using voxtrait::Volume;
using voxtrait::test::Random;
using voxtrait::test::ValuesById;

using Real = long double;

/// The manual's formulas with their double sums over all levels.
std::map<std::string, Real> formulas(const ToneDifference& matrix) {
  const std::size_t levels = matrix.voxels.size();
  Real n = 0.0L;
  Real present = 0.0L;
  for (const std::uint64_t count : matrix.voxels) {
    n += static_cast<Real>(count);
    present += count > 0 ? 1.0L : 0.0L;
  }
  const auto p = [&](std::size_t i) { return static_cast<Real>(matrix.voxels[i]) / n; };
  const auto s = [&](std::size_t i) { return static_cast<Real>(matrix.differences[i]); };
  Real ps = 0.0L;
  Real all_s = 0.0L;
  Real contrast = 0.0L;
  Real busyness = 0.0L;
  Real complexity = 0.0L;
  Real strength = 0.0L;
  for (std::size_t i = 0; i < levels; ++i) {
    ps += p(i) * s(i);
    all_s += s(i);
    for (std::size_t j = 0; j < levels; ++j) {
      const Real li = static_cast<Real>(i) + 1.0L;
      const Real lj = static_cast<Real>(j) + 1.0L;
      contrast += p(i) * p(j) * (li - lj) * (li - lj);
      if (matrix.voxels[i] == 0 || matrix.voxels[j] == 0) continue;
      busyness += std::abs(li * p(i) - lj * p(j));
      complexity += std::abs(li - lj) * (p(i) * s(i) + p(j) * s(j)) / (p(i) + p(j));
      strength += (p(i) + p(j)) * (li - lj) * (li - lj);
    }
  }
  const bool single = present < 2.0L;
  return {{"coarseness", ps == 0.0L ? 1e6L : std::min(1e6L, 1.0L / ps)},
          {"contrast", single ? 0.0L : contrast / (present * (present - 1.0L)) * (all_s / n)},
          {"busyness", single ? 0.0L : ps / busyness},
          {"complexity", complexity / n},
          {"strength", all_s == 0.0L ? 0.0L : strength / all_s}};
}

/// A ROI whose intensities are levels; 0 is outside.
Roi roi_of(const Volume<std::int64_t>& levels) {
  return voxtrait::test::roi_of(
      voxtrait::test::volume_of<double>(
          levels.size(),
          [&](auto x, auto y, auto z) { return std::max<std::int64_t>(1, levels.at(x, y, z)); }),
      voxtrait::test::volume_of<std::uint8_t>(
          levels.size(), [&](auto x, auto y, auto z) { return levels.at(x, y, z) > 0 ? 1 : 0; }));
}

ValuesById values_of(const Volume<std::int64_t>& levels, Aggregation aggregation) {
  Settings settings;
  settings.discretisation.method = voxtrait::Discretiser::none;
  return voxtrait::test::values_of(voxtrait::ngtdm_family(), roi_of(levels), settings, aggregation);
}

/// The NGTDM of levels by definition, over some slices and with distance 1.
ToneDifference matrix_of(const Volume<std::int64_t>& levels, std::size_t count,
                         std::int64_t z_begin, std::int64_t z_end) {
  ToneDifference result{std::vector<double>(count), std::vector<std::uint64_t>(count)};
  const auto& size = levels.size();
  voxtrait::test::for_each_voxel(size, [&](auto x, auto y, auto z) {
    const std::int64_t level = levels.at(x, y, z);
    if (z < z_begin || z >= z_end || level == 0) return;
    double sum = 0.0;
    double n = 0.0;
    for (std::int64_t c = std::max(z_begin, z - 1); c < std::min(z_end, z + 2); ++c) {
      for (std::int64_t b = std::max<std::int64_t>(0, y - 1); b < std::min(size[1], y + 2); ++b) {
        for (std::int64_t a = std::max<std::int64_t>(0, x - 1); a < std::min(size[0], x + 2); ++a) {
          if ((a == x && b == y && c == z) || levels.at(a, b, c) == 0) continue;
          sum += static_cast<double>(levels.at(a, b, c));
          n += 1.0;
        }
      }
    }
    if (n == 0.0) return;
    result.differences[static_cast<std::size_t>(level - 1)] +=
        std::abs(static_cast<double>(level) - sum / n);
    ++result.voxels[static_cast<std::size_t>(level - 1)];
  });
  return result;
}

void require_values(const ValuesById& found, const std::map<std::string, Real>& truth) {
  REQUIRE(found.size() == truth.size());
  for (const auto& [feature, value] : found) {
    CAPTURE(feature, value.reason);
    REQUIRE(value.ok());
    REQUIRE(value.number ==
            Approx(static_cast<double>(truth.at(feature))).epsilon(1e-11).margin(1e-13));
  }
}

}  // namespace

TEST_CASE("tone difference statistics lead to the manual's formulas, with levels that are absent") {
  Random random(521);
  for (const std::int64_t count : {2, 3, 8, 60}) {
    auto levels = voxtrait::test::volume_of<std::int64_t>(
        {6, 5, 4}, [&](auto...) { return random.chance(0.8) ? 2 * random.integer(0, count) : 0; });
    levels.at(2, 2, 2) = 2 * count;
    const auto n = static_cast<std::size_t>(2 * count);
    CAPTURE(count);
    const auto volume = matrix_of(levels, n, 0, 4);
    require_values(values_of(levels, Aggregation::volume_3d), formulas(volume));
    const auto s = voxtrait::ngtdm_statistics(volume);
    CHECK(s.voxels <= 120.0);
    CHECK(s.levels_present <= static_cast<double>(count));
    ToneDifference merged{std::vector<double>(n), std::vector<std::uint64_t>(n)};
    std::map<std::string, Real> mean;
    for (std::int64_t z = 0; z < 4; ++z) {
      const auto slice = matrix_of(levels, n, z, z + 1);
      for (const auto& [feature, value] : formulas(slice)) mean[feature] += value / 4.0L;
      for (std::size_t i = 0; i < n; ++i) {
        merged.differences[i] += slice.differences[i];
        merged.voxels[i] += slice.voxels[i];
      }
    }
    require_values(values_of(levels, Aggregation::slices_2d), mean);
    require_values(values_of(levels, Aggregation::slices_25d), formulas(merged));
  }
}

TEST_CASE("a single level has the largest coarseness and no contrast, busyness or strength") {
  for (const Aggregation a : voxtrait::ngtdm_family().aggregations) {
    const ValuesById found = values_of(Volume<std::int64_t>({4, 3, 2}, 5), a);
    CHECK(found.at("coarseness").number == 1e6);
    for (const char* feature : {"contrast", "busyness", "complexity", "strength"}) {
      CAPTURE(feature);
      CHECK(found.at(feature).ok());
      CHECK(found.at(feature).number == 0.0);
    }
  }
}

TEST_CASE("busyness is undefined where level times probability is the same for all levels") {
  Volume<std::int64_t> levels({3, 1, 1}, 1);  // 1 * 2/3 = 2 * 1/3
  levels.at(2, 0, 0) = 2;
  const ValuesById found = values_of(levels, Aggregation::volume_3d);
  CHECK(found.at("busyness").status == Status::undefined);
  CHECK_FALSE(found.at("busyness").reason.empty());
  CHECK(found.at("coarseness").ok());
}

TEST_CASE("without neighbours there is no tone difference, and the values say so") {
  Volume<std::int64_t> levels({5, 1, 1});
  levels.at(0, 0, 0) = 1;
  levels.at(3, 0, 0) = 2;
  for (const Aggregation a : voxtrait::ngtdm_family().aggregations) {
    for (const auto& [feature, value] : values_of(levels, a)) {
      CHECK(value.status == Status::too_small);
      CHECK(value.reason.find("distance 1") != std::string::npos);
    }
  }
}

#include <catch2/catch.hpp>
#include <functional>

#include "support/family_values.hpp"
#include "support/level_size_formulas.hpp"
#include "support/levels.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/texture/neighbourhood.hpp"
#include "voxtrait/texture/run_length.hpp"
#include "voxtrait/texture/zones.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Direction;
using voxtrait::DistanceNorm;
using voxtrait::Family;
using voxtrait::Levels;
using voxtrait::LevelSizeMatrix;
using voxtrait::Roi;
using voxtrait::Settings;
using voxtrait::Value;
using voxtrait::test::elements_of;
using voxtrait::test::LevelSizeFeatures;
using voxtrait::test::LevelSizes;
using voxtrait::test::LevelVolume;
using voxtrait::test::Random;

/// IBSI codes in the order of `level_size_formulas`.
using Codes = std::vector<std::string_view>;
const Codes run_codes{"22OV", "W4KF", "V3SW", "G3QZ", "HTZT", "GD3A", "IVPO", "3KUM",
                      "R5YN", "OVBL", "W92Y", "IC23", "9ZK5", "8CE5", "SXLW", "HJ9O"};
const Codes size_zone_codes{"5QRC", "48P8", "XMSY", "5GN9", "5RAI", "HW1V", "YH51", "J17V",
                            "JNSA", "Y1RO", "4JP3", "VB3A", "P30P", "BYLV", "3NSA", "GU8N"};
const Codes distance_zone_codes{"0GBI", "MB4I", "S1RA", "K26C", "RUVG", "DKNJ", "A7WM", "KLTH",
                                "VFT7", "7HP3", "V294", "IATH", "VIWW", "QK93", "7WT1", "GBDU"};
const Codes dependence_codes{"SODN", "IMOQ", "TL9H", "OAE7", "EQ3F", "JA6D", "NBZI", "9QMG", "FP8K",
                             "5SPA", "Z87G", "OKJI", "6XV8", "1PFV", "DNX2", "FCBV", "CAS9"};

struct Counted {
  LevelSizes elements;
  double voxels = 0.0;
};

/// Adds a matrix times a weight.
void add(const LevelSizeMatrix& matrix, double weight, Counted& sum) {
  for (const auto& [at, count] : elements_of(matrix)) sum.elements[at] += weight * count;
  sum.voxels += weight * matrix.voxels;
}

/// Mean of each formula over the matrices that have elements.
LevelSizeFeatures mean_of(const std::vector<Counted>& matrices) {
  LevelSizeFeatures mean{};
  long double count = 0.0L;
  for (const Counted& m : matrices) count += m.elements.empty() ? 0.0L : 1.0L;
  for (const Counted& m : matrices) {
    if (m.elements.empty()) continue;
    const auto features = voxtrait::test::level_size_formulas(m.elements, m.voxels);
    for (std::size_t f = 0; f < mean.size(); ++f) mean[f] += features[f] / count;
  }
  return mean;
}

Roi roi_of(const LevelVolume& levels) {
  return voxtrait::test::roi_of(
      voxtrait::test::volume_of<double>(
          levels.size(),
          [&](auto x, auto y, auto z) { return std::max<std::int64_t>(1, levels.at(x, y, z)); }),
      voxtrait::test::volume_of<std::uint8_t>(
          levels.size(), [&](auto x, auto y, auto z) { return levels.at(x, y, z) > 0 ? 1 : 0; }));
}

Settings settings_without_bins() {
  Settings settings;
  settings.discretisation.method = voxtrait::Discretiser::none;
  return settings;
}

void require_equals(const Family& family, const Codes& codes, const LevelVolume& levels,
                    const Settings& settings, Aggregation aggregation,
                    const std::vector<Counted>& matrices) {
  const auto found = voxtrait::test::values_of(family, roi_of(levels), settings, aggregation);
  const LevelSizeFeatures truth = mean_of(matrices);
  REQUIRE(family.features.size() == codes.size());
  for (const auto& feature : family.features) {
    const auto at = std::ranges::find(codes, feature.code) - codes.begin();
    CAPTURE(family.info.id, feature.id, name(aggregation));
    REQUIRE(at < static_cast<std::ptrdiff_t>(codes.size()));
    const Value& value = found.at(std::string(feature.id));
    REQUIRE(value.ok());
    const auto expected = static_cast<double>(truth[static_cast<std::size_t>(at)]);
    REQUIRE(value.number == Approx(expected).epsilon(1e-11).margin(1e-13));
  }
}

/// 1 / length in the norm; steps have components 0, 1 and -1.
double weight_of(const Direction& d, DistanceNorm norm) {
  const auto steps = static_cast<double>(std::abs(d[0]) + std::abs(d[1]) + std::abs(d[2]));
  if (norm == DistanceNorm::manhattan) return 1.0 / steps;
  return norm == DistanceNorm::euclidean ? 1.0 / std::sqrt(steps) : 1.0;
}

/// The run-length matrices that an aggregation averages, as the manual describes it.
std::vector<Counted> run_matrices(const LevelVolume& volume, Aggregation aggregation,
                                  DistanceNorm norm) {
  const Levels levels = voxtrait::test::levels_of(volume, 1);
  const std::int64_t slices = volume.size()[2];
  const bool in_3d =
      aggregation == Aggregation::average_3d || aggregation == Aggregation::merged_3d;
  const bool by_slice =
      aggregation == Aggregation::average_2d || aggregation == Aggregation::slice_merged_2d;
  const bool by_direction = aggregation == Aggregation::average_2d ||
                            aggregation == Aggregation::direction_merged_25d ||
                            aggregation == Aggregation::average_3d;
  std::vector<Counted> matrices;
  for (std::int64_t z = 0; z < (by_slice ? slices : 1); ++z) {
    Counted sum;
    for (std::size_t d = 0; d < (in_3d ? 13U : 4U); ++d) {
      const Direction& direction = voxtrait::directions_3d[d];
      const auto matrix = voxtrait::run_lengths(levels, direction, z, by_slice ? z + 1 : slices);
      if (by_direction) sum = {};
      add(matrix, by_direction ? 1.0 : weight_of(direction, norm), sum);
      if (by_direction) matrices.push_back(sum);
    }
    if (!by_direction) matrices.push_back(sum);
  }
  return matrices;
}

using MatrixOfSlices =
    std::function<LevelSizeMatrix(const Levels&, std::int64_t, std::int64_t, bool)>;

/// The same for matrices without directions.
std::vector<Counted> slice_matrices(const LevelVolume& volume, Aggregation aggregation,
                                    const MatrixOfSlices& matrix_of) {
  const Levels levels = voxtrait::test::levels_of(volume, 2);
  const std::int64_t slices = volume.size()[2];
  std::vector<Counted> matrices(1);
  if (aggregation == Aggregation::volume_3d) {
    add(matrix_of(levels, 0, slices, false), 1.0, matrices[0]);
    return matrices;
  }
  for (std::int64_t z = 0; z < slices; ++z) {
    if (aggregation == Aggregation::slices_2d) matrices.emplace_back();
    add(matrix_of(levels, z, z + 1, true), 1.0, matrices.back());
  }
  return matrices;
}

void require_slicewise(const Family& family, const Codes& codes, const LevelVolume& volume,
                       const Settings& settings, const MatrixOfSlices& matrix_of) {
  REQUIRE(family.aggregations.size() == 3);
  for (const Aggregation aggregation : family.aggregations) {
    require_equals(family, codes, volume, settings, aggregation,
                   slice_matrices(volume, aggregation, matrix_of));
  }
}

/// Noise and bands; the second slice of the noise has no voxel.
std::vector<LevelVolume> volumes() {
  Random random(511);
  auto noise = voxtrait::test::random_levels({7, 6, 5}, 4, 0.7, random);
  for (std::int64_t i = 0; i < 42; ++i) noise.at(i % 7, i / 7, 1) = 0;
  return {noise, voxtrait::test::smooth_levels({9, 8, 4}, 3, 0.95, random)};
}

}  // namespace

TEST_CASE("run length features equal the manual's formulas; weights act where matrices merge") {
  const Family family = voxtrait::glrlm_family();
  REQUIRE(family.aggregations.size() == 6);
  for (const LevelVolume& volume : volumes()) {
    for (const DistanceNorm norm : {DistanceNorm::none, DistanceNorm::manhattan,
                                    DistanceNorm::euclidean, DistanceNorm::chebyshev}) {
      Settings settings = settings_without_bins();
      settings.glrlm.weighting = norm;
      for (const Aggregation aggregation : family.aggregations) {
        require_equals(family, run_codes, volume, settings, aggregation,
                       run_matrices(volume, aggregation, norm));
      }
    }
  }
}

TEST_CASE("zone features equal the manual's formulas for every aggregation") {
  for (const LevelVolume& volume : volumes()) {
    require_slicewise(voxtrait::glszm_family(), size_zone_codes, volume, settings_without_bins(),
                      [](const Levels& levels, std::int64_t begin, std::int64_t end, bool) {
                        return voxtrait::size_zones(voxtrait::zones_of(levels, {}, begin, end),
                                                    levels.count);
                      });
    const Roi roi = roi_of(volume);
    require_slicewise(
        voxtrait::gldzm_family(), distance_zone_codes, volume, settings_without_bins(),
        [&roi](const Levels& levels, std::int64_t begin, std::int64_t end, bool in_slices) {
          const auto distances = voxtrait::border_distances(roi.morphological_mask, in_slices);
          return voxtrait::distance_zones(voxtrait::zones_of(levels, distances, begin, end),
                                          levels.count);
        });
  }
}

TEST_CASE("dependence features equal the manual's formulas for every aggregation") {
  for (const LevelVolume& volume : volumes()) {
    for (const std::int64_t distance : {1, 2}) {
      for (const std::int64_t coarseness : {0, 1}) {
        Settings settings = settings_without_bins();
        settings.ngldm = {distance, coarseness};
        require_slicewise(voxtrait::ngldm_family(), dependence_codes, volume, settings,
                          [&](const Levels& levels, std::int64_t begin, std::int64_t end, bool) {
                            return voxtrait::neighbourhood_matrices(levels, distance, coarseness,
                                                                    begin, end)
                                .dependence;
                          });
      }
    }
  }
}

#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "level_size_rows.hpp"
#include "matrix_values.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/family.hpp"
#include "voxtrait/texture/co_occurrence.hpp"

namespace voxtrait::pyradiomics {

/// Where a shared feature stands in `level_size_definitions`.
enum Shared : std::size_t {
  small_emphasis,
  large_emphasis,
  low_emphasis,
  high_emphasis,
  small_low_emphasis,
  small_high_emphasis,
  large_low_emphasis,
  large_high_emphasis,
  level_non_uniformity,
  level_non_uniformity_normalised,
  size_non_uniformity,
  size_non_uniformity_normalised,
  percentage,
  level_variance,
  size_variance,
  size_entropy,
};

/// What PyRadiomics calls a shared feature.
struct LevelSizeAlias {
  std::string_view id;
  std::string_view pyradiomics;
  std::string_view code;
  Shared shared;
};

template <std::size_t N>
constexpr std::array<FeatureRow<LevelSizeStatistics>, N>
aliased_rows(const std::array<LevelSizeAlias, N>& aliases) {
  std::array<FeatureRow<LevelSizeStatistics>, N> rows{};
  for (std::size_t i = 0; i < N; ++i) {
    rows[i].info.id = aliases[i].id;
    rows[i].info.pyradiomics = aliases[i].pyradiomics;
    rows[i].info.formula_of = aliases[i].code;
    rows[i].compute = level_size_definitions[aliases[i].shared].compute;
  }
  return rows;
}

/// Percentages are relative to the voxels that the matrix itself stands for.
inline LevelSizeStatistics statistics_of(LevelSizeMatrix matrix) {
  matrix.voxels = 0.0;
  for (const LevelSizeMatrix::Cell& cell : matrix.cells) {
    matrix.voxels += cell.count * static_cast<double>(cell.size);
  }
  return level_size_statistics(matrix);
}

/// The features averaged over the matrices that are not empty; undefined where all are.
template <std::size_t N>
std::vector<Value> values_of(const std::array<FeatureRow<LevelSizeStatistics>, N>& rows,
                             const std::vector<LevelSizeMatrix>& matrices) {
  std::vector<Value> values = averaged(rows, std::span(matrices), statistics_of);
  if (values.empty()) {
    values.assign(N, Value::none({Status::undefined, "no line of the ROI has two voxels"}));
  }
  return values;
}

/// The matrix of the volume, or the sum of those of its slices.
template <class Matrix, class Compute>
Matrix in_plane_or_volume(const Context& context, const Compute& compute) {
  const std::int64_t slices = context.levels->slice_count();
  if (!context.settings.pyradiomics.force_2d) return compute(0, slices);
  std::vector<Matrix> matrices(static_cast<std::size_t>(slices));
  context.parallel.for_each(matrices.size(), [&](std::size_t z) {
    const auto slice = static_cast<std::int64_t>(z);
    matrices[z] = compute(slice, slice + 1);
  });
  return merged(std::span<const Matrix>(matrices));
}

/// The aggregation of matrices without direction.
inline constexpr std::array volume_or_slices{Aggregation::volume_3d, Aggregation::slices_25d};

}  // namespace voxtrait::pyradiomics

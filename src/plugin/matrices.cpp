#include "matrices.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "inputs.hpp"

namespace voxtrait {

namespace {

using Pair = CoOccurrence::Cell;
using Cell = LevelSizeMatrix::Cell;

// Plugins look at these where they are.
static_assert(sizeof(voxtrait_pair) == sizeof(Pair) &&
              offsetof(voxtrait_pair, j) == offsetof(Pair, j) &&
              offsetof(voxtrait_pair, count) == offsetof(Pair, count));
static_assert(sizeof(voxtrait_cell) == sizeof(Cell) &&
              offsetof(voxtrait_cell, column) == offsetof(Cell, size) &&
              offsetof(voxtrait_cell, count) == offsetof(Cell, count));

Aggregation merged_volume(std::uint32_t kind) {
  return (kind & directional_inputs) != 0 ? Aggregation::merged_3d : Aggregation::volume_3d;
}

}  // namespace

PluginMatrices::PluginMatrices(const Context& context, std::uint32_t kind, Aggregation aggregation)
    : kind_(kind),
      levels_(context.levels->count) {
  const Aggregation a = aggregation == Aggregation::whole_roi ? merged_volume(kind) : aggregation;
  switch (kind) {
    case VOXTRAIT_INPUT_GLCM: look_at_all(pairs_, glcm_matrices(context, a)); break;
    case VOXTRAIT_INPUT_GLRLM: look_at_all(cells_, glrlm_matrices(context, a)); break;
    case VOXTRAIT_INPUT_GLSZM: look_at_all(cells_, glszm_matrices(context, a)); break;
    case VOXTRAIT_INPUT_GLDZM: look_at_all(cells_, gldzm_matrices(context, a)); break;
    case VOXTRAIT_INPUT_NGLDM: look_at_all(cells_, ngldm_matrices(context, a)); break;
    default: look_at_all(tones_, ngtdm_matrices(context, a));
  }
}

template <class Matrix>
void PluginMatrices::look_at_all(std::vector<Matrix>& owned, std::vector<Matrix> matrices) {
  owned = std::move(matrices);
  for (const Matrix& matrix : owned) look_at(matrix);
}

void PluginMatrices::look_at(const CoOccurrence& matrix) {
  voxtrait_matrix& table =
      tables_.emplace_back(voxtrait_matrix{sizeof(voxtrait_matrix), kind_, 0, levels_});
  table.total = matrix.total;
  table.pairs = reinterpret_cast<const voxtrait_pair*>(matrix.cells.data());
  table.count = matrix.cells.size();
}

void PluginMatrices::look_at(const LevelSizeMatrix& matrix) {
  voxtrait_matrix& table =
      tables_.emplace_back(voxtrait_matrix{sizeof(voxtrait_matrix), kind_, 0, levels_});
  table.total = matrix.total;
  table.cells = reinterpret_cast<const voxtrait_cell*>(matrix.cells.data());
  table.count = matrix.cells.size();
}

void PluginMatrices::look_at(const ToneDifference& matrix) {
  voxtrait_matrix& table =
      tables_.emplace_back(voxtrait_matrix{sizeof(voxtrait_matrix), kind_, 0, levels_});
  for (const double s : matrix.differences) table.total += s;
  table.differences = matrix.differences.data();
  table.voxels = matrix.voxels.data();
  table.count = matrix.differences.size();
}

bool is_empty(const voxtrait_matrix& matrix) noexcept {
  if (matrix.voxels == nullptr) return matrix.count == 0;
  const std::span<const std::uint64_t> voxels(matrix.voxels, matrix.count);
  return std::ranges::all_of(voxels, [](std::uint64_t n) { return n == 0; });
}

}  // namespace voxtrait

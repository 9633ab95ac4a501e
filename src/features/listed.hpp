#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "voxtrait/registry/texture_matrix.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/level_size_matrix.hpp"
#include "voxtrait/texture/neighbourhood.hpp"

namespace voxtrait {

/// The whole symmetric matrix; the kernel keeps its upper triangle.
std::vector<TextureMatrix::Element> elements_of(const CoOccurrence& matrix);

std::vector<TextureMatrix::Element> elements_of(const LevelSizeMatrix& matrix);

inline constexpr std::string_view ngtdm_columns = "1: voxels n, 2: sum of differences s";

/// Column 1 holds voxels n_i, column 2 differences s_i.
std::vector<TextureMatrix::Element> elements_of(const ToneDifference& matrix);

/// The matrices of an aggregation; `place` says which slice and direction the one at an index
/// belongs to.
template <class Matrix, class Place>
std::vector<TextureMatrix> listed(const std::vector<Matrix>& matrices, Aggregation aggregation,
                                  Place place, std::string_view columns, std::int64_t levels) {
  std::vector<TextureMatrix> result;
  for (const Matrix& matrix : matrices) {
    TextureMatrix listed = place(aggregation, result.size());
    listed.columns = columns;
    listed.levels = levels;
    listed.elements = elements_of(matrix);
    result.push_back(std::move(listed));
  }
  return result;
}

}  // namespace voxtrait

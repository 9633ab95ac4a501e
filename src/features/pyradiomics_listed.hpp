#pragma once

#include <string_view>
#include <vector>

#include "listed.hpp"
#include "pyradiomics_directions.hpp"

namespace voxtrait::pyradiomics {

using voxtrait::elements_of;

/// A matrix of the whole ROI.
template <class Matrix>
TextureMatrix listed(const Context& context, const Matrix& matrix, std::string_view columns) {
  TextureMatrix result;
  result.columns = columns;
  result.levels = context.levels->count;
  result.elements = elements_of(matrix);
  return result;
}

/// The matrices of directions, or the one that weights made of them; empty ones do not count.
template <class Matrix>
std::vector<TextureMatrix> listed(const Context& context, const std::vector<Matrix>& matrices,
                                  const std::vector<Direction>& directions,
                                  std::string_view columns) {
  const bool merged = context.settings.pyradiomics.weighting_norm.has_value();
  std::vector<TextureMatrix> result;
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    if (matrices[m].empty()) continue;
    result.push_back(listed(context, matrices[m], columns));
    if (!merged) result.back().direction = in_image_axes(context, directions[m]);
  }
  return result;
}

}  // namespace voxtrait::pyradiomics

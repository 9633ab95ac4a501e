#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/registry/texture_matrix.hpp"

namespace voxtrait {

/// The matrices whose features are averaged for an aggregation of a family that knows no direction
/// (GLSZM, GLDZM, NGTDM, NGLDM); one where it merges all. `matrices(in_slices)` gives those of each
/// slice or that of the whole ROI.
template <class Matrices>
auto matrices_for(Aggregation aggregation, Matrices matrices) {
  auto chosen = matrices(aggregation != Aggregation::volume_3d);
  if (aggregation == Aggregation::slices_25d) chosen = {merged(std::span(std::as_const(chosen)))};
  return chosen;
}

/// Which slice the matrix at `index` of an aggregation belongs to.
inline TextureMatrix slice_of(Aggregation aggregation, std::size_t index) {
  TextureMatrix place;
  if (aggregation == Aggregation::slices_2d) place.slice = static_cast<std::int64_t>(index);
  return place;
}

/// One member of each of several results.
template <class Result, class Matrix>
std::vector<Matrix> each(const std::vector<Result>& results, Matrix Result::*member) {
  std::vector<Matrix> matrices;
  matrices.reserve(results.size());
  for (const Result& result : results) matrices.push_back(result.*member);
  return matrices;
}

}  // namespace voxtrait

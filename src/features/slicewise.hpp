#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <vector>

#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/texture/co_occurrence.hpp"

namespace voxtrait {

/// The matrices of a ROI that know no direction (GLSZM, GLDZM, NGTDM, NGLDM), each computed once.
template <class Matrix>
class SlicewiseMatrices {
 public:
  /// Gives the matrix over the slices [begin, end); `in_slices` when slices stand for themselves.
  using Compute = std::function<Matrix(std::int64_t begin, std::int64_t end, bool in_slices)>;

  SlicewiseMatrices(const Context& context, std::span<const Aggregation> wanted,
                    const Compute& compute) {
    const std::int64_t slices = slice_count(*context.levels);
    const auto in_3d = [](Aggregation a) { return a == Aggregation::volume_3d; };
    if (!std::ranges::all_of(wanted, in_3d)) {
      slices_.resize(static_cast<std::size_t>(slices));
      context.parallel.for_each(slices_.size(), [&](std::size_t z) {
        const auto slice = static_cast<std::int64_t>(z);
        slices_[z] = compute(slice, slice + 1, true);
      });
    }
    if (std::ranges::any_of(wanted, in_3d)) volume_.push_back(compute(0, slices, false));
  }

  /// The matrices whose features are averaged for an aggregation; one where it merges all.
  [[nodiscard]] std::vector<Matrix> matrices_for(Aggregation aggregation) const {
    if (aggregation == Aggregation::slices_2d) return slices_;
    if (aggregation == Aggregation::slices_25d) return {merged(std::span<const Matrix>(slices_))};
    return volume_;
  }

 private:
  std::vector<Matrix> slices_;
  std::vector<Matrix> volume_;
};

}  // namespace voxtrait

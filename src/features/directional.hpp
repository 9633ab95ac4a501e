#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <vector>

#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/aggregation.hpp"
#include "voxtrait/registry/texture_matrix.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/directions.hpp"

namespace voxtrait {

/// The directional matrices of a ROI (GLCM, GLRLM), each computed once for all aggregations.
template <class Matrix>
class DirectionalMatrices {
 public:
  /// Gives the matrix of directions_3d[direction] over the slices [begin, end).
  using Compute =
      std::function<Matrix(std::size_t direction, std::int64_t begin, std::int64_t end)>;

  DirectionalMatrices(const Context& context, std::span<const Aggregation> wanted,
                      DistanceNorm weighting, const Compute& compute) {
    for (const Direction& d : directions_3d) weights_.push_back(distance_weight(d, weighting));
    const std::int64_t slices = context.levels->slice_count();
    if (std::ranges::any_of(wanted, by_slice)) compute_slices(context, slices, compute);
    const bool all = std::ranges::any_of(wanted, in_3d);
    volume_.resize(all ? directions_3d.size() : in_plane_directions);
    context.parallel.for_each(volume_.size(),
                              [&](std::size_t d) { volume_[d] = compute(d, 0, slices); });
  }

  /// The matrices whose features are averaged for an aggregation; one where it merges all.
  [[nodiscard]] std::vector<Matrix> matrices_for(Aggregation aggregation) const {
    const std::span<const Matrix> volume(volume_);
    switch (aggregation) {
      case Aggregation::average_2d: return every_slice_and_direction();
      case Aggregation::slice_merged_2d: return merged_slices();
      case Aggregation::direction_merged_25d: return in_plane();
      case Aggregation::merged_25d: return {weighted(volume.first(in_plane_directions))};
      case Aggregation::average_3d: return volume_;
      default: return {weighted(volume)};
    }
  }

  /// Which slice and direction the matrix at `index` of an aggregation belongs to.
  [[nodiscard]] static TextureMatrix place(Aggregation aggregation, std::size_t index) {
    TextureMatrix result;
    const bool by_direction =
        aggregation == Aggregation::direction_merged_25d || aggregation == Aggregation::average_3d;
    if (by_direction) result.direction = directions_3d[index];
    if (aggregation == Aggregation::slice_merged_2d) {
      result.slice = static_cast<std::int64_t>(index);
    }
    if (aggregation == Aggregation::average_2d) {
      result.slice = static_cast<std::int64_t>(index / in_plane_directions);
      result.direction = directions_3d[index % in_plane_directions];
    }
    return result;
  }

 private:
  static bool by_slice(Aggregation a) noexcept {
    return a == Aggregation::average_2d || a == Aggregation::slice_merged_2d;
  }
  static bool in_3d(Aggregation a) noexcept {
    return a == Aggregation::average_3d || a == Aggregation::merged_3d;
  }

  void compute_slices(const Context& context, std::int64_t slices, const Compute& compute) {
    slices_.resize(static_cast<std::size_t>(slices));
    context.parallel.for_each(slices_.size(), [&](std::size_t z) {
      const auto slice = static_cast<std::int64_t>(z);
      for (std::size_t d = 0; d < in_plane_directions; ++d) {
        slices_[z].push_back(compute(d, slice, slice + 1));
      }
    });
  }

  [[nodiscard]] Matrix weighted(std::span<const Matrix> directions) const {
    return merged(directions, std::span<const double>(weights_).first(directions.size()));
  }

  [[nodiscard]] std::vector<Matrix> in_plane() const {
    return {volume_.begin(), volume_.begin() + in_plane_directions};
  }

  [[nodiscard]] std::vector<Matrix> merged_slices() const {
    std::vector<Matrix> result;
    for (const auto& slice : slices_) result.push_back(weighted(slice));
    return result;
  }

  [[nodiscard]] std::vector<Matrix> every_slice_and_direction() const {
    std::vector<Matrix> result;
    for (const auto& slice : slices_) result.insert(result.end(), slice.begin(), slice.end());
    return result;
  }

  std::vector<double> weights_;
  std::vector<std::vector<Matrix>> slices_;  ///< [slice][in-plane direction]
  std::vector<Matrix> volume_;               ///< all slices, in-plane directions first
};

}  // namespace voxtrait

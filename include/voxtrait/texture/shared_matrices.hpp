#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <vector>

#include "voxtrait/texture/equal_pairs.hpp"
#include "voxtrait/texture/neighbourhood.hpp"
#include "voxtrait/texture/zones.hpp"

namespace voxtrait {

/// GLSZM and GLDZM of the same zones.
struct ZoneMatrices {
  LevelSizeMatrix sizes;
  LevelSizeMatrix distances;
};

/// The matrices of one ROI that several families look at, each computed once, when first asked for.
/// Safe to ask from several threads; who comes second waits.
class SharedMatrices {
 public:
  /// Everything is only referred to.
  SharedMatrices(const Levels& levels, const Roi& roi, const Parallel& parallel)
      : levels_(levels),
        roi_(roi),
        parallel_(parallel) {}

  /// Of the whole ROI, or of each slice by itself.
  [[nodiscard]] const std::vector<ZoneMatrices>& zones(bool in_slices) const;

  /// Of the whole ROI, or of each slice by itself.
  [[nodiscard]] const std::vector<NeighbourhoodMatrices>&
  neighbourhoods(std::int64_t distance, std::int64_t coarseness, bool in_slices) const;

  /// What GLCM leaves for GLRLM.
  [[nodiscard]] EqualPairs& equal_pairs() const noexcept { return equal_pairs_; }

 private:
  template <class Matrices>
  struct Once {
    std::once_flag flag;
    std::vector<Matrices> matrices;
  };
  using NeighbourhoodKey = std::tuple<std::int64_t, std::int64_t, bool>;

  template <class Compute>
  [[nodiscard]] auto each_slice(Compute compute) const;
  [[nodiscard]] std::vector<ZoneMatrices> compute_zones(bool in_slices) const;

  const Levels& levels_;
  const Roi& roi_;
  const Parallel& parallel_;
  mutable Once<ZoneMatrices> volume_zones_;
  mutable Once<ZoneMatrices> slice_zones_;
  mutable EqualPairs equal_pairs_;
  mutable std::mutex mutex_;
  mutable std::map<NeighbourhoodKey, Once<NeighbourhoodMatrices>> neighbourhoods_;
};

}  // namespace voxtrait

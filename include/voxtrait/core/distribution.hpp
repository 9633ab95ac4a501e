#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/core/intensity_block.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// The distinct finite intensities of a ROI in ascending order, each with its number of voxels.
///
/// Everything that does not depend on where voxels lie is computed from it, so such features have
/// the same bits whatever the order of the voxels.
struct Distribution {
  struct Bin {
    double value;
    std::uint64_t count;

    /// The count as a number; signed ones are turned into one in a single step.
    [[nodiscard]] double weight() const noexcept {
      return static_cast<double>(static_cast<std::int64_t>(count));
    }
  };
  std::vector<Bin> bins;
  std::uint64_t voxels = 0;      ///< finite ones
  std::uint64_t non_finite = 0;  ///< NaN or Inf inside the mask

  [[nodiscard]] bool empty() const noexcept { return bins.empty(); }
  [[nodiscard]] double minimum() const noexcept { return bins.front().value; }
  [[nodiscard]] double maximum() const noexcept { return bins.back().value; }
  [[nodiscard]] bool integers() const noexcept;

  /// Takes away what lies outside [lower, upper].
  void keep_within(double lower, double upper);
};

/// Distribution of the intensities inside the mask. O(n) for integers of moderate range, else
/// O(n log n).
Distribution distribution_of(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask);

/// The same where the spans of the mask's rows, y then z, are known: only those are read.
Distribution distribution_of(const IntensityBlock& intensity, const Volume<std::uint8_t>& mask,
                             std::span<const Span> rows, const Parallel& parallel = Parallel(1));

}  // namespace voxtrait

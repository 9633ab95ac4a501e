#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "voxtrait/core/block.hpp"
#include "voxtrait/core/image.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// Where the voxels of a block lie in an image that belongs to somebody else.
struct StoredVoxels {
  ImageView image;
  std::int64_t start = 0;              ///< of the block's first voxel
  std::array<std::int64_t, 3> step{};  ///< from voxel to voxel along x, y, z
};

/// Room for a row of numbers; kernels may read a vector beyond both ends.
using RowBuffer = Block<double>;

/// Intensities of a block of voxels, x fastest: numbers of its own, or voxels of an image that are
/// converted row by row when they are asked for. The latter take no memory; their image must
/// outlive the block.
class IntensityBlock {
 public:
  IntensityBlock() = default;
  IntensityBlock(Volume<double> values);  // a volume is a block

  /// Where `rows` are given, spans of the block's rows, y then z, all else reads as 0.
  IntensityBlock(const StoredVoxels& voxels, const Index& size, std::vector<Span> rows);

  [[nodiscard]] const Index& size() const noexcept { return size_; }

  /// One intensity; slow for many.
  [[nodiscard]] double at(std::int64_t x, std::int64_t y, std::int64_t z) const;

  /// Part of a row along x; valid as long as the buffer is not used again.
  [[nodiscard]] std::span<const double> row(std::int64_t y, std::int64_t z, const Span& span,
                                            RowBuffer& buffer) const;

  /// Where a row may be other than 0.
  [[nodiscard]] Span known(std::int64_t y, std::int64_t z) const noexcept;

  /// Numbers of its own; an empty volume where voxels are stored elsewhere.
  [[nodiscard]] const Volume<double>& own() const noexcept { return own_; }

  /// All intensities as numbers: its own, or those that `copy` then holds. O(voxels).
  const Volume<double>& numbers(Volume<double>& copy, const Parallel& parallel = Parallel(1)) const;

  /// Whether there is neither NaN nor Inf. O(voxels) unless voxels are stored as integers.
  [[nodiscard]] bool all_finite() const;

 private:
  void convert(std::int64_t y, std::int64_t z, const Span& span, double* target) const;

  Index size_{0, 0, 0};
  Volume<double> own_;
  std::optional<StoredVoxels> stored_;
  std::vector<Span> rows_;
};

}  // namespace voxtrait

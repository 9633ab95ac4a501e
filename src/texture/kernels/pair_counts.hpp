#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "voxtrait/preprocess/discretise.hpp"

namespace voxtrait {

/// Where pairs are counted: pair (i, j) at i * width + j of one of the tables in turn, so that
/// equal pairs in a row don't wait for each other. Some or all may be the same table.
struct PairTables {
  static constexpr std::size_t most = 4;

  std::uint32_t width;  ///< levels + 1; row and column 0 collect pairs with the outside
  std::array<std::uint32_t*, most> tables;
};

/// Counts the pairs of each voxel of the spans with the voxel `step` further. At most 2^32 pairs.
/// For 8-bit levels the width is at most 256, for 16-bit ones at most 65536.
void count_pairs(const std::uint8_t* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                 const PairTables& tables) noexcept;
void count_pairs(const std::uint16_t* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                 const PairTables& tables) noexcept;

namespace reference {

template <class T>
void count_pairs(const T* voxels, std::span<const LevelSpan> spans, std::ptrdiff_t step,
                 const PairTables& tables) noexcept {
  for (const LevelSpan& span : spans) {
    const T* voxel = voxels + span.offset;
    for (std::int64_t k = 0; k < span.length; ++k, ++voxel) {
      ++tables.tables[0][std::size_t{*voxel} * tables.width + voxel[step]];
    }
  }
}

}  // namespace reference

}  // namespace voxtrait

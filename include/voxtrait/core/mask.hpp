#pragma once

#include <cstdint>
#include <span>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/volume.hpp"

namespace voxtrait {

/// Part of a row; empty for begin == end.
struct Span {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// From the first to the last voxel of a mask row that is set.
Span span_of(std::span<const std::uint8_t> row) noexcept;

/// The smallest box around the voxels that are set; empty where there is none. O(voxels).
Box bounding_box(const Volume<std::uint8_t>& mask) noexcept;

bool any_set(const Volume<std::uint8_t>& mask) noexcept;

}  // namespace voxtrait

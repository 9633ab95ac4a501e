#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

/// Maximal runs of voxels that are set in one row of a mask, in order.
void runs_of(const Volume<std::uint8_t>& mask, std::int64_t y, std::int64_t z,
             std::vector<Span>& runs);

/// The spans of all rows of a mask, y then z. O(voxels).
std::vector<Span> row_spans(const Volume<std::uint8_t>& mask);

/// How densely volumes of this size are filled where these are the spans of their rows.
Filling filling_of(std::span<const Span> rows, const Index& size) noexcept;

/// A copy of a mask that has voxels in the given spans of its rows only, y then z.
Volume<std::uint8_t> copy_of(const Volume<std::uint8_t>& mask, std::span<const Span> rows);

/// The smallest box around the voxels that are set; empty where there is none. O(voxels).
Box bounding_box(const Volume<std::uint8_t>& mask);

/// The smallest box around spans of all rows, y then z, of a mask of the given size. O(rows).
Box bounding_box(std::span<const Span> rows, const Index& size) noexcept;

bool any_set(const Volume<std::uint8_t>& mask) noexcept;

}  // namespace voxtrait

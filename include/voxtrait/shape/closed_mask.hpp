#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/mask.hpp"

namespace voxtrait {

/// A mask of 0 and 1 with one voxel of 0 around it, so that surfaces close without special cases.
struct ClosedMask {
  Volume<std::uint8_t> padded;
  std::vector<Span> rows;  ///< of the padded volume, y then z

  [[nodiscard]] const Span& span(std::int64_t y, std::int64_t z) const noexcept {
    return rows[static_cast<std::size_t>(z * padded.size()[1] + y)];
  }
};

/// Closes the part of a mask inside the box around it; `rows` are the spans of the mask's rows, y
/// then z.
ClosedMask closed(const Volume<std::uint8_t>& mask, std::span<const Span> rows, const Box& box);

/// Closes a whole mask.
ClosedMask closed(const Volume<std::uint8_t>& mask);

}  // namespace voxtrait

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "voxtrait/core/mask.hpp"

namespace voxtrait {

/// What an image is taken to be beyond its edges.
enum class Boundary : std::uint8_t {
  zero,      ///< 0
  nearest,   ///< the value at the edge: a a a | a b c d | d d d
  periodic,  ///< the image again: b c d | a b c d | a b c
  mirror,    ///< the image mirrored at its edge: c b a | a b c d | d c b
};

/// The rule of that name; the name must be valid.
Boundary boundary_named(std::string_view name) noexcept;

/// Where in an axis of `size` voxels the value of voxel `index` is found, at any distance beyond
/// the edges; -1 where it is 0.
std::int64_t found_at(Boundary boundary, std::int64_t index, std::int64_t size) noexcept;

/// Where each voxel of a span is found, counted from voxel `first` of the axis; -1 where it is 0.
std::vector<std::int64_t> found_in(Boundary boundary, const Span& span, std::int64_t size,
                                   std::int64_t first = 0);

/// The voxels of an axis that lie within `reach` of the wanted ones, where the rule finds them.
Span needed_span(Boundary boundary, const Span& wanted, std::int64_t reach,
                 std::int64_t size) noexcept;

}  // namespace voxtrait

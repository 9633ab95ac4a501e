#pragma once

#include <optional>
#include <vector>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/texture/directions.hpp"

namespace voxtrait::pyradiomics {

/// Steps to neighbours at the given Chebyshev distances, in the levels' axes, for which a ROI's box
/// has room; one of each pair of opposite steps, or both.
std::vector<Direction> directions(const Context& context,
                                  const std::vector<std::int64_t>& distances, bool both_ways);

/// The step or its opposite, whichever leads forward in memory: what kernels expect where the two
/// give the same matrix.
Direction forward(const Direction& direction) noexcept;

/// The failure of a ROI whose box has no room for any step.
Failure no_room();

/// A step of the levels' axes along x, y, z of the image.
Direction in_image_axes(const Context& context, const Direction& direction) noexcept;

/// Lengths of a step in mm along x, y, z of the image.
Vector lengths(const Context& context, const Direction& direction) noexcept;

/// The length of a step in mm in the given norm.
double length(const Context& context, const Direction& direction, PyradiomicsNorm norm) noexcept;

/// 1, 2, ..., n in any order: neighbours fill a cube and the kernels for cubes will do.
bool fills_cube(const std::vector<std::int64_t>& distances) noexcept;

/// The matrices of neighbours that fill a cube, or of those in each slice.
const std::vector<NeighbourhoodMatrices>& neighbourhoods(const Context& context);

}  // namespace voxtrait::pyradiomics

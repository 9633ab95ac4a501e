#pragma once

#include <cstdint>
#include <vector>

#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// Corners of an icosahedron whose faces are divided into four, some times over, and pushed out to
/// the sphere.
std::vector<Vector> icosphere(std::int64_t subdivisions, double radius);

}  // namespace voxtrait

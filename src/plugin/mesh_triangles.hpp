#pragma once

#include <vector>

#include "voxtrait/shape/mesh.hpp"

namespace voxtrait {

/// The triangles of a mask's mesh, 9 numbers each, in mm from the first voxel inside the closing
/// border. O(voxels).
std::vector<double> mesh_triangles(const ClosedMask& mask, const Vector& spacing);

}  // namespace voxtrait

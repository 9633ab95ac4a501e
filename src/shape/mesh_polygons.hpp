#pragma once

#include <vector>

#include "voxtrait/shape/mesh.hpp"

namespace voxtrait {

/// What becomes of the ROI's corners where the four corners of a face alternate.
enum class AlternatingFaces : std::uint8_t { joined, separated };

/// The surface inside a cell for a set of corners; normals point out of the ROI.
std::vector<MeshCell::Triangle> cell_triangles(unsigned set, AlternatingFaces rule);

}  // namespace voxtrait

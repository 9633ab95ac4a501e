#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "voxtrait/core/volume.hpp"
#include "voxtrait/shape/closed_mask.hpp"

namespace voxtrait {

/// A point in mm.
using Point = Vector;

/// Points of a lattice, in whole steps from its origin.
struct LatticePoints {
  std::vector<Index> places;
  Vector step{1.0, 1.0, 1.0};  ///< mm

  [[nodiscard]] Point point(std::size_t i) const noexcept {
    Point result{};
    for (std::size_t a = 0; a < 3; ++a) result[a] = static_cast<double>(places[i][a]) * step[a];
    return result;
  }
};

/// Volume and surface of the marching-cubes mesh of a mask (IBSI WRJH).
struct MeshMeasures {
  double volume = 0.0;  ///< mm3, IBSI RNU0
  double area = 0.0;    ///< mm2, IBSI C0JK
};

/// The surface inside one cell of eight neighbouring voxel centres, for a given set of voxels that
/// belong to the ROI. Coordinates are in voxels from the cell's first voxel.
struct MeshCell {
  using Triangle = std::array<Vector, 3>;
  std::vector<Triangle> triangles;
  double volume = 0.0;  ///< part of the cell inside the surface
};

/// Corner k of a cell lies at x = bit 0, y = bit 1, z = bit 2 of k.
inline constexpr std::size_t cell_corners = 8;

/// The surface for each of the 256 sets of corners (bit k: corner k is in the ROI).
///
/// Vertices lie half-way between voxel centres. Where the four corners of a face alternate, those
/// in the ROI are joined; polygons that are not flat are cut so that the side with fewer corners
/// gets the larger volume. This is Lewiner's variant for masks, except in 32 sets where that makes
/// a tunnel inside the cell and this does not.
std::vector<MeshCell> mesh_cells();

/// Measures of the mask's mesh. No triangle is made: a cell's share depends only on its set of
/// corners, so cells are counted by set. O(voxels).
MeshMeasures mesh_measures(const ClosedMask& mask, const Vector& spacing);

/// Mesh vertices among which all corners of the convex hull are: the corners of the polygon around
/// each plane of them. In half voxels from the first voxel inside the closing border. O(voxels).
LatticePoints outermost_vertices(const ClosedMask& mask, const Vector& spacing);

}  // namespace voxtrait

#pragma once

#include "voxtrait/shape/mesh.hpp"

namespace voxtrait {

/// What PyRadiomics measures on its marching-cubes mesh, mm.
///
/// Of the 256 sets of corners it knows half: a set with the corner at x = 0, y = 1, z = 1 takes the
/// surface of its complement, turned around. Corners in the ROI (or, in such a set, those outside)
/// are separated where a face alternates. Neighbouring cells may disagree about a face, so the mesh
/// can have holes, and its volume then depends on where the block begins.
struct PyradiomicsMesh {
  MeshMeasures measures;
  double diameter = 0.0;         ///< between any two vertices
  double diameter_slice = 0.0;   ///< between vertices of the same z
  double diameter_column = 0.0;  ///< of the same y
  double diameter_row = 0.0;     ///< of the same x
};

/// Measures of the mesh of a mask, whose block is its bounding box. O(voxels).
PyradiomicsMesh pyradiomics_mesh(const Volume<std::uint8_t>& mask, const Vector& spacing);

/// What PyRadiomics measures on the outline of a slice by marching squares: corners of the ROI are
/// separated where four pixels alternate.
struct PyradiomicsOutline {
  double surface = 0.0;    ///< mm2
  double perimeter = 0.0;  ///< mm
  double diameter = 0.0;   ///< mm
};

/// Measures of the outline of a mask that is one voxel wide along `normal`. O(voxels).
PyradiomicsOutline pyradiomics_outline(const Volume<std::uint8_t>& mask, const Vector& spacing,
                                       std::size_t normal);

}  // namespace voxtrait

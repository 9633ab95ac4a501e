#include "mesh_triangles.hpp"

namespace voxtrait {

namespace {

std::size_t corners_at(const Volume<std::uint8_t>& mask, const Index& cell) {
  std::size_t set = 0;
  for (std::size_t k = 0; k < cell_corners; ++k) {
    const auto x = static_cast<std::int64_t>(k & 1U);
    const auto y = static_cast<std::int64_t>(k >> 1U & 1U);
    const auto z = static_cast<std::int64_t>(k >> 2U);
    if (mask.at(cell[0] + x, cell[1] + y, cell[2] + z) != 0) set |= std::size_t{1} << k;
  }
  return set;
}

}  // namespace

std::vector<double> mesh_triangles(const ClosedMask& mask, const Vector& spacing) {
  const std::vector<MeshCell> cells = mesh_cells();
  const Index& size = mask.padded.size();
  std::vector<double> triangles;
  for (Index at{0, 0, 0}; at[2] + 1 < size[2]; ++at[2]) {
    for (at[1] = 0; at[1] + 1 < size[1]; ++at[1]) {
      for (at[0] = 0; at[0] + 1 < size[0]; ++at[0]) {
        for (const MeshCell::Triangle& triangle : cells[corners_at(mask.padded, at)].triangles) {
          for (const Vector& corner : triangle) {
            for (std::size_t a = 0; a < 3; ++a) {
              const double voxel = static_cast<double>(at[a] - 1) + corner[a];
              triangles.push_back(voxel * spacing[a]);
            }
          }
        }
      }
    }
  }
  return triangles;
}

}  // namespace voxtrait

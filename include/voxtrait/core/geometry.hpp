#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace voxtrait {

using Index = std::array<std::int64_t, 3>;
using Vector = std::array<double, 3>;

/// Where the voxels of an image lie in the patient (DICOM's LPS axes, millimetres).
///
/// Axis order is x, y, z with x fastest in memory. `direction` is row-major; column `a` is the unit
/// vector along stored axis `a`. `origin` is the centre of the first voxel.
struct Geometry {
  Index size{0, 0, 0};
  Vector spacing{1.0, 1.0, 1.0};
  Vector origin{0.0, 0.0, 0.0};
  std::array<double, 9> direction{1, 0, 0, 0, 1, 0, 0, 0, 1};

  [[nodiscard]] std::int64_t voxel_count() const noexcept { return size[0] * size[1] * size[2]; }

  /// Patient position of a (continuous) voxel index.
  [[nodiscard]] Vector position(const Vector& index) const noexcept;

  /// Continuous voxel index of a patient position; direction must be orthonormal.
  [[nodiscard]] Vector index(const Vector& position) const noexcept;

  friend bool operator==(const Geometry&, const Geometry&) = default;
};

/// Throws `geometry.invalid` unless sizes and spacings are positive, all numbers finite and the
/// direction orthonormal within 1e-3; `where` says whose geometry it is.
void require_valid(const Geometry& geometry, const std::string& where);

/// How far two geometries are apart.
struct GeometryDifference {
  Index size{0, 0, 0};      ///< mask size minus image size, voxels
  double spacing = 0.0;     ///< largest difference of spacing, mm
  double origin = 0.0;      ///< distance between the origins, mm
  double direction = 0.0;   ///< largest angle between corresponding axes, degrees
  double displacement = 0;  ///< largest distance between corresponding corner voxels, mm
  double voxels = 0.0;      ///< the same, in voxels of the image's smallest spacing

  [[nodiscard]] bool same_size() const noexcept { return size == Index{0, 0, 0}; }
};

/// Compares as numbers; O(1).
GeometryDifference compare(const Geometry& image, const Geometry& mask) noexcept;

/// A mask is on an image's grid when sizes agree and no voxel lies further from its partner than
/// this part of a voxel. Headers written in 32-bit floats differ by about 1e-5.
inline constexpr double same_grid_tolerance_voxels = 1e-3;

/// Throws `geometry.mismatch` that says which of size, spacing, origin and direction differ, by how
/// much, and how to repair it, unless the mask lies on the image's grid.
void require_same_grid(const Geometry& image, const Geometry& mask);

}  // namespace voxtrait

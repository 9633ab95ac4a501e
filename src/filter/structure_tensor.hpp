#pragma once

#include <array>

#include "riesz.hpp"

namespace voxtrait {

/// The axes of the structure of an image around each voxel of a box of its layout, from the one
/// across which it varies most: the eigenvectors, by falling eigenvalue, of the structure tensor.
///
/// The tensor holds the products of the three first-order Riesz transforms of the image, filtered
/// by `band` first, smoothed by a Gaussian in mm. Only the first axes of a layout count. Entry 3 a
/// + c of a voxel is component c of axis a.
using StructureAxes = std::array<double, 9>;
std::vector<StructureAxes> structure_axes(const Spectrum& image, const SpectralLayout& layout,
                                          const Vector& spacing, const RealBand& band,
                                          double sigma_mm, const Box& box,
                                          const Parallel& parallel);

/// Voxels on either side of a box that the tensor depends on.
Index tensor_reach(double sigma_mm, std::size_t axes, const Vector& spacing) noexcept;

}  // namespace voxtrait

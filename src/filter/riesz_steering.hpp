#pragma once

#include "structure_tensor.hpp"

namespace voxtrait {

/// The Riesz transform of an image that was filtered by `band`, its orders meant along the axes of
/// the structure tensor at each voxel instead of the image's (IBSI's alignment by the structure
/// tensor). Steering is exact: the rotated transform is a sum of those of the same total order. The
/// tensor is that of the filtered image, or of the image itself.
Volume<double> steered_riesz(const Region& image, const Box& wanted, const SpectralLayout& layout,
                             const FilterValues& values, const RealBand& band,
                             const Parallel& parallel);

/// The settings `steered`, `tensor_of` and `tensor_sigma_mm`.
std::vector<SettingDeclaration> steering_settings();

/// Voxels around the image that alignment needs beside those of the filter.
Index steering_margin(const FilterValues& values, const Index& grid, const Vector& spacing);

/// Eigenvectors have no sign, so only even orders mean something along them; throws
/// `config.invalid` for others.
void require_steerable(const FilterValues& values);

}  // namespace voxtrait

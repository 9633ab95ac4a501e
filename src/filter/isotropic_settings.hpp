#pragma once

#include "isotropic_wavelet.hpp"

namespace voxtrait {

/// What all filters of isotropic wavelets have in common.
std::vector<SettingDeclaration> isotropic_settings();
/// The image is extended by `least` at least.
SpectralLayout isotropic_layout(const FilterValues& values, const Index& grid, const Box& wanted,
                                const Index& least = {0, 0, 0});
IsotropicBand isotropic_band(const FilterValues& values, const SpectralLayout& layout);
Box isotropic_need(const FilterValues& values, const Box& wanted, const Index& grid,
                   const Vector& spacing);

}  // namespace voxtrait

#pragma once

#include "spectrum.hpp"

namespace voxtrait {

/// Multiplies the spectrum at neighbouring frequencies along x, from `first` on, with a transfer
/// function; frequencies are in natural order. Along x there are those up to half the sampling
/// frequency: the function at the opposite of a frequency is its conjugate there.
using HalfTransfer =
    std::function<void(const Index& first, std::span<double> re, std::span<double> im)>;

/// The most frequencies that are asked for at a time.
inline constexpr std::size_t most_frequencies = 8;

/// The image filtered by a transfer function. Beside the image it takes memory for one volume, the
/// result's, which is somewhat larger where the image is extended along x and y.
/// O(voxels log extent).
Volume<double> filtered(const Region& image, const Box& wanted, const SpectralLayout& layout,
                        const HalfTransfer& transfer, const Parallel& parallel);

}  // namespace voxtrait

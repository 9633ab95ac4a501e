#pragma once

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"

namespace voxtrait {

/// Sums over all ordered pairs of different voxels of the intensity mask, weighted by inverse
/// distance; x is the deviation of an intensity from the mean.
struct PairSums {
  double weights = 0.0;
  double squares = 0.0;   ///< of x^2 of the first one
  double products = 0.0;  ///< of x times x

  PairSums& operator+=(const PairSums& more) noexcept {
    weights += more.weights;
    squares += more.squares;
    products += more.products;
    return *this;
  }
};

/// The voxels themselves.
struct VoxelSums {
  double voxels = 0.0;
  double squares = 0.0;  ///< of x^2
};

/// Those of the intensity mask in a box.
VoxelSums voxel_sums(const Roi& roi, const Box& box, double mean);

/// Exact to rounding, by whatever is quickest: few voxels in a large box pair by pair, many in the
/// Fourier domain, parts that lie far apart each for itself and between them by interpolation.
/// `box` bounds the mask, which has at least two voxels.
PairSums pair_sums(const Roi& roi, const Box& box, double mean, const VoxelSums& voxels,
                   const Parallel& parallel);

/// Pair by pair: O(voxels^2).
PairSums pair_sums_direct(const Roi& roi, const Box& box, double mean, const Parallel& parallel);

/// In the Fourier domain: O(N log N) for a box of N voxels. A sum over pairs is one over
/// displacements d of w(d) times an autocorrelation, and by Parseval's theorem that is the mean
/// over all frequencies of the spectrum W times a power spectrum: nothing is transformed back.
PairSums pair_sums_spectral(const Roi& roi, const Box& box, double mean, const VoxelSums& voxels,
                            const Parallel& parallel);

}  // namespace voxtrait

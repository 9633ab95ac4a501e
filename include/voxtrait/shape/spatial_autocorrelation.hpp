#pragma once

#include <cstdint>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"

namespace voxtrait {

/// Moran's I (IBSI N365) and Geary's C (NPT7) with inverse distances as weights.
struct SpatialAutocorrelation {
  double moran_i = 0.0;
  double geary_c = 0.0;
};

/// Both measures over all pairs of voxels of the intensity mask, exactly.
///
/// Every sum over pairs is a sum over displacements of an autocorrelation, so Fourier transforms of
/// mask and intensities replace the double loop: O(N log N) for a box of N voxels, with at most six
/// bytes for each where the box is large. Parts of the ROI that lie far apart have boxes of their
/// own; between them inverse distances are interpolated, to 1e-14. The same bits with any threads
/// on every processor. NaN where the ROI has one voxel or one intensity.
SpatialAutocorrelation spatial_autocorrelation(const Roi& roi, double mean,
                                               const Parallel& parallel);

/// At most so many bytes does it take for an intensity mask whose bounding box has this size.
std::uint64_t spatial_autocorrelation_memory(const Index& extent) noexcept;

}  // namespace voxtrait

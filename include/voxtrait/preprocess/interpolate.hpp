#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/roi.hpp"
#include "voxtrait/preprocess/grid.hpp"

namespace voxtrait {

enum class Kernel : std::uint8_t { nearest, linear, cubic };

/// Farthest input voxel that a sample looks at, in voxels from its position.
std::int64_t reach(Kernel kernel) noexcept;

/// Weights of the input voxels that make each sample of one axis.
///
/// `cubic` is the cardinal cubic spline cut where it falls below 1e-17, hence local: a sample does
/// not depend on how much of the image is kept around it. Voxels beyond the edge take the edge's
/// value, for every kernel.
struct AxisWeights {
  struct Sample {
    std::int64_t first = 0;  ///< first input voxel, relative to the block that is read
    std::size_t offset = 0;  ///< of its first weight
    std::int64_t count = 0;
  };
  std::vector<Sample> samples;
  std::vector<double> weights;
};

/// Weights for samples [begin, end) of a grid, with input indices relative to `input_begin`.
AxisWeights axis_weights(const AxisGrid& grid, Kernel kernel, std::int64_t begin, std::int64_t end,
                         std::int64_t input_begin);

/// Three one-dimensional passes, z first; O(output voxels * taps).
Volume<double> resample(const Volume<double>& input, const std::array<AxisWeights, 3>& weights,
                        const Parallel& parallel);

/// What has to be read and what will be made of it, known before any voxel is touched.
struct ResamplingPlan {
  std::array<AxisGrid, 3> axes;
  Box input;   ///< voxels to read, working axes
  Box output;  ///< samples to compute
};

/// Plans the samples that can lie in `roi` (a box in working axes), plus `margin_mm` around them.
/// Throws `config.invalid` for a spacing so small that the image's grid could not be counted.
ResamplingPlan plan_resampling(const Index& size, const Vector& spacing, const Box& roi,
                               const InterpolationSettings& settings, double margin_mm);

/// Intensities on the planned grid, rounded if the settings say so.
Volume<double> resample_intensity(const Volume<double>& intensity, const ResamplingPlan& plan,
                                  const InterpolationSettings& settings, const Parallel& parallel);

/// The ROI on the planned grid. Voxels whose interpolated mask is at least the threshold belong to
/// it; values within 5e-7 of the threshold count as being on it (IBSI E8H9).
Roi interpolate(const Roi& roi, const ResamplingPlan& plan, const InterpolationSettings& settings,
                const Parallel& parallel);

}  // namespace voxtrait

#pragma once

#include <cstdint>

#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// Part of a voxel that a grid may stick out before another voxel is added: 10 * 2.2 / 2 is 11 even
/// where floating point says 11.0000002.
inline constexpr double grid_size_tolerance = 1e-4;

/// Where the samples of one axis of an interpolation grid lie (IBSI UMPJ).
struct AxisGrid {
  std::int64_t input_size = 1;
  std::int64_t size = 1;
  double spacing = 1.0;  ///< mm, of the new grid
  double start = 0.0;    ///< input index of sample 0
  double step = 1.0;     ///< input voxels from sample to sample

  [[nodiscard]] double position(std::int64_t sample) const noexcept {
    return start + step * static_cast<double>(sample);
  }
  [[nodiscard]] bool identical() const noexcept {
    return size == input_size && start == 0.0 && step == 1.0;
  }
};

/// The grid of one axis: `ceil(size * spacing / new_spacing)` samples, placed by `alignment`.
///
/// `centre` (IBSI 3WE3) puts both centres together, `origin` (SBKJ) both first samples, `corner`
/// both outer corners of the first voxels, `fit` (58MB) stretches the new spacing so that first and
/// last samples of both grids coincide.
AxisGrid axis_grid(std::int64_t size, double spacing, double new_spacing, GridAlignment alignment);

}  // namespace voxtrait

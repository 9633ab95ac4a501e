#include "voxtrait/preprocess/grid.hpp"

#include <algorithm>
#include <cmath>

namespace voxtrait {

namespace {

std::int64_t samples_over(double extent) noexcept {
  return std::max<std::int64_t>(1,
                                static_cast<std::int64_t>(std::ceil(extent - grid_size_tolerance)));
}

/// First and last samples of both grids coincide; the spacing gives way.
AxisGrid fitted(std::int64_t size, double spacing, double new_spacing) {
  const double extent = static_cast<double>(size - 1) * spacing;
  if (size == 1) return {1, 1, new_spacing, 0.0, 1.0};
  const std::int64_t intervals = samples_over(extent / new_spacing);
  const auto n = static_cast<double>(intervals);
  return {size, intervals + 1, extent / n, 0.0, static_cast<double>(size - 1) / n};
}

}  // namespace

AxisGrid axis_grid(std::int64_t size, double spacing, double new_spacing, GridAlignment alignment) {
  if (spacing == new_spacing) return {size, size, spacing, 0.0, 1.0};
  if (alignment == GridAlignment::fit) return fitted(size, spacing, new_spacing);
  const auto n = static_cast<double>(size);
  const std::int64_t samples = samples_over(n * spacing / new_spacing);
  const double step = new_spacing / spacing;
  double start = 0.0;
  if (alignment == GridAlignment::centre) {
    // IBSI's x_b, written so that the division comes last and exact ratios stay exact.
    start = 0.5 * ((n - 1.0) * spacing - static_cast<double>(samples - 1) * new_spacing) / spacing;
  } else if (alignment == GridAlignment::corner) {
    start = 0.5 * (new_spacing - spacing) / spacing;
  }
  return {size, samples, new_spacing, start, step};
}

}  // namespace voxtrait

#include "pyradiomics_grid.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

constexpr double default_tolerance = 1e-6;

/// Corners of a ROI's box in voxels of the image, lowest and highest for each axis.
std::array<Vector, 2> corners_in_image(const Geometry& image, const Geometry& mask,
                                       const Box& roi) {
  Vector low{};
  Vector high{};
  for (std::size_t a = 0; a < 3; ++a) {
    low[a] = static_cast<double>(roi.begin[a]) - 0.5;
    high[a] = static_cast<double>(roi.end[a]) - 0.5;
  }
  const Vector first = image.index(mask.position(low));
  const Vector second = image.index(mask.position(high));
  for (std::size_t a = 0; a < 3; ++a) {
    low[a] = std::min(first[a], second[a]);
    high[a] = std::max(first[a], second[a]);
  }
  return {low, high};
}

/// A position in ITK's order of operations: samples half-way between voxels go to one or the other
/// by the last bit.
Vector position(const Geometry& g, const Vector& index) noexcept {
  Vector result{};
  for (std::size_t r = 0; r < 3; ++r) {
    double sum = 0.0;
    for (std::size_t a = 0; a < 3; ++a) sum += g.direction[3 * r + a] * g.spacing[a] * index[a];
    result[r] = sum + g.origin[r];
  }
  return result;
}

/// NumPy's `allclose` with its default tolerances.
bool all_close(const Vector& a, const Vector& b) noexcept {
  for (std::size_t i = 0; i < 3; ++i) {
    if (!(std::abs(a[i] - b[i]) <= 1e-8 + 1e-5 * std::abs(b[i]))) return false;
  }
  return true;
}

/// The wanted spacing: 0 keeps the mask's, and so does an axis where the ROI has one slice.
Vector wanted_spacing(const Geometry& mask, const Box& roi, const std::array<double, 3>& asked) {
  Vector spacing = mask.spacing;
  for (std::size_t a = 0; a < 3; ++a) {
    if (asked[a] != 0.0 && roi.extent(a) != 1) spacing[a] = asked[a];
  }
  return spacing;
}

}  // namespace

bool same_space(const Geometry& image, const Geometry& mask, double tolerance) noexcept {
  const double distance = std::abs(tolerance * image.spacing[0]);
  const auto within = [](double a, double b, double most) { return std::abs(a - b) <= most; };
  for (std::size_t a = 0; a < 3; ++a) {
    if (!within(image.origin[a], mask.origin[a], distance)) return false;
    if (!within(image.spacing[a], mask.spacing[a], distance)) return false;
  }
  for (std::size_t i = 0; i < 9; ++i) {
    if (!within(image.direction[i], mask.direction[i], tolerance)) return false;
  }
  return image.size == mask.size;
}

std::optional<Failure> outside_image(const Geometry& image, const Geometry& mask, const Box& roi) {
  constexpr double tolerance = 1e-3;  // voxels
  const auto [low, high] = corners_in_image(image, mask, roi);
  for (std::size_t a = 0; a < 3; ++a) {
    const double end = static_cast<double>(image.size[a]) - 0.5;
    if (low[a] >= -0.5 - tolerance && high[a] <= end + tolerance) continue;
    return Failure{Status::failed,
                   "the bounding box of the ROI reaches out of the image along axis " +
                       std::to_string(a) + ": from voxel " + std::to_string(low[a]) + " to " +
                       std::to_string(high[a]) + " of an image from -0.5 to " +
                       std::to_string(end)};
  }
  return std::nullopt;
}

void require_pyradiomics_grid(const Geometry& image, const Geometry& mask,
                              const PyradiomicsSettings& settings) {
  if (settings.correct_mask || (settings.resampled_pixel_spacing && settings.interpolator)) return;
  if (same_space(image, mask, settings.geometry_tolerance.value_or(default_tolerance))) return;
  const GeometryDifference d = compare(image, mask);
  throw Error(ErrorCode::geometry_mismatch,
              "the mask is not on the image's grid: sizes differ by " + std::to_string(d.size[0]) +
                  ", " + std::to_string(d.size[1]) + ", " + std::to_string(d.size[2]) +
                  " voxels, spacings by " + std::to_string(d.spacing) + " mm, origins by " +
                  std::to_string(d.origin) + " mm, axes by " + std::to_string(d.direction) +
                  " degrees; set correctMask to resample the mask, or raise geometryTolerance",
              "mask");
}

PyradiomicsGrid pyradiomics_grid(const Geometry& image, const Geometry& mask, const Box& roi,
                                 const PyradiomicsSettings& settings) {
  const Vector spacing = wanted_spacing(mask, roi, *settings.resampled_pixel_spacing);
  if (all_close(image.spacing, spacing)) return {image, true};
  Geometry grid = mask;
  grid.spacing = spacing;
  const auto pad = static_cast<double>(settings.pad_distance);
  Vector first{};  // of the new grid, in voxels of the mask
  for (std::size_t a = 0; a < 3; ++a) {
    const double ratio = mask.spacing[a] / spacing[a];
    const double begin = (static_cast<double>(roi.begin[a]) - 0.5) * ratio - pad;
    const double end = (static_cast<double>(roi.end[a]) - 0.5) * ratio + pad;
    const double last = std::ceil(static_cast<double>(mask.size[a]) * ratio) - 1.0;
    const double lower = std::max(0.0, std::floor(begin));
    const double upper = std::min(last, std::ceil(end));
    grid.size[a] = static_cast<std::int64_t>(upper - lower + 1.0);
    first[a] = 0.5 * (spacing[a] - mask.spacing[a]) / mask.spacing[a] + lower / ratio;
  }
  grid.origin = position(mask, first);
  return {grid, false};
}

Box part_for(const Geometry& image, const Geometry& grid) {
  // The cubic spline's memory falls by 0.27 a voxel: 1e-27 after this many.
  constexpr double reach = 48.0;
  Box box{image.size, {0, 0, 0}};
  for (unsigned corner = 0; corner < 8; ++corner) {
    Vector at{};
    for (std::size_t a = 0; a < 3; ++a) {
      at[a] = ((corner >> a) & 1U) != 0 ? static_cast<double>(grid.size[a] - 1) : 0.0;
    }
    const Vector index = image.index(grid.position(at));
    for (std::size_t a = 0; a < 3; ++a) {
      const double most = static_cast<double>(image.size[a]);
      const double low = std::clamp(std::floor(index[a] - reach), 0.0, most - 1.0);
      const double high = std::clamp(std::ceil(index[a] + reach) + 1.0, 1.0, most);
      box.begin[a] = std::min(box.begin[a], static_cast<std::int64_t>(low));
      box.end[a] = std::max(box.end[a], static_cast<std::int64_t>(high));
    }
  }
  return box;
}

PyradiomicsExtents pyradiomics_extents(const Geometry& image, const Geometry& mask, const Box& roi,
                                       const PyradiomicsSettings& settings) {
  const auto count = [](const Index& size) {
    return static_cast<double>(size[0]) * static_cast<double>(size[1]) *
           static_cast<double>(size[2]);
  };
  const bool resampling = settings.resampled_pixel_spacing && settings.interpolator;
  PyradiomicsExtents extents;
  const auto limit_roi = [&](const Geometry& grid) {
    for (std::size_t a = 0; a < 3; ++a) {
      const double voxels = static_cast<double>(roi.extent(a) + 1);
      extents.roi[a] = std::min(voxels * mask.spacing[a] / grid.spacing[a] + 2.0,
                                static_cast<double>(grid.size[a]));
    }
  };
  if (!resampling &&
      same_space(image, mask, settings.geometry_tolerance.value_or(default_tolerance))) {
    for (std::size_t a = 0; a < 3; ++a) extents.roi[a] = static_cast<double>(roi.extent(a));
    extents.grid = count(roi.extents());
    return extents;
  }
  PyradiomicsGrid grid{image, true};
  if (resampling) grid = pyradiomics_grid(image, mask, roi, settings);
  if (!grid.image_stays) extents.interpolated = count(part_for(image, grid.geometry).extents());
  extents.grid = count(grid.geometry.size);
  limit_roi(grid.geometry);
  return extents;
}

}  // namespace voxtrait

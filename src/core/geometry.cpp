#include "voxtrait/core/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

double dot_of_columns(const std::array<double, 9>& m, std::size_t a, std::size_t b) noexcept {
  return m[a] * m[b] + m[3 + a] * m[3 + b] + m[6 + a] * m[6 + b];
}

double length(const Vector& v) noexcept {
  return std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

Vector difference(const Vector& a, const Vector& b) noexcept {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

double angle_between_axes(const Geometry& a, const Geometry& b, std::size_t axis) noexcept {
  double cosine = 0.0;
  for (std::size_t r = 0; r < 3; ++r) {
    cosine += a.direction[3 * r + axis] * b.direction[3 * r + axis];
  }
  return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180.0 / std::numbers::pi;
}

/// The corner voxel whose bits in `corner` say which end of each axis is meant.
Vector corner_position(const Geometry& geometry, unsigned corner) noexcept {
  Vector index{};
  for (std::size_t a = 0; a < 3; ++a) {
    const bool far_end = ((corner >> a) & 1U) != 0;
    index[a] = far_end ? static_cast<double>(geometry.size[a] - 1) : 0.0;
  }
  return geometry.position(index);
}

std::string text(const char* format, double a, double b, double c) {
  std::array<char, 128> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, a, b, c);
  return buffer.data();
}

std::string text(const Index& size) {
  return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " +
         std::to_string(size[2]);
}

std::string text(const Vector& v) { return text("(%.6g, %.6g, %.6g)", v[0], v[1], v[2]); }

std::vector<std::string> differing_parts(const Geometry& image, const Geometry& mask,
                                         const GeometryDifference& d) {
  std::vector<std::string> parts;
  if (!d.same_size()) {
    parts.push_back("size: image " + text(image.size) + ", mask " + text(mask.size) + " voxels");
  }
  const double smallest = std::min({image.spacing[0], image.spacing[1], image.spacing[2]});
  if (d.spacing > 1e-6 * smallest) {
    parts.push_back("spacing: image " + text(image.spacing) + ", mask " + text(mask.spacing) +
                    " mm, largest difference " +
                    text("%.3g mm (%.3g voxels)", d.spacing, d.spacing / smallest, 0.0));
  }
  if (d.origin > 1e-6 * smallest) {
    parts.push_back("origin: image " + text(image.origin) + ", mask " + text(mask.origin) +
                    " mm, " +
                    text("%.3g mm (%.3g voxels) apart", d.origin, d.origin / smallest, 0.0));
  }
  if (d.direction > 1e-4) {
    parts.push_back("direction: axes differ by up to " + text("%.3g degrees", d.direction, 0, 0));
  }
  return parts;
}

}  // namespace

Vector Geometry::position(const Vector& index) const noexcept {
  Vector result = origin;
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t a = 0; a < 3; ++a) result[r] += direction[3 * r + a] * spacing[a] * index[a];
  }
  return result;
}

Vector Geometry::index(const Vector& position) const noexcept {
  const Vector relative = difference(position, origin);
  Vector result{};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t r = 0; r < 3; ++r) result[a] += direction[3 * r + a] * relative[r];
    result[a] /= spacing[a];
  }
  return result;
}

void require_valid(const Geometry& geometry, const std::string& where) {
  const auto reject = [&where](const std::string& message) {
    throw Error(ErrorCode::geometry_invalid, message, where);
  };
  for (std::size_t a = 0; a < 3; ++a) {
    if (geometry.size[a] < 1) {
      reject("expected at least one voxel along each axis, found " + text(geometry.size));
    }
    if (!std::isfinite(geometry.spacing[a]) || geometry.spacing[a] <= 0.0) {
      reject("expected a positive voxel spacing along each axis, found " + text(geometry.spacing) +
             " mm; correct the header or pass the true spacing");
    }
    if (!std::isfinite(geometry.origin[a])) reject("the origin is not finite");
  }
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = a; b < 3; ++b) {
      const double product = dot_of_columns(geometry.direction, a, b);
      if (!(std::abs(product - (a == b ? 1.0 : 0.0)) <= 1e-3)) {
        reject("expected orthogonal axes of unit length, found a direction matrix that is sheared "
               "or scaled; resample the image onto an orthogonal grid first");
      }
    }
  }
}

GeometryDifference compare(const Geometry& image, const Geometry& mask) noexcept {
  GeometryDifference result;
  for (std::size_t a = 0; a < 3; ++a) {
    result.size[a] = mask.size[a] - image.size[a];
    result.spacing = std::max(result.spacing, std::abs(mask.spacing[a] - image.spacing[a]));
    result.direction = std::max(result.direction, angle_between_axes(image, mask, a));
  }
  result.origin = length(difference(mask.origin, image.origin));
  for (unsigned corner = 0; corner < 8; ++corner) {
    const Vector apart = difference(corner_position(mask, corner), corner_position(image, corner));
    result.displacement = std::max(result.displacement, length(apart));
  }
  result.voxels =
      result.displacement / std::min({image.spacing[0], image.spacing[1], image.spacing[2]});
  return result;
}

void require_same_grid(const Geometry& image, const Geometry& mask) {
  const GeometryDifference d = compare(image, mask);
  if (d.same_size() && d.voxels <= same_grid_tolerance_voxels) return;
  std::string message = "the mask does not lie on the image's grid:";
  for (const std::string& part : differing_parts(image, mask, d)) message += "\n  " + part;
  message += "\n  corner voxels lie up to " +
             text("%.3g mm (%.3g voxels) apart", d.displacement, d.voxels, 0.0) + "; allowed are " +
             text("%.3g voxels", same_grid_tolerance_voxels, 0.0, 0.0) +
             ".\nIf image and mask show the same patient position, --resample-mask (resample_mask "
             "in Python and C++) puts the mask onto the image's grid by nearest neighbour.";
  throw Error(ErrorCode::geometry_mismatch, message, "mask");
}

}  // namespace voxtrait

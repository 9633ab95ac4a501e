#include "voxtrait/shape/spatial_autocorrelation.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>

#include "voxtrait/core/fourier.hpp"
#include "voxtrait/core/mask.hpp"

namespace voxtrait {

namespace {

using Complex = std::complex<double>;
using Spectrum = Volume<Complex>;

/// Calls `visit(spectrum value, inside, intensity)` for the voxels of `box`, moved to the origin.
template <class Visit>
void fill(const Roi& roi, const Box& box, Spectrum& spectrum, Visit&& visit) {
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      for (std::int64_t x = 0; x < box.extent(0); ++x) {
        const Index v{box.begin[0] + x, box.begin[1] + y, box.begin[2] + z};
        if (roi.intensity_mask.at(v[0], v[1], v[2]) != 0) {
          visit(spectrum.at(x, y, z), roi.intensity.at(v[0], v[1], v[2]));
        }
      }
    }
  }
}

Index padded_size(const Index& extent) {
  Index size{};
  for (std::size_t a = 0; a < 3; ++a) {
    const auto displacements = static_cast<std::size_t>(2 * extent[a] - 1);
    size[a] = static_cast<std::int64_t>(fast_transform_size(displacements));
  }
  return size;
}

std::int64_t opposite(std::int64_t index, std::int64_t size) {
  return index == 0 ? 0 : size - index;
}

/// Calls `visit(i, j)` once for each pair of opposite frequencies, i == j where they are the same.
template <class Visit>
void for_each_opposite_pair(const Spectrum& s, Visit&& visit) {
  const Index& n = s.size();
  for (std::int64_t z = 0; z < n[2]; ++z) {
    for (std::int64_t y = 0; y < n[1]; ++y) {
      for (std::int64_t x = 0; x < n[0]; ++x) {
        const std::size_t i = s.offset(x, y, z);
        const std::size_t j = s.offset(opposite(x, n[0]), opposite(y, n[1]), opposite(z, n[2]));
        if (i <= j) visit(i, j);
      }
    }
  }
}

/// The transform of mask + i x squares (first) and of x alone (second) becomes that of
/// autocorrelations: first of the mask with itself + i mask with squares, second of x with itself.
void correlate(Spectrum& first, Spectrum& second) {
  const auto f = first.values();
  const auto s = second.values();
  for_each_opposite_pair(first, [&](std::size_t i, std::size_t j) {
    const Complex mask = 0.5 * (f[i] + std::conj(f[j]));
    const Complex difference = f[i] - std::conj(f[j]);
    const Complex squares{0.5 * difference.imag(), -0.5 * difference.real()};
    const Complex both{std::norm(mask),
                       mask.real() * squares.real() + mask.imag() * squares.imag()};
    const Complex x{std::norm(s[i]), 0.0};
    // Both are real and even in the frequency, so opposite ones are equal.
    f[i] = f[j] = both;
    s[i] = s[j] = x;
  });
}

/// Sums over all pairs of different voxels, weighted by inverse distance.
struct WeightedSums {
  double weights = 0.0;
  double squares = 0.0;   ///< of x^2 of either voxel
  double products = 0.0;  ///< of x times x
};

double distance(const Index& displacement, const Vector& spacing) {
  double sum = 0.0;
  for (std::size_t a = 0; a < 3; ++a) {
    const double d = static_cast<double>(displacement[a]) * spacing[a];
    sum += d * d;
  }
  return std::sqrt(sum);
}

/// One plane of displacements; planes are added up in order, so threads do not matter.
WeightedSums sums_of_plane(const Spectrum& first, const Spectrum& second, std::int64_t z,
                           const Vector& spacing) {
  const Index& n = first.size();
  const auto scale = 1.0 / static_cast<double>(n[0] * n[1] * n[2]);
  WeightedSums sums;
  for (std::int64_t y = 0; y < n[1]; ++y) {
    for (std::int64_t x = 0; x < n[0]; ++x) {
      const Index d{std::min(x, n[0] - x), std::min(y, n[1] - y), std::min(z, n[2] - z)};
      if (d == Index{0, 0, 0}) continue;
      const double pairs = std::round(first.at(x, y, z).real() * scale);
      if (pairs == 0.0) continue;
      const double weight = 1.0 / distance(d, spacing);
      sums.weights += weight * pairs;
      sums.squares += weight * (first.at(x, y, z).imag() * scale);
      sums.products += weight * (second.at(x, y, z).real() * scale);
    }
  }
  return sums;
}

WeightedSums weighted_sums(const Spectrum& first, const Spectrum& second, const Vector& spacing,
                           const Parallel& parallel) {
  std::vector<WeightedSums> planes(static_cast<std::size_t>(first.size()[2]));
  parallel.for_each(planes.size(), [&](std::size_t z) {
    planes[z] = sums_of_plane(first, second, static_cast<std::int64_t>(z), spacing);
  });
  WeightedSums total;
  for (const WeightedSums& plane : planes) {
    total.weights += plane.weights;
    total.squares += plane.squares;
    total.products += plane.products;
  }
  return total;
}

}  // namespace

std::uint64_t spatial_autocorrelation_memory(const Index& extent) noexcept {
  const Index size = padded_size(extent);
  return 2 * sizeof(Complex) * static_cast<std::uint64_t>(size[0]) *
         static_cast<std::uint64_t>(size[1]) * static_cast<std::uint64_t>(size[2]);
}

SpatialAutocorrelation spatial_autocorrelation(const Roi& roi, double mean,
                                               const Parallel& parallel) {
  constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  const Box box = bounding_box(roi.intensity_mask);
  Spectrum first(padded_size(box.extents()));
  Spectrum second(first.size());
  double voxels = 0.0;
  double squares = 0.0;
  fill(roi, box, first, [&](Complex& target, double intensity) {
    const double x = intensity - mean;
    target = {1.0, x * x};
    voxels += 1.0;
    squares += x * x;
  });
  if (voxels < 2.0 || squares == 0.0) return {undefined, undefined};
  fill(roi, box, second, [&](Complex& target, double intensity) {
    target = {intensity - mean, 0.0};
  });
  transform(first, parallel);
  transform(second, parallel);
  correlate(first, second);
  transform(first, parallel);
  transform(second, parallel);
  const WeightedSums sums = weighted_sums(first, second, roi.spacing, parallel);
  // Over ordered pairs, sum of w (x1 - x2)^2 is twice sum of w x1^2 minus twice sum of w x1 x2.
  return {voxels / sums.weights * sums.products / squares,
          (voxels - 1.0) / sums.weights * (sums.squares - sums.products) / squares};
}

}  // namespace voxtrait

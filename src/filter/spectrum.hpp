#pragma once

#include <functional>
#include <span>

#include "voxtrait/filter/boundary.hpp"
#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// A complex volume, and its discrete Fourier transform along its first axes.
struct Spectrum {
  Volume<double> re;
  Volume<double> im;

  /// Without scaling. O(voxels log extent).
  void forward(std::size_t axes, const Parallel& parallel);
  void inverse(std::size_t axes, const Parallel& parallel);
};

/// Multiplies one row of a spectrum with a transfer function; frequencies are in natural order.
using Transfer =
    std::function<void(std::int64_t y, std::int64_t z, std::span<double> re, std::span<double> im)>;

/// How an image is laid out for a filter that is applied to its spectrum: extended by its boundary
/// rule on all sides of the filtered axes, but as it is for a periodic one.
struct SpectralLayout {
  std::size_t axes = 3;
  Boundary boundary = Boundary::periodic;
  Index before{0, 0, 0};  ///< voxels before the image
  Index size{0, 0, 0};

  /// The extended axis, in voxels of the image.
  [[nodiscard]] Span span(std::size_t axis) const noexcept {
    return {-before[axis], size[axis] - before[axis]};
  }
  [[nodiscard]] std::int64_t frequency(std::size_t axis, std::int64_t k) const noexcept {
    return 2 * k < size[axis] ? k : k - size[axis];
  }
};

/// The layout for the wanted part of an image, with at least `margin` voxels on either side. Throws
/// std::runtime_error where that is out of proportion to the image.
SpectralLayout layout_of(const Index& grid, const Box& wanted, std::size_t axes, Boundary boundary,
                         const Index& margin);

/// The bytes that so many volumes of a layout and of the wanted part take.
std::uint64_t bytes_of(const SpectralLayout& layout, const Box& wanted, std::uint64_t of_layout,
                       std::uint64_t of_wanted) noexcept;

/// All of the image along the filtered axes, what is wanted along the others.
Box spectral_need(const Box& wanted, const Index& grid, std::size_t axes) noexcept;

/// The spectrum of the extended image.
Spectrum spectrum_of(const Region& image, const Box& wanted, const SpectralLayout& layout,
                     const Parallel& parallel);

/// The wanted part of an image in a layout.
Box within(const SpectralLayout& layout, const Box& wanted) noexcept;

/// The real part of the image filtered by a transfer function, in a box of the layout.
Volume<double> response_of(Spectrum spectrum, const SpectralLayout& layout,
                           const Transfer& transfer, const Box& box, const Parallel& parallel);

}  // namespace voxtrait

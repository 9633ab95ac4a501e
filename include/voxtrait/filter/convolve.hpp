#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "voxtrait/filter/boundary.hpp"
#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// A one-dimensional kernel of odd length, its centre in the middle; an empty one changes nothing.
using Taps = std::vector<double>;

/// One kernel for each axis, x, y, z.
using SeparableKernel = std::array<Taps, 3>;

inline std::int64_t reach_of(const Taps& taps) noexcept {
  return static_cast<std::int64_t>(taps.size()) / 2;
}

/// How far a kernel reaches along each axis.
Index reach_of(const SeparableKernel& kernel) noexcept;

/// The voxels of the image within this reach of the wanted ones.
Box needed_box(Boundary boundary, const Box& wanted, const Index& reach,
               const Index& grid) noexcept;

/// The convolution with a separable kernel, response(x) = sum of kernel(k) image(x - k), in
/// `wanted`; the region must cover what is needed for it. Sums run over k in order, so their bits
/// are the same for any number of threads and any processor. O(voxels * taps).
Region convolved(const Region& image, const SeparableKernel& kernel, Boundary boundary,
                 const Box& wanted, const Parallel& parallel);

}  // namespace voxtrait

#pragma once

#include "region.hpp"
#include "voxtrait/filter/pyradiomics.hpp"

namespace voxtrait {

PyradiomicsImageType exponential_type();
PyradiomicsImageType gradient_type();
PyradiomicsImageType lbp_2d_type();
PyradiomicsImageType lbp_3d_type();
PyradiomicsImageType log_type();
PyradiomicsImageType logarithm_type();
PyradiomicsImageType square_type();
PyradiomicsImageType square_root_type();
PyradiomicsImageType wavelet_type();

/// A box in voxels of the image that it lies in.
inline Box within(const PyradiomicsSource& source, const Box& box) noexcept {
  Box result = box;
  for (std::size_t a = 0; a < 3; ++a) {
    result.begin[a] -= source.box.begin[a];
    result.end[a] -= source.box.begin[a];
  }
  return result;
}

/// A box that grows by the same margin along all axes, which may exceed any image.
inline Box grown_by(double margin, const Box& box, const Index& size) noexcept {
  const auto voxels = static_cast<std::int64_t>(std::min(margin, 1e9));
  return grown(box, {voxels, voxels, voxels}, size);
}

/// Intensities of a box in voxels of the image.
inline Volume<double> read_within(const PyradiomicsSource& source, Box box) {
  for (std::size_t a = 0; a < 3; ++a) {
    box.begin[a] += source.box.begin[a];
    box.end[a] += source.box.begin[a];
  }
  return source.read(box);
}

}  // namespace voxtrait

#pragma once

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

/// The part of a volume over `from` that lies in `box`, as double.
template <class T>
Volume<double> part_of(const Volume<T>& volume, const Box& from, const Box& box) {
  Volume<double> result(box.extents(), Filling::dense);
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const auto row = volume.row(y - from.begin[1], z - from.begin[2]);
      std::ranges::copy(row.subspan(static_cast<std::size_t>(box.begin[0] - from.begin[0]),
                                    static_cast<std::size_t>(box.extent(0))),
                        result.row(y - box.begin[1], z - box.begin[2]).begin());
    }
  }
  return result;
}

}  // namespace voxtrait

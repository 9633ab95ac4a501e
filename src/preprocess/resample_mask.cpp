#include "voxtrait/preprocess/resample_mask.hpp"

#include <cmath>
#include <vector>

namespace voxtrait {

namespace {

/// Stored offset of the voxel nearest to a continuous index, or -1 outside the mask.
std::int64_t nearest_offset(const Vector& index, const Index& size) noexcept {
  Index voxel{};
  for (std::size_t a = 0; a < 3; ++a) {
    const double nearest = std::floor(index[a] + 0.5 + 1e-6);
    if (nearest < 0.0 || nearest >= static_cast<double>(size[a])) return -1;
    voxel[a] = static_cast<std::int64_t>(nearest);
  }
  return (voxel[2] * size[1] + voxel[1]) * size[0] + voxel[0];
}

template <class T>
Image resampled(const T* voxels, const Geometry& mask, const Geometry& image) {
  auto labels = std::make_shared<std::vector<T>>(static_cast<std::size_t>(image.voxel_count()));
  T* target = labels->data();
  for (std::int64_t z = 0; z < image.size[2]; ++z) {
    for (std::int64_t y = 0; y < image.size[1]; ++y) {
      for (std::int64_t x = 0; x < image.size[0]; ++x, ++target) {
        const Vector index{double(x), double(y), double(z)};
        const std::int64_t offset = nearest_offset(mask.index(image.position(index)), mask.size);
        if (offset >= 0) *target = voxels[offset];
      }
    }
  }
  return {std::shared_ptr<const void>(labels, labels->data()), pixel_type_of<T>(), image};
}

}  // namespace

Image resample_mask(const ImageView& mask, const Geometry& image) {
  return with_pixels(mask,
                     [&](const auto* voxels) { return resampled(voxels, mask.geometry, image); });
}

}  // namespace voxtrait

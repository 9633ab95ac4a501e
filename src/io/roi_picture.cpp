#include "voxtrait/io/roi_picture.hpp"

#include <algorithm>
#include <cmath>

#include "png.hpp"

namespace voxtrait {

namespace {

constexpr Rgb outline_colour{255, 190, 0};
constexpr Rgb outline_shadow{0, 0, 0};  // keeps the outline visible on white, and in print
constexpr Rgb hatch_colour{80, 170, 255};
constexpr std::int64_t outline_width = 3;
constexpr std::int64_t shadow_width = 1;
constexpr std::int64_t hatch_period = 8;
constexpr std::int64_t hatch_width = 2;

std::int64_t set_voxels(const Volume<std::uint8_t>& mask, std::int64_t slice) noexcept {
  std::int64_t count = 0;
  for (std::int64_t y = 0; y < mask.size()[1]; ++y) {
    count += std::ranges::count(mask.row(y, slice), std::uint8_t{1});
  }
  return count;
}

/// One slice, seen through the pixels of its enlargement.
class EnlargedSlice {
 public:
  EnlargedSlice(const Roi& roi, std::int64_t slice, const IntensityWindow& window,
                std::int64_t pixels)
      : roi_(roi),
        slice_(slice),
        window_(window) {
    const Index& size = roi.intensity.size();
    const double longest = std::max(static_cast<double>(size[0]) * roi.spacing[0],
                                    static_cast<double>(size[1]) * roi.spacing[1]);
    for (std::size_t a = 0; a < 2; ++a) {
      const double exact = static_cast<double>(pixels) / longest * roi.spacing[a];
      scale_[a] = std::max<std::int64_t>(1, std::llround(exact));
    }
  }

  [[nodiscard]] std::int64_t width() const { return roi_.intensity.size()[0] * scale_[0]; }
  [[nodiscard]] std::int64_t height() const { return roi_.intensity.size()[1] * scale_[1]; }

  [[nodiscard]] Rgb colour(std::int64_t x, std::int64_t y) const {
    if (!inside(x, y)) return near(x, y, shadow_width, true) ? outline_shadow : grey(x, y);
    if (near(x, y, outline_width, false)) return outline_colour;
    const bool hatched = (x + y) % hatch_period < hatch_width && !kept(x, y);
    return hatched ? hatch_colour : grey(x, y);
  }

 private:
  [[nodiscard]] bool inside(std::int64_t x, std::int64_t y) const {
    if (x < 0 || y < 0 || x >= width() || y >= height()) return false;
    return roi_.morphological_mask.at(x / scale_[0], y / scale_[1], slice_) != 0;
  }

  [[nodiscard]] bool kept(std::int64_t x, std::int64_t y) const {
    return roi_.intensity_mask.at(x / scale_[0], y / scale_[1], slice_) != 0;
  }

  /// Whether a pixel within this distance, straight or diagonal, is inside (or outside) the mask.
  [[nodiscard]] bool near(std::int64_t x, std::int64_t y, std::int64_t distance,
                          bool is_inside) const {
    for (std::int64_t dy = -distance; dy <= distance; ++dy) {
      for (std::int64_t dx = -distance; dx <= distance; ++dx) {
        if (inside(x + dx, y + dy) == is_inside) return true;
      }
    }
    return false;
  }

  [[nodiscard]] Rgb grey(std::int64_t x, std::int64_t y) const {
    const double intensity = roi_.intensity.at(x / scale_[0], y / scale_[1], slice_);
    const double part = (intensity - window_.black) / (window_.white - window_.black);
    // Not a number is drawn black.
    const double shade = part > 0.0 ? std::min(part, 1.0) : 0.0;
    const auto level = static_cast<std::uint8_t>(std::lround(255.0 * shade));
    return {level, level, level};
  }

  const Roi& roi_;
  std::int64_t slice_;
  IntensityWindow window_;
  std::array<std::int64_t, 2> scale_{1, 1};
};

RgbImage painted(const EnlargedSlice& slice) {
  RgbImage image;
  image.width = static_cast<std::size_t>(slice.width());
  image.height = static_cast<std::size_t>(slice.height());
  image.pixels.reserve(image.width * image.height);
  for (std::int64_t y = 0; y < slice.height(); ++y) {
    for (std::int64_t x = 0; x < slice.width(); ++x) image.pixels.push_back(slice.colour(x, y));
  }
  return image;
}

}  // namespace

std::int64_t largest_slice(const Roi& roi) noexcept {
  std::int64_t largest = 0;
  std::int64_t most = -1;
  for (std::int64_t z = 0; z < roi.morphological_mask.size()[2]; ++z) {
    const std::int64_t voxels = set_voxels(roi.morphological_mask, z);
    if (voxels > most) largest = z;
    most = std::max(most, voxels);
  }
  return largest;
}

RoiPicture draw_slice(const Roi& roi, std::int64_t slice, const IntensityWindow& window,
                      std::int64_t pixels) {
  const EnlargedSlice enlarged(roi, slice, window, pixels);
  RoiPicture picture;
  picture.png = encode_png(painted(enlarged));
  picture.width = enlarged.width();
  picture.height = enlarged.height();
  picture.slice = roi.box.begin[2] + slice;
  picture.voxels = set_voxels(roi.morphological_mask, slice);
  picture.removed = picture.voxels - set_voxels(roi.intensity_mask, slice);
  return picture;
}

}  // namespace voxtrait

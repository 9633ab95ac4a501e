#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>

#include "voxtrait/core/geometry.hpp"

namespace voxtrait {

/// Types that voxels are stored in.
enum class PixelType : std::uint8_t {
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64,
};

std::string_view name(PixelType type) noexcept;
std::size_t size_of(PixelType type) noexcept;

/// The pixel type of a C++ arithmetic type, by its size and signedness.
template <class T>
constexpr PixelType pixel_type_of() noexcept {
  static_assert(std::is_arithmetic_v<T> && sizeof(T) <= 8, "voxels are numbers");
  if constexpr (std::is_floating_point_v<T>) {
    return sizeof(T) == 4 ? PixelType::float32 : PixelType::float64;
  } else {
    constexpr int width = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
    return static_cast<PixelType>(2 * width + (std::is_signed_v<T> ? 0 : 1));
  }
}

/// Voxels that belong to somebody else, in the type they are stored in, contiguous with x fastest.
struct ImageView {
  const void* data = nullptr;
  PixelType type = PixelType::float32;
  Geometry geometry;
};

template <class T>
ImageView view(const T* data, const Geometry& geometry) noexcept {
  return {data, pixel_type_of<T>(), geometry};
}

/// Voxels that are kept alive by the image; copies share them. Immutable.
class Image {
 public:
  Image() = default;
  Image(std::shared_ptr<const void> data, PixelType type, const Geometry& geometry)
      : data_(std::move(data)),
        type_(type),
        geometry_(geometry) {}

  [[nodiscard]] PixelType type() const noexcept { return type_; }
  [[nodiscard]] const Geometry& geometry() const noexcept { return geometry_; }
  [[nodiscard]] ImageView view() const noexcept { return {data_.get(), type_, geometry_}; }
  operator ImageView() const noexcept { return view(); }

 private:
  std::shared_ptr<const void> data_;
  PixelType type_ = PixelType::float32;
  Geometry geometry_;
};

/// Calls `function` with a pointer of the stored type to the voxels of the view.
template <class Function>
decltype(auto) with_pixels(const ImageView& image, Function&& function) {
  switch (image.type) {
    case PixelType::int8: return function(static_cast<const std::int8_t*>(image.data));
    case PixelType::uint8: return function(static_cast<const std::uint8_t*>(image.data));
    case PixelType::int16: return function(static_cast<const std::int16_t*>(image.data));
    case PixelType::uint16: return function(static_cast<const std::uint16_t*>(image.data));
    case PixelType::int32: return function(static_cast<const std::int32_t*>(image.data));
    case PixelType::uint32: return function(static_cast<const std::uint32_t*>(image.data));
    case PixelType::int64: return function(static_cast<const std::int64_t*>(image.data));
    case PixelType::uint64: return function(static_cast<const std::uint64_t*>(image.data));
    case PixelType::float32: return function(static_cast<const float*>(image.data));
    case PixelType::float64: break;
  }
  return function(static_cast<const double*>(image.data));
}

}  // namespace voxtrait

#include "voxtrait/core/image.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <type_traits>
#include <vector>

namespace {

using voxtrait::PixelType;

template <class T>
constexpr bool sees(PixelType type) {
  const T voxel{42};
  const voxtrait::ImageView view{&voxel, type, {}};
  return voxtrait::with_pixels(view, [](const auto* voxels) {
    return std::is_same_v<decltype(voxels), const T*> && *voxels == 42;
  });
}

}  // namespace

TEMPLATE_TEST_CASE("a pixel type names the C++ type that voxels are read as", "", std::int8_t,
                   std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
                   std::int64_t, std::uint64_t, float, double) {
  constexpr PixelType type = voxtrait::pixel_type_of<TestType>();
  CHECK(voxtrait::size_of(type) == sizeof(TestType));
  CHECK(sees<TestType>(type));
  const bool is_unsigned = std::is_unsigned_v<TestType>;
  CHECK(voxtrait::name(type).starts_with(std::is_floating_point_v<TestType> ? "float"
                                         : is_unsigned                      ? "uint"
                                                                            : "int"));
  CHECK(voxtrait::name(type).ends_with(std::to_string(8 * sizeof(TestType))));
}

TEST_CASE("C++ types without a fixed width have the pixel type of their size") {
  CHECK(voxtrait::pixel_type_of<long long>() == PixelType::int64);
  CHECK(voxtrait::pixel_type_of<unsigned long long>() == PixelType::uint64);
  CHECK(voxtrait::pixel_type_of<bool>() == PixelType::uint8);
  CHECK(voxtrait::pixel_type_of<signed char>() == PixelType::int8);
}

TEST_CASE("an image keeps its voxels alive as long as a copy of it lives") {
  auto voxels = std::make_shared<std::vector<float>>(std::vector<float>{1, 2, 3});
  const std::weak_ptr<std::vector<float>> watch = voxels;
  voxtrait::Geometry geometry;
  geometry.size = {3, 1, 1};
  voxtrait::Image copy;
  {
    const voxtrait::Image image(std::shared_ptr<const void>(voxels, voxels->data()),
                                PixelType::float32, geometry);
    copy = image;
    CHECK(copy.view().data == image.view().data);
  }
  voxels.reset();
  REQUIRE_FALSE(watch.expired());
  CHECK(static_cast<const float*>(copy.view().data)[2] == 3.0F);
  CHECK(copy.geometry().size[0] == 3);
  copy = {};
  CHECK(watch.expired());
}

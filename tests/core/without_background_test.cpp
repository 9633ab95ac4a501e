#include "voxtrait/core/without_background.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <memory>
#include <vector>

#include "support/random.hpp"

namespace {

using voxtrait::Image;

template <class T>
Image image_of(std::vector<T> voxels) {
  voxtrait::Geometry geometry;
  geometry.size = {static_cast<std::int64_t>(voxels.size()), 1, 1};
  const auto kept = std::make_shared<std::vector<T>>(std::move(voxels));
  return {std::shared_ptr<const void>(kept, kept->data()), voxtrait::pixel_type_of<T>(), geometry};
}

}  // namespace

TEMPLATE_TEST_CASE("voxels are the same without background", "", std::uint8_t, std::int16_t,
                   double) {
  voxtrait::test::Random random(4);
  for (const std::size_t count : {1U, 7U, 4096U, 5000U, 40000U}) {
    for (const double part : {0.0, 0.0001, 0.5, 1.0}) {
      std::vector<TestType> voxels(count);
      for (TestType& voxel : voxels) {
        if (random.chance(part)) voxel = static_cast<TestType>(random.integer(1, 200));
      }
      const Image image = image_of(voxels);
      const Image kept = voxtrait::without_background(image);
      CAPTURE(count, part);
      REQUIRE(kept.type() == image.type());
      REQUIRE(kept.geometry().size == image.geometry().size);
      REQUIRE(kept.view().data != image.view().data);
      REQUIRE(std::memcmp(kept.view().data, voxels.data(), count * sizeof(TestType)) == 0);
    }
  }
}

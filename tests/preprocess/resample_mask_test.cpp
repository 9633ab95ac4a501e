#include "voxtrait/preprocess/resample_mask.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "support/random.hpp"
#include "support/stored_image.hpp"
#include "voxtrait/core/label_map.hpp"

namespace {

using voxtrait::Geometry;
using voxtrait::Image;
using voxtrait::Index;
using voxtrait::test::Random;
using voxtrait::test::StoredImage;

Geometry geometry(const Index& size, double spacing) {
  Geometry g;
  g.size = size;
  g.spacing = {spacing, spacing, spacing};
  return g;
}

StoredImage<std::int16_t> random_mask(const Geometry& g) {
  Random random(95);
  return voxtrait::test::stored_image<std::int16_t>(
      g, [&](auto...) { return random.integer(0, 3) * 100; });
}

std::int16_t voxel(const Image& image, const Index& i) {
  const Index& size = image.geometry().size;
  return static_cast<const std::int16_t*>(
      image.view().data)[(i[2] * size[1] + i[1]) * size[0] + i[0]];
}

}  // namespace

TEST_CASE("a mask on the image's grid stays as it is") {
  Geometry g = geometry({7, 6, 5}, 1.3);
  g.direction = voxtrait::test::rotation(10, 20, 30);
  const auto mask = random_mask(g);
  const Image result = voxtrait::resample_mask(mask, g);
  CHECK(result.type() == voxtrait::PixelType::int16);
  CHECK(result.geometry() == g);
  const auto* voxels = static_cast<const std::int16_t*>(result.view().data);
  CHECK(std::equal(mask.voxels.begin(), mask.voxels.end(), voxels));
}

TEST_CASE("a mask in another storage order comes back in the image's order") {
  Geometry g = geometry({7, 6, 5}, 1.3);
  g.origin = {11.0, -7.0, 5.5};
  g.direction = voxtrait::test::rotation(5, -8, 12);
  const auto mask = random_mask(g);
  for (const auto& order : voxtrait::test::all_storage_orders()) {
    const auto stored = voxtrait::test::restored(mask, order);
    const Image result = voxtrait::resample_mask(stored, g);
    const auto* voxels = static_cast<const std::int16_t*>(result.view().data);
    REQUIRE(std::equal(mask.voxels.begin(), mask.voxels.end(), voxels));
  }
}

TEST_CASE("each image voxel takes the label of the nearest mask voxel and 0 outside") {
  const auto mask = random_mask(geometry({6, 6, 6}, 2.0));
  Geometry image = geometry({20, 20, 20}, 0.9);
  image.origin = {-2.0, 0.3, 1.7};
  const Image result = voxtrait::resample_mask(mask, image);
  int outside = 0;
  for (std::int64_t z = 0; z < 20; ++z) {
    for (std::int64_t y = 0; y < 20; ++y) {
      for (std::int64_t x = 0; x < 20; ++x) {
        const Index at{x, y, z};
        Index nearest{};
        bool inside = true;
        for (std::size_t a = 0; a < 3; ++a) {
          const double position = image.origin[a] + 0.9 * static_cast<double>(at[a]);
          nearest[a] = static_cast<std::int64_t>(std::floor(position / 2.0 + 0.5 + 1e-6));
          inside = inside && nearest[a] >= 0 && nearest[a] < 6;
        }
        outside += inside ? 0 : 1;
        REQUIRE(voxel(result, at) == (inside ? mask.at(nearest) : 0));
      }
    }
  }
  CHECK(outside > 0);
}

TEST_CASE("no label is invented") {
  const auto mask = random_mask(geometry({6, 6, 6}, 2.0));
  Geometry image = geometry({15, 15, 15}, 0.7);
  image.direction = voxtrait::test::rotation(20, 0, 10);
  const Image result = voxtrait::resample_mask(mask, image);
  for (const auto& region : voxtrait::find_labels(result)) {
    CHECK((region.label == 100 || region.label == 200 || region.label == 300));
  }
}

TEST_CASE("a mask elsewhere in the patient leaves nothing") {
  Geometry image = geometry({5, 5, 5}, 1.0);
  image.origin = {1000.0, 0.0, 0.0};
  CHECK(voxtrait::find_labels(voxtrait::resample_mask(random_mask(geometry({6, 6, 6}, 1.0)), image))
            .empty());
}

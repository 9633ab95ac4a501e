#include "voxtrait/texture/shared_matrices.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "support/level_sizes.hpp"
#include "support/levels.hpp"

namespace {

using voxtrait::border_distances;
using voxtrait::Levels;
using voxtrait::NeighbourhoodMatrices;
using voxtrait::Parallel;
using voxtrait::SharedMatrices;
using voxtrait::Volume;
using voxtrait::ZoneMatrices;
using voxtrait::test::elements_of;
using voxtrait::test::LevelVolume;
using voxtrait::test::Random;

/// Levels with the mask they lie in.
struct Scene {
  explicit Scene(const LevelVolume& volume) : levels(voxtrait::test::levels_of(volume, 2)) {
    levels.box = {{0, 0, 0}, volume.size()};
    roi.morphological_mask = voxtrait::test::volume_of<std::uint8_t>(
        volume.size(), [&](auto x, auto y, auto z) { return volume.at(x, y, z) != 0 ? 1 : 0; });
  }
  Levels levels;
  voxtrait::Roi roi;
};

Scene random_scene() {
  Random random(22);
  return Scene(voxtrait::test::smooth_levels({13, 11, 7}, 5, 0.9, random));
}

void check_same(const NeighbourhoodMatrices& a, const NeighbourhoodMatrices& b) {
  CHECK(a.tone_difference.differences == b.tone_difference.differences);
  CHECK(a.tone_difference.voxels == b.tone_difference.voxels);
  CHECK(elements_of(a.dependence) == elements_of(b.dependence));
}

void check_zones(const ZoneMatrices& found, const Scene& scene, bool in_slices, std::int64_t begin,
                 std::int64_t end) {
  const auto zones = voxtrait::zones_of(
      scene.levels, border_distances(scene.roi.morphological_mask, in_slices), begin, end);
  CHECK(elements_of(found.sizes) == elements_of(voxtrait::size_zones(zones, scene.levels.count)));
  CHECK(elements_of(found.distances) ==
        elements_of(voxtrait::distance_zones(zones, scene.levels.count)));
}

}  // namespace

TEST_CASE("shared matrices of a ROI are those of direct calls") {
  const Scene scene = random_scene();
  const std::int64_t slices = scene.levels.slice_count();
  for (const int threads : {1, 2}) {
    const Parallel parallel(threads);
    const SharedMatrices shared(scene.levels, scene.roi, parallel);
    REQUIRE(shared.zones(false).size() == 1);
    check_zones(shared.zones(false).front(), scene, false, 0, slices);
    REQUIRE(shared.neighbourhoods(2, 1, false).size() == 1);
    check_same(shared.neighbourhoods(2, 1, false).front(),
               voxtrait::neighbourhood_matrices(scene.levels, 2, 1, 0, slices));
  }
}

TEST_CASE("shared matrices of slices are those of direct calls") {
  const Scene scene = random_scene();
  const auto slices = static_cast<std::size_t>(scene.levels.slice_count());
  const Parallel parallel(2);
  const SharedMatrices shared(scene.levels, scene.roi, parallel);
  REQUIRE(shared.zones(true).size() == slices);
  REQUIRE(shared.neighbourhoods(1, 0, true).size() == slices);
  for (std::size_t i = 0; i < slices; ++i) {
    const auto z = static_cast<std::int64_t>(i);
    check_zones(shared.zones(true)[i], scene, true, z, z + 1);
    check_same(shared.neighbourhoods(1, 0, true)[i],
               voxtrait::neighbourhood_matrices(scene.levels, 1, 0, z, z + 1));
  }
}

TEST_CASE("a second question gets the same object, another question another") {
  const Scene scene = random_scene();
  const Parallel parallel(1);
  const SharedMatrices shared(scene.levels, scene.roi, parallel);
  CHECK(&shared.zones(false) == &shared.zones(false));
  CHECK(&shared.zones(false) != &shared.zones(true));
  const auto& first = shared.neighbourhoods(1, 0, false);
  CHECK(&shared.neighbourhoods(2, 0, false) != &first);
  CHECK(&shared.neighbourhoods(1, 1, false) != &first);
  CHECK(&shared.neighbourhoods(1, 0, true) != &first);
  CHECK(&shared.neighbourhoods(1, 0, false) == &first);  // others have not moved it
}

TEST_CASE("threads that ask at once get one and the same result") {
  const Scene scene = random_scene();
  const Parallel parallel(2);
  for (int trial = 0; trial < 20; ++trial) {
    const SharedMatrices shared(scene.levels, scene.roi, parallel);
    constexpr std::size_t threads = 4;
    std::array<const void*, threads> zones{};
    std::array<const void*, threads> neighbourhoods{};
    {
      std::vector<std::jthread> running;
      for (std::size_t i = 0; i < threads; ++i) {
        running.emplace_back([&, i] {
          zones[i] = shared.zones(true).data();
          neighbourhoods[i] = shared.neighbourhoods(1, 0, false).data();
        });
      }
    }
    for (std::size_t i = 0; i < threads; ++i) {
      CHECK(zones[i] == shared.zones(true).data());
      CHECK(neighbourhoods[i] == shared.neighbourhoods(1, 0, false).data());
    }
  }
}

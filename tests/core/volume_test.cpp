#include "voxtrait/core/volume.hpp"

#include <catch2/catch.hpp>

#include "support/volumes.hpp"

TEST_CASE("a volume stores x fastest and z slowest") {
  voxtrait::Volume<int> volume({3, 4, 5});
  std::size_t expected = 0;
  voxtrait::test::for_each_voxel({3, 4, 5}, [&](auto x, auto y, auto z) {
    REQUIRE(volume.offset(x, y, z) == expected);
    volume.at(x, y, z) = static_cast<int>(expected);
    ++expected;
  });
  REQUIRE(volume.values().size() == 60);
  CHECK(volume.values()[17] == 17);
  const auto row = volume.row(2, 3);
  REQUIRE(row.size() == 3);
  CHECK(row[0] == (3 * 4 + 2) * 3);
}

TEST_CASE("a new volume is filled with one value") {
  const voxtrait::Volume<float> volume({2, 2, 2}, 1.5F);
  for (const float v : volume.values()) REQUIRE(v == 1.5F);
}

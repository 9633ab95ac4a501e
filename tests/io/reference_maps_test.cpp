#include "voxtrait/io/reference_maps.hpp"

#include <catch2/catch.hpp>

namespace {

using voxtrait::ReferenceMap;

TEST_CASE("every reference response map of IBSI 2 is met at every voxel", "[slow]") {
  const std::vector<ReferenceMap> maps = voxtrait::reference_maps(VOXTRAIT_DATA_DIR);
  CHECK(maps.size() == 33);
  for (const ReferenceMap& map : maps) {
    INFO(map.id << " " << map.filter);
    const double deviation = voxtrait::largest_deviation(map, 2);
    UNSCOPED_INFO(map.id << ": " << 100.0 * deviation << " %");
    CHECK(deviation <= voxtrait::map_tolerance);
  }
}

}  // namespace

#include "texture/zone_links.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

namespace {

using voxtrait::preceding_neighbours;

constexpr std::size_t neighbours = preceding_neighbours.size();
constexpr voxtrait::ZoneLinks links_of;

/// Voxels that share a face, an edge or a corner.
bool touch(std::size_t a, std::size_t b) {
  std::int64_t apart = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    apart =
        std::max(apart, std::abs(preceding_neighbours[a][axis] - preceding_neighbours[b][axis]));
  }
  return apart <= 1;
}

/// The group of each neighbour in a set, as its smallest member; the others keep their own number.
/// Numbers spread from member to member until none changes.
std::vector<std::size_t> groups_of(unsigned code) {
  std::vector<std::size_t> group(neighbours);
  for (std::size_t i = 0; i < neighbours; ++i) group[i] = i;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t a = 0; a < neighbours; ++a) {
      for (std::size_t b = 0; b < neighbours; ++b) {
        const bool both = (code >> a & 1U) != 0 && (code >> b & 1U) != 0;
        if (!both || !touch(a, b) || group[a] <= group[b]) continue;
        group[a] = group[b];
        changed = true;
      }
    }
  }
  return group;
}

/// The members of an entry, in order.
std::vector<std::size_t> linked(unsigned code) {
  std::vector<std::size_t> members;
  for (unsigned links = links_of[static_cast<std::uint16_t>(code)]; links != 0; links >>= 4U) {
    members.push_back((links & 15U) - 1);
  }
  return members;
}

/// What is wrong with an entry; empty where nothing is.
std::string fault_of(unsigned code) {
  const std::vector<std::size_t> group = groups_of(code);
  std::vector<std::size_t> reached;
  for (const std::size_t member : linked(code)) {
    if (member >= neighbours || (code >> member & 1U) == 0) return "links what is not equal";
    reached.push_back(group[member]);
  }
  std::ranges::sort(reached);
  if (std::ranges::adjacent_find(reached) != reached.end()) return "links a group twice";
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < neighbours; ++i) {
    if ((code >> i & 1U) != 0 && group[i] == i) all.push_back(i);
  }
  return reached == all ? "" : "leaves out a group";
}

}  // namespace

TEST_CASE("a voxel is linked once to each connected group of equal neighbours") {
  for (unsigned code = 0; code < 1U << neighbours; ++code) {
    CAPTURE(code);
    REQUIRE(fault_of(code) == "");
  }
}

TEST_CASE("preceding neighbours are the half of the 26 that come first in memory") {
  std::vector<std::int64_t> places;
  for (const auto& [x, y, z] : preceding_neighbours) {
    CHECK(std::max({std::abs(x), std::abs(y), std::abs(z)}) == 1);
    const std::int64_t place = 9 * z + 3 * y + x;
    CHECK(place < 0);
    places.push_back(place);
  }
  std::ranges::sort(places);
  CHECK(std::ranges::adjacent_find(places) == places.end());
  for (std::size_t i = 0; i < neighbours; ++i) {
    const bool last = i >= neighbours - voxtrait::preceding_in_slice;
    CHECK((preceding_neighbours[i][2] == 0) == last);
  }
}

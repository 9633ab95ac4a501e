#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <set>

#include "support/lattice.hpp"
#include "support/mesh.hpp"
#include "voxtrait/shape/hull.hpp"

namespace {

using voxtrait::cell_corners;
using voxtrait::MeshCell;
using voxtrait::Point;
using voxtrait::Vector;
using Triangle = MeshCell::Triangle;

/// A directed edge of triangles; all coordinates are multiples of a half.
using Segment = std::pair<Vector, Vector>;
using Segments = std::multiset<Segment>;

bool has(unsigned set, unsigned corner) { return ((set >> corner) & 1U) != 0; }

Vector position(unsigned corner) {
  return {double(corner & 1U), double((corner >> 1U) & 1U), double((corner >> 2U) & 1U)};
}

/// The directed edges that no other triangle of the cell runs along the other way.
Segments open_edges(const MeshCell& cell) {
  Segments open;
  for (const Triangle& t : cell.triangles) {
    for (std::size_t i = 0; i < 3; ++i) {
      const Segment edge{t[i], t[(i + 1) % 3]};
      const auto reverse = open.find({edge.second, edge.first});
      if (reverse != open.end()) {
        open.erase(reverse);
      } else {
        open.insert(edge);
      }
    }
  }
  return open;
}

bool on_face(const Segment& s, std::size_t axis, double side) {
  return s.first[axis] == side && s.second[axis] == side;
}

Segments segments_on(const MeshCell& cell, std::size_t axis, double side) {
  Segments result;
  for (const Segment& s : open_edges(cell)) {
    if (on_face(s, axis, side)) result.insert(s);
  }
  return result;
}

/// The four corners of a face, by their bits.
std::array<unsigned, 4> face_corners(std::size_t axis, unsigned side) {
  std::array<unsigned, 4> corners{};
  std::size_t n = 0;
  for (unsigned k = 0; k < cell_corners; ++k) {
    if (((k >> axis) & 1U) == side) corners[n++] = k;
  }
  return corners;
}

bool alternates(unsigned set, std::size_t axis, unsigned side) {
  const auto c = face_corners(axis, side);  // 0 and 3, 1 and 2 are opposite
  return has(set, c[0]) == has(set, c[3]) && has(set, c[1]) == has(set, c[2]) &&
         has(set, c[0]) != has(set, c[1]);
}

bool has_alternating_face(unsigned set) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (alternates(set, axis, 0) || alternates(set, axis, 1)) return true;
  }
  return false;
}

/// The set under one of the 48 symmetries of the cube: axes permuted, then some reversed.
unsigned moved(unsigned set, const std::array<unsigned, 3>& axes, unsigned reversed) {
  unsigned result = 0;
  for (unsigned k = 0; k < cell_corners; ++k) {
    unsigned target = 0;
    for (unsigned a = 0; a < 3; ++a) target |= ((k >> axes[a]) & 1U) << a;
    if (has(set, k)) result |= 1U << (target ^ reversed);
  }
  return result;
}

/// Whether the corners hang together along edges of the cell.
bool connected(unsigned set) {
  unsigned reached = set & (~set + 1U);
  for (unsigned before = 0; before != reached;) {
    before = reached;
    for (unsigned k = 0; k < cell_corners; ++k) {
      for (const unsigned step : {1U, 2U, 4U}) {
        if (has(reached, k) && has(set, k ^ step)) reached |= 1U << (k ^ step);
      }
    }
  }
  return reached == set;
}

}  // namespace

TEST_CASE("a cell without ROI corners is empty and one with all is full") {
  const auto cells = voxtrait::mesh_cells();
  REQUIRE(cells.size() == 256);
  CHECK(cells[0].triangles.empty());
  CHECK(cells[0].volume == 0.0);
  CHECK(cells[255].triangles.empty());
  CHECK(cells[255].volume == 1.0);
}

TEST_CASE("the surface in a cell ends on the cell's faces and nowhere else") {
  const auto cells = voxtrait::mesh_cells();
  for (unsigned set = 0; set < 256; ++set) {
    CAPTURE(set);
    for (const Segment& s : open_edges(cells[set])) {
      int faces = 0;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        faces += on_face(s, axis, 0.0) || on_face(s, axis, 1.0) ? 1 : 0;
      }
      CHECK(faces == 1);
    }
  }
}

TEST_CASE("the surface's vertices are the middles of the edges between ROI and outside") {
  const auto cells = voxtrait::mesh_cells();
  for (unsigned set = 0; set < 256; ++set) {
    std::set<Vector> expected;
    for (unsigned k = 0; k < cell_corners; ++k) {
      for (const unsigned step : {1U, 2U, 4U}) {
        if (has(set, k) == has(set, k ^ step)) continue;
        const Vector a = position(k);
        const Vector b = position(k ^ step);
        expected.insert({0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2])});
      }
    }
    std::set<Vector> vertices;
    for (const Triangle& t : cells[set].triangles) vertices.insert(t.begin(), t.end());
    CAPTURE(set);
    CHECK(vertices == expected);
  }
}

TEST_CASE("cells that share a face meet in the same segments, run the other way") {
  const auto cells = voxtrait::mesh_cells();
  for (std::size_t axis = 0; axis < 3; ++axis) {
    for (unsigned low = 0; low < 256; ++low) {
      const Segments here = segments_on(cells[low], axis, 1.0);
      for (unsigned high = 0; high < 256; ++high) {
        const auto a = face_corners(axis, 1);
        const auto b = face_corners(axis, 0);
        bool shared = true;
        for (std::size_t i = 0; i < 4; ++i) shared = shared && has(low, a[i]) == has(high, b[i]);
        if (!shared) continue;
        Segments there;
        for (auto [from, to] : segments_on(cells[high], axis, 0.0)) {
          from[axis] = to[axis] = 1.0;
          there.insert({to, from});
        }
        REQUIRE(here == there);
      }
    }
  }
}

TEST_CASE("where a face alternates the ROI's corners are joined") {
  const auto cells = voxtrait::mesh_cells();
  for (unsigned set = 0; set < 256; ++set) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      for (const unsigned side : {0U, 1U}) {
        if (!alternates(set, axis, side)) continue;
        // Each segment cuts off a corner that is outside: its ends are both half-way from it.
        for (const auto& [from, to] : segments_on(cells[set], axis, side)) {
          const auto corners = face_corners(axis, side);
          const auto cut_off = std::ranges::find_if(corners, [&, f = from, t = to](unsigned k) {
            using voxtrait::test::length;
            using voxtrait::test::minus;
            return length(minus(f, position(k))) == 0.5 && length(minus(t, position(k))) == 0.5;
          });
          REQUIRE(cut_off != corners.end());
          CHECK_FALSE(has(set, *cut_off));
        }
      }
    }
  }
}

TEST_CASE("a cell and its complement fill the cell, but overlap where a face alternates") {
  const auto cells = voxtrait::mesh_cells();
  for (unsigned set = 0; set < 256; ++set) {
    CAPTURE(set);
    const double both = cells[set].volume + cells[255U ^ set].volume;
    if (has_alternating_face(set)) {
      CHECK(both > 1.0);
    } else {
      CHECK(both == Approx(1.0).epsilon(1e-14));
    }
    CHECK((set == 0 || cells[set].volume > 0.0));
    CHECK((set == 255 || cells[set].volume < 1.0));
  }
}

TEST_CASE("volume and area of a cell do not depend on how the cell is turned or mirrored") {
  const auto cells = voxtrait::mesh_cells();
  for (unsigned set = 0; set < 256; ++set) {
    std::array<unsigned, 3> axes{0, 1, 2};
    do {
      for (unsigned reversed = 0; reversed < 8; ++reversed) {
        const MeshCell& other = cells[moved(set, axes, reversed)];
        CAPTURE(set, axes, reversed);
        CHECK(other.volume == Approx(cells[set].volume).epsilon(1e-14));
        CHECK(voxtrait::test::area_of(other.triangles) ==
              Approx(voxtrait::test::area_of(cells[set].triangles)).epsilon(1e-14));
      }
    } while (std::ranges::next_permutation(axes).found);
  }
}

TEST_CASE("up to three connected corners fill the hull of themselves and the surface") {
  const auto cells = voxtrait::mesh_cells();
  int seen = 0;
  for (unsigned set = 1; set < 256; ++set) {
    if (std::popcount(set) > 3 || !connected(set)) continue;
    std::vector<Point> points;
    for (unsigned k = 0; k < cell_corners; ++k) {
      if (has(set, k)) points.push_back(position(k));
    }
    for (const Triangle& t : cells[set].triangles) points.insert(points.end(), t.begin(), t.end());
    CAPTURE(set);
    const auto halves = voxtrait::test::nearest_on_lattice(points, {0.5, 0.5, 0.5});
    CHECK(cells[set].volume == Approx(voxtrait::convex_hull(halves).volume).epsilon(1e-12));
    ++seen;
  }
  CHECK(seen == 8 + 12 + 24);
}

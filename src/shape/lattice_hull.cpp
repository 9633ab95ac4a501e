#include "shape/lattice_hull.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace voxtrait {

namespace {

using Triple = LatticeHull::Triple;
constexpr std::uint32_t none = UINT32_MAX;

Index minus(const Index& a, const Index& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

Index cross(const Index& a, const Index& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

std::int64_t dot(const Index& a, const Index& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

/// Four corners of the solid that are not in one plane.
class FirstCorners {
 public:
  explicit FirstCorners(std::span<const Index> points) : points_(points) {}

  [[nodiscard]] std::optional<std::array<std::uint32_t, 4>> find() const {
    if (points_.size() < 4) return {};
    const auto [low, high] = std::ranges::minmax_element(points_);
    const auto a = static_cast<std::uint32_t>(low - points_.begin());
    const auto b = static_cast<std::uint32_t>(high - points_.begin());
    const std::uint32_t c = off_line(a, b);
    if (c == none) return {};
    const Index& at = points_[a];
    const std::uint32_t d = off_plane(cross(minus(points_[b], at), minus(points_[c], at)), a);
    if (d == none) return {};
    return {{a, b, c, d}};
  }

 private:
  [[nodiscard]] std::uint32_t off_line(std::uint32_t a, std::uint32_t b) const {
    const Index line = minus(points_[b], points_[a]);
    for (const Index& axis : {Index{1, 0, 0}, Index{0, 1, 0}, Index{0, 0, 1}}) {
      const std::uint32_t c = off_plane(cross(line, axis), a);
      if (c != none) return c;
    }
    return none;
  }

  /// A corner of the solid at one side or the other of the plane through a point.
  [[nodiscard]] std::uint32_t off_plane(const Index& normal, std::uint32_t through) const {
    const std::int64_t plane = dot(normal, points_[through]);
    const std::uint32_t above = farthest(normal);
    if (dot(normal, points_[above]) > plane) return above;
    const std::uint32_t below = farthest({-normal[0], -normal[1], -normal[2]});
    return dot(normal, points_[below]) < plane ? below : none;
  }

  /// Of the points that lie farthest along a direction the last in order, which is a corner.
  [[nodiscard]] std::uint32_t farthest(const Index& direction) const {
    std::uint32_t best = 0;
    std::int64_t reached = dot(direction, points_[0]);
    for (std::uint32_t i = 1; i < points_.size(); ++i) {
      const std::int64_t along = dot(direction, points_[i]);
      if (along < reached || (along == reached && points_[i] < points_[best])) continue;
      best = i;
      reached = along;
    }
    return best;
  }

  std::span<const Index> points_;
};

/// A triangle of a solid that grows, and the points outside its plane that it looks after.
struct Face {
  Triple corners{};
  Triple neighbours{none, none, none};
  Index normal{};
  std::int64_t plane = 0;
  std::uint32_t outside = none;   ///< first of a chain of points
  std::uint32_t farthest = none;  ///< of these
  std::int64_t reached = 0;       ///< by the farthest
  std::uint32_t seen_from = none;
  bool alive = true;
};

/// The edge of what a point sees: from `from` to `to`, with the face beyond.
struct HorizonEdge {
  std::uint32_t from;
  std::uint32_t to;
  std::uint32_t beyond;
};

class Quickhull {
 public:
  explicit Quickhull(std::span<const Index> points)
      : points_(points),
        next_(points.size(), none),
        starting_(points.size(), none) {}

  void run(const std::array<std::uint32_t, 4>& corners) {
    begin(corners);
    while (!pending_.empty()) {
      const std::uint32_t face = pending_.back();
      pending_.pop_back();
      if (faces_[face].alive && faces_[face].outside != none) grow(face);
    }
  }

  [[nodiscard]] LatticeHull hull() const {
    std::vector<std::uint32_t> place(faces_.size(), none);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < faces_.size(); ++i) {
      if (faces_[i].alive) place[i] = count++;
    }
    LatticeHull hull;
    hull.triangles.reserve(count);
    hull.neighbours.reserve(count);
    for (const Face& face : faces_) {
      if (!face.alive) continue;
      const auto& [a, b, c] = face.neighbours;
      hull.triangles.push_back(face.corners);
      hull.neighbours.push_back({place[a], place[b], place[c]});
    }
    return hull;
  }

  /// Whether points are corners of the solid. Corners of triangles need not be: they can lie inside
  /// a side, where no edge of the solid meets, or inside an edge, where it meets itself.
  [[nodiscard]] std::vector<bool> are_corners() const {
    std::vector<std::uint32_t> edges(points_.size(), 0);
    for (std::uint32_t i = 0; i < faces_.size(); ++i) {
      const Face& face = faces_[i];
      if (!face.alive) continue;
      for (std::size_t k = 0; k < 3; ++k) {
        if (in_one_plane(i, face.neighbours[k])) continue;
        ++edges[face.corners[k]];  // and once more for the face beyond
        ++edges[face.corners[(k + 1) % 3]];
      }
    }
    std::vector<bool> result;
    result.reserve(edges.size());
    for (const std::uint32_t count : edges) result.push_back(count / 2 >= 3);
    return result;
  }

 private:
  void begin(std::array<std::uint32_t, 4> corners) {
    auto& [a, b, c, d] = corners;
    if (height(make_face({a, b, c}), d) > 0) std::swap(b, c);
    faces_.clear();
    make_face({a, b, c});
    make_face({a, d, b});
    make_face({b, d, c});
    make_face({c, d, a});
    faces_[0].neighbours = {1, 2, 3};
    faces_[1].neighbours = {3, 2, 0};
    faces_[2].neighbours = {1, 3, 0};
    faces_[3].neighbours = {2, 1, 0};
    created_ = {0, 1, 2, 3};
    for (std::uint32_t i = 0; i < points_.size(); ++i) hand_over(i);
    pending_ = created_;
  }

  std::uint32_t make_face(const Triple& corners) {
    const Index& a = points_[corners[0]];
    Face face;
    face.corners = corners;
    face.normal = cross(minus(points_[corners[1]], a), minus(points_[corners[2]], a));
    face.plane = dot(face.normal, a);
    faces_.push_back(face);
    return static_cast<std::uint32_t>(faces_.size() - 1);
  }

  [[nodiscard]] bool in_one_plane(std::uint32_t face, std::uint32_t other) const {
    return std::ranges::all_of(faces_[other].corners,
                               [&](std::uint32_t corner) { return height(face, corner) == 0; });
  }

  [[nodiscard]] std::int64_t height(std::uint32_t face, std::uint32_t point) const {
    return dot(faces_[face].normal, points_[point]) - faces_[face].plane;
  }

  /// Gives a point to the first new face that it lies outside of; inside the solid, to none.
  void hand_over(std::uint32_t point) {
    for (const std::uint32_t at : created_) {
      const std::int64_t reached = height(at, point);
      if (reached <= 0) continue;
      Face& face = faces_[at];
      next_[point] = face.outside;
      face.outside = point;
      // Of equals the last in order: those between others are rarely corners.
      if (reached > face.reached ||
          (reached == face.reached && points_[face.farthest] < points_[point])) {
        face.farthest = point;
        face.reached = reached;
      }
      return;
    }
  }

  /// Puts the farthest point of a face in place of all faces that it sees.
  void grow(std::uint32_t face) {
    const std::uint32_t point = faces_[face].farthest;
    look_around(face, point);
    close_with(point);
    for (const std::uint32_t gone : seen_) {
      faces_[gone].alive = false;
      for (std::uint32_t i = faces_[gone].outside; i != none;) {
        const std::uint32_t following = next_[i];
        if (i != point) hand_over(i);
        i = following;
      }
    }
    for (const std::uint32_t made : created_) {
      if (faces_[made].outside != none) pending_.push_back(made);
    }
  }

  /// The faces that a point sees, and their edge.
  void look_around(std::uint32_t from, std::uint32_t point) {
    seen_ = {from};
    horizon_.clear();
    faces_[from].seen_from = point;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      for (std::size_t k = 0; k < 3; ++k) {
        const Face& face = faces_[seen_[i]];
        const std::uint32_t beyond = face.neighbours[k];
        if (faces_[beyond].seen_from == point) continue;
        if (height(beyond, point) > 0) {
          faces_[beyond].seen_from = point;
          seen_.push_back(beyond);
        } else {
          horizon_.push_back({face.corners[k], face.corners[(k + 1) % 3], beyond});
        }
      }
    }
  }

  /// A face from every edge of the horizon to the point.
  void close_with(std::uint32_t point) {
    created_.clear();
    for (const HorizonEdge& edge : horizon_) {
      const std::uint32_t made = make_face({edge.from, edge.to, point});
      created_.push_back(made);
      starting_[edge.from] = made;
      faces_[made].neighbours[0] = edge.beyond;
      Face& beyond = faces_[edge.beyond];
      const auto corner = std::ranges::find(beyond.corners, edge.to) - beyond.corners.begin();
      beyond.neighbours[static_cast<std::size_t>(corner)] = made;
    }
    for (const std::uint32_t made : created_) {
      const std::uint32_t following = starting_[faces_[made].corners[1]];
      faces_[made].neighbours[1] = following;
      faces_[following].neighbours[2] = made;
    }
  }

  std::span<const Index> points_;
  std::vector<std::uint32_t> next_;      ///< chains of points outside faces
  std::vector<std::uint32_t> starting_;  ///< new face whose edge of the horizon starts at a point
  std::vector<Face> faces_;
  std::vector<std::uint32_t> pending_;  ///< faces that may have points outside
  std::vector<std::uint32_t> created_;
  std::vector<std::uint32_t> seen_;
  std::vector<HorizonEdge> horizon_;
};

/// The same lattice counted from one of the points, so that products are of small numbers.
std::vector<Index> from_first(std::span<const Index> points) {
  constexpr std::int64_t most = std::int64_t{1} << 19;
  std::vector<Index> result;
  result.reserve(points.size());
  for (const Index& point : points) {
    result.push_back(minus(point, points.front()));
    if (std::ranges::any_of(result.back(), [](std::int64_t x) { return x > most || x < -most; })) {
      throw std::length_error("points of a hull may be 2^19 steps apart at most");
    }
  }
  return result;
}

/// The hull of those points that are wanted, in the numbers of all.
LatticeHull hull_of_some(std::span<const Index> points, const std::vector<bool>& wanted) {
  std::vector<Index> some;
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (!wanted[i]) continue;
    some.push_back(points[i]);
    numbers.push_back(i);
  }
  LatticeHull hull = lattice_hull(some);
  for (Triple& triangle : hull.triangles) {
    for (std::uint32_t& corner : triangle) corner = numbers[corner];
  }
  return hull;
}

}  // namespace

LatticeHull lattice_hull(std::span<const Index> points) {
  const std::vector<Index> moved = from_first(points);
  const auto first = FirstCorners(moved).find();
  if (!first) return {};
  Quickhull quickhull(moved);
  quickhull.run(*first);
  LatticeHull hull = quickhull.hull();
  const std::vector<bool> corners = quickhull.are_corners();
  const bool all_are = std::ranges::all_of(hull.triangles, [&corners](const Triple& t) {
    return corners[t[0]] && corners[t[1]] && corners[t[2]];
  });
  return all_are ? hull : hull_of_some(points, corners);
}

}  // namespace voxtrait

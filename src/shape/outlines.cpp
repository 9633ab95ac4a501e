#include "shape/outlines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "shape/vectors.hpp"

namespace voxtrait {

namespace {

/// The normal of a plane through lattice points in smallest whole numbers, so exact.
Index normal_of(const LatticePoints& points, const ConvexHull::Triple& triangle) {
  const Index& a = points.places[triangle[0]];
  const Index& b = points.places[triangle[1]];
  const Index& c = points.places[triangle[2]];
  const Index u{b[0] - a[0], b[1] - a[1], b[2] - a[2]};
  const Index v{c[0] - a[0], c[1] - a[1], c[2] - a[2]};
  const Index n{u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
  const std::int64_t divisor = std::gcd(std::gcd(n[0], n[1]), n[2]);
  return {n[0] / divisor, n[1] / divisor, n[2] / divisor};
}

/// Of unit length, in mm.
Vector unit_normal(const Index& normal, const Vector& step) {
  Vector n{};
  for (std::size_t a = 0; a < 3; ++a) n[a] = static_cast<double>(normal[a]) / step[a];
  return scaled(n, 1.0 / std::sqrt(dot(n, n)));
}

/// Two directions that make a right-angled frame with `normal`.
std::pair<Vector, Vector> plane_axes(const Vector& normal) {
  const auto smallest = static_cast<std::size_t>(
      std::ranges::min_element(normal, {}, [](double x) { return std::abs(x); }) - normal.begin());
  Vector axis{0.0, 0.0, 0.0};
  axis[smallest] = 1.0;
  Vector u = cross(normal, axis);
  u = scaled(u, 1.0 / std::sqrt(dot(u, u)));
  return {u, cross(normal, u)};
}

/// The planes of a hull's triangles. No two sides of a solid look the same way, so a normal is one.
struct Planes {
  explicit Planes(const ConvexHull& hull) {
    std::vector<Index> of_triangles;
    of_triangles.reserve(hull.triangles.size());
    for (const auto& triangle : hull.triangles) {
      of_triangles.push_back(normal_of(hull.lattice, triangle));
    }
    normals = of_triangles;
    std::ranges::sort(normals);
    normals.erase(std::unique(normals.begin(), normals.end()), normals.end());
    for (const Index& normal : of_triangles) of_triangle.push_back(place_of(normal));
  }

  [[nodiscard]] std::uint32_t place_of(const Index& normal) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(normals, normal) - normals.begin());
  }

  /// Whether a plane before this one looks the other way.
  [[nodiscard]] bool has_earlier_twin(std::uint32_t plane) const {
    const auto& [x, y, z] = normals[plane];
    const Index opposite{-x, -y, -z};
    const std::uint32_t at = place_of(opposite);
    return at < plane && normals[at] == opposite;
  }

  std::vector<Index> normals;  ///< ascending
  std::vector<std::uint32_t> of_triangle;
};

}  // namespace

Outlines::Outlines(const ConvexHull& hull)
    : vertices_(hull.vertices),
      flat_(3 * hull.triangles.size() / 2) {
  const Planes planes(hull);
  std::vector<Vector> normals;
  for (std::uint32_t i = 0; i < planes.normals.size(); ++i) {
    normals.push_back(unit_normal(planes.normals[i], hull.lattice.step));
    if (!planes.has_earlier_twin(i)) directions_.push_back(normals.back());
  }
  for (std::uint32_t t = 0; t < hull.triangles.size(); ++t) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t beyond = hull.neighbours[t][k];
      const std::uint32_t left = planes.of_triangle[t];
      const std::uint32_t right = planes.of_triangle[beyond];
      if (t > beyond || left == right) continue;
      edges_.push_back({hull.triangles[t][k], hull.triangles[t][(k + 1) % 3], left, right});
    }
  }
  outlining_.resize(edges_.size() + 1);
  along_.resize(flat_.x.size());
  across_.resize(flat_.x.size());
  if (normals.empty()) return;
  normals_.emplace(normals);
  faces_us_.resize(normals_->size());
}

/// An edge is part of the outline if one of its planes faces us and the other does not; so each
/// corner of the outline is the start of an edge once they all run the same way round.
std::size_t Outlines::find_outline(const Vector& direction) {
  face_along(*normals_, direction, faces_us_.data());
  // Every edge is written down, those of the outline are kept: no branch to guess wrong.
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < edges_.size(); ++i) {
    outlining_[count] = i;
    count += faces_us_[edges_[i].left] != faces_us_[edges_[i].right] ? 1 : 0;
  }
  return count;
}

void Outlines::flatten(std::size_t count, const Vector& direction) {
  const auto [u, v] = plane_axes(direction);
  for (std::size_t i = 0; i < count; ++i) {
    const Edge& edge = edges_[outlining_[i]];
    const bool along = faces_us_[edge.left] != 0;
    const Point& from = vertices_[along ? edge.from : edge.to];
    const Vector by = minus(vertices_[along ? edge.to : edge.from], from);
    flat_.set(i, dot(from, u), dot(from, v), dot(by, u), dot(by, v));
  }
}

// Areas are compared in units of the edge's square, so only the winner needs a root. An edge that
// is seen end-on gives a rectangle too, though at an angle of chance: it is no smaller.
std::array<double, 2> Outlines::smallest_rectangle(const Vector& direction) {
  const std::size_t count = normals_ ? find_outline(direction) : 0;
  flatten(count, direction);
  extents_by_edges(flat_, count, along_.data(), across_.data());
  double smallest = HUGE_VAL;
  std::array<double, 2> best{HUGE_VAL, HUGE_VAL};
  for (std::size_t i = 0; i < count; ++i) {
    const double square = flat_.dx[i] * flat_.dx[i] + flat_.dy[i] * flat_.dy[i];
    if (along_[i] * across_[i] >= smallest * square) continue;
    smallest = along_[i] * across_[i] / square;
    best = {along_[i] / std::sqrt(square), across_[i] / std::sqrt(square)};
  }
  return best;
}

}  // namespace voxtrait

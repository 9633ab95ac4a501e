#include "shape/outlines.hpp"

#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "shape/vectors.hpp"

namespace voxtrait {

namespace {

/// A direction to within rounding; triangles of one plane share it.
using DirectionKey = std::array<long, 3>;

DirectionKey key_of(const Vector& n) {
  return {std::lround(n[0] * 1e7), std::lround(n[1] * 1e7), std::lround(n[2] * 1e7)};
}

DirectionKey opposite(const DirectionKey& key) { return {-key[0], -key[1], -key[2]}; }

}  // namespace

/// Joins a hull's triangles to planes.
class Outlines::Builder {
 public:
  explicit Builder(const ConvexHull& hull) : hull_(hull) {
    for (const auto& t : hull.triangles) {
      const std::optional<std::uint32_t> plane = plane_of(t);
      if (!plane) continue;
      for (std::size_t i = 0; i < 3; ++i) add_edge(t[i], t[(i + 1) % 3], *plane);
    }
  }

  [[nodiscard]] std::vector<Vector> directions() const {
    std::vector<Vector> result;
    for (const auto& [key, plane] : planes_) {
      const auto twin = planes_.find(opposite(key));
      if (twin == planes_.end() || twin->second > plane) result.push_back(normals[plane]);
    }
    return result;
  }

  std::vector<Vector> normals;
  std::vector<Edge> edges;

 private:
  using Ends = std::pair<std::uint32_t, std::uint32_t>;

  std::optional<std::uint32_t> plane_of(const std::array<std::size_t, 3>& t) {
    const Vector n = cross(minus(hull_.vertices[t[1]], hull_.vertices[t[0]]),
                           minus(hull_.vertices[t[2]], hull_.vertices[t[0]]));
    const double length = std::sqrt(dot(n, n));
    if (length == 0.0) return {};
    const Vector unit = scaled(n, 1.0 / length);
    const auto index = static_cast<std::uint32_t>(normals.size());
    const auto [at, is_new] = planes_.try_emplace(key_of(unit), index);
    if (is_new) normals.push_back(unit);
    return at->second;
  }

  void add_edge(std::size_t first, std::size_t second, std::uint32_t plane) {
    const auto from = static_cast<std::uint32_t>(first);
    const auto to = static_cast<std::uint32_t>(second);
    const auto twin = open_.find({to, from});
    if (twin == open_.end()) {
      open_[{from, to}] = plane;
    } else {
      if (twin->second != plane) edges.push_back({to, from, twin->second, plane});
      open_.erase(twin);
    }
  }

  const ConvexHull& hull_;
  std::map<DirectionKey, std::uint32_t> planes_;
  std::map<Ends, std::uint32_t> open_;  ///< edges of which one plane is known
};

Outlines::Outlines(const ConvexHull& hull) {
  Builder builder(hull);
  directions_ = builder.directions();
  edges_ = std::move(builder.edges);
  next_.resize(hull.vertices.size());
  outlining_.resize(edges_.size() + 1);
  if (builder.normals.empty()) return;
  normals_.emplace(builder.normals);
  faces_us_.resize(normals_->size());
}

std::vector<std::size_t> Outlines::outline(const Vector& direction) {
  if (!normals_) return {};
  face_along(*normals_, direction, faces_us_.data());
  // Every edge is written down, those of the outline are kept: no branch to guess wrong.
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < edges_.size(); ++i) {
    outlining_[count] = i;
    count += faces_us_[edges_[i].left] != faces_us_[edges_[i].right] ? 1 : 0;
  }
  std::size_t start = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Edge& edge = edges_[outlining_[i]];
    const bool along = faces_us_[edge.left] != 0;
    start = along ? edge.from : edge.to;
    next_[start] = along ? edge.to : edge.from;
  }
  std::vector<std::size_t> result;
  for (std::size_t at = start; result.size() < count; at = next_[at]) {
    if (at == start && !result.empty()) return {};
    result.push_back(at);
  }
  return result;
}

}  // namespace voxtrait

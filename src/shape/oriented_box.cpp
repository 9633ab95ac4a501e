#include <array>
#include <cmath>
#include <deque>
#include <queue>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "shape/kernels/projections.hpp"
#include "shape/outlines.hpp"
#include "voxtrait/shape/hull.hpp"

namespace voxtrait {

namespace {

/// Finds boxes around a hull that have one side in a given plane.
class BoxFinder {
 public:
  explicit BoxFinder(const ConvexHull& hull) : outlines_(hull), vertices_(hull.vertices) {}

  /// The smallest such box; `normal` of unit length.
  [[nodiscard]] BoxMeasures box_along(const Vector& normal) {
    const auto [width, height] = outlines_.smallest_rectangle(normal);
    return {{width, height, extent_along(vertices_, normal)}};
  }

  [[nodiscard]] std::span<const Vector> directions() const noexcept {
    return outlines_.directions();
  }

 private:
  Outlines outlines_;
  Coordinates vertices_;
};

/// Directions spread evenly over half a sphere: a spiral that turns by the golden angle.
std::vector<Vector> spread_directions(int count) {
  constexpr std::array golden{-0.7373688780783197, 0.6754902942615238};
  std::vector<Vector> result;
  std::array at{1.0, 0.0};
  for (int i = 0; i < count; ++i) {
    const double z = (i + 0.5) / count;
    const double r = std::sqrt(1.0 - z * z);
    result.push_back({r * at[0], r * at[1], z});
    at = {at[0] * golden[0] - at[1] * golden[1], at[0] * golden[1] + at[1] * golden[0]};
  }
  return result;
}

/// The hull of the vertices that lie outermost in some directions: inside the hull, and the nearer
/// to it the more there are.
ConvexHull core_of(const ConvexHull& hull, int directions) {
  const Coordinates vertices(hull.vertices);
  std::set<std::size_t> outermost;
  for (const Vector& direction : spread_directions(directions)) {
    const auto [low, high] = outermost_along(vertices, direction);
    outermost.insert({low, high});
  }
  LatticePoints points{{}, hull.lattice.step};
  for (const std::size_t i : outermost) points.places.push_back(hull.lattice.places[i]);
  return convex_hull(points);
}

/// A hull and cores of it, from the coarsest to the hull itself. Boxes around a core with a side in
/// a given plane are at most as large as those around the next, and found in less time.
class Approximations {
 public:
  explicit Approximations(const ConvexHull& hull) {
    constexpr int coarsest = 32;
    constexpr int step = 4;
    constexpr std::size_t worthwhile = 8;  // vertices for each direction of the core
    for (int n = coarsest; static_cast<std::size_t>(n) * worthwhile < hull.vertices.size();
         n *= step) {
      ConvexHull core = core_of(hull, n);
      if (!core.triangles.empty()) cores_.push_back(std::move(core));
    }
    for (const ConvexHull& core : cores_) finders_.emplace_back(core);
    finders_.emplace_back(hull);
  }

  [[nodiscard]] std::span<const Vector> directions() const { return finders_.back().directions(); }

  [[nodiscard]] bool is_exact(std::size_t level) const { return level + 1 == finders_.size(); }

  [[nodiscard]] BoxMeasures box(std::size_t level, std::size_t direction) {
    return finders_[level].box_along(directions()[direction]);
  }

 private:
  std::deque<ConvexHull> cores_;  // finders refer to them
  std::deque<BoxFinder> finders_;
};

/// A box around one of the approximations.
struct Candidate {
  double volume;  ///< at most the volume of the box around the hull
  std::size_t direction;
  std::size_t level;
  BoxMeasures box;

  /// Among equals, what is nearer to the hull wins.
  friend bool operator<(const Candidate& a, const Candidate& b) {
    return std::tie(b.volume, a.level, b.direction) < std::tie(a.volume, b.level, a.direction);
  }
};

Candidate candidate(Approximations& hulls, std::size_t direction, std::size_t level) {
  constexpr double rounding = 1e-9;
  const BoxMeasures box = hulls.box(level, direction);
  const double sure = hulls.is_exact(level) ? 1.0 : 1.0 - rounding;
  return {sure * box.volume(), direction, level, box};
}

}  // namespace

// Best first: the direction whose bound is smallest is looked at more closely until it is a box
// around the hull itself, which then none can undercut.
BoxMeasures oriented_minimum_box(const ConvexHull& hull) {
  if (hull.vertices.empty()) return {{HUGE_VAL, HUGE_VAL, HUGE_VAL}};
  Approximations hulls(hull);
  std::priority_queue<Candidate> candidates;
  for (std::size_t i = 0; i < hulls.directions().size(); ++i) {
    candidates.push(candidate(hulls, i, 0));
  }
  while (!hulls.is_exact(candidates.top().level)) {
    const Candidate best = candidates.top();
    candidates.pop();
    candidates.push(candidate(hulls, best.direction, best.level + 1));
  }
  return candidates.top().box;
}

}  // namespace voxtrait

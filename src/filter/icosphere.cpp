#include "icosphere.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace voxtrait {

namespace {

using Face = std::array<std::size_t, 3>;

struct Mesh {
  std::vector<Vector> corners;
  std::vector<Face> faces;
};

/// A short and a long coordinate of corners at distance 1, whose ratio is the golden one.
constexpr double shorter = 0.5257311121191336;
constexpr double longer = 0.8506508083520399;

double squared_distance(const Vector& a, const Vector& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < 3; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// Faces are the triples of corners that all touch each other: their distance is twice the shorter
/// coordinate, and the next one is twice the longer.
Mesh icosahedron() {
  Mesh mesh;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    for (const double a : {-shorter, shorter}) {
      for (const double b : {-longer, longer}) {
        Vector corner{0.0, 0.0, 0.0};
        corner[axis] = a;
        corner[(axis + 1) % 3] = b;
        mesh.corners.push_back(corner);
      }
    }
  }
  const auto touch = [&mesh](std::size_t i, std::size_t j) {
    return squared_distance(mesh.corners[i], mesh.corners[j]) < 2.0 * longer * longer;
  };
  for (std::size_t i = 0; i < 12; ++i) {
    for (std::size_t j = i + 1; j < 12; ++j) {
      for (std::size_t k = j + 1; k < 12; ++k) {
        if (touch(i, j) && touch(j, k) && touch(i, k)) mesh.faces.push_back({i, j, k});
      }
    }
  }
  return mesh;
}

/// Places of the middles of edges, each made once.
class Middles {
 public:
  explicit Middles(std::vector<Vector>& corners) : corners_(corners) {}

  std::size_t of(std::size_t i, std::size_t j) {
    const auto [found, is_new] =
        places_.try_emplace({std::min(i, j), std::max(i, j)}, corners_.size());
    if (is_new) {
      Vector middle{};
      for (std::size_t a = 0; a < 3; ++a) middle[a] = (corners_[i][a] + corners_[j][a]) / 2.0;
      corners_.push_back(middle);
    }
    return found->second;
  }

 private:
  std::vector<Vector>& corners_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> places_;
};

void divide(Mesh& mesh) {
  Middles middles(mesh.corners);
  std::vector<Face> faces;
  for (const auto& [i, j, k] : mesh.faces) {
    const std::size_t ij = middles.of(i, j);
    const std::size_t jk = middles.of(j, k);
    const std::size_t ki = middles.of(k, i);
    faces.insert(faces.end(), {{i, ij, ki}, {ij, j, jk}, {ki, jk, k}, {ij, jk, ki}});
  }
  mesh.faces = std::move(faces);
}

void push_out(std::vector<Vector>& corners, double radius) {
  for (Vector& c : corners) {
    const double length = std::sqrt(c[0] * c[0] + c[1] * c[1] + c[2] * c[2]);
    for (double& x : c) x += x / length * (radius - length);
  }
}

}  // namespace

std::vector<Vector> icosphere(std::int64_t subdivisions, double radius) {
  Mesh mesh = icosahedron();
  if (subdivisions == 0) push_out(mesh.corners, radius);
  for (std::int64_t i = 0; i < subdivisions; ++i) {
    divide(mesh);
    push_out(mesh.corners, radius);
  }
  return mesh.corners;
}

}  // namespace voxtrait

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
constexpr double longer = 0.85065080835204;

double squared_distance(const Vector& a, const Vector& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < 3; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// Faces are the triples of corners that all touch each other: their distance is twice the shorter
/// coordinate, and the next one is twice the longer. Corners come in trimesh's order, which decides
/// how sums over them are rounded.
Mesh icosahedron() {
  constexpr double s = shorter;
  constexpr double l = longer;
  Mesh mesh{{{-s, l, 0.0},
             {s, l, 0.0},
             {-s, -l, 0.0},
             {s, -l, 0.0},
             {0.0, -s, l},
             {0.0, s, l},
             {0.0, -s, -l},
             {0.0, s, -l},
             {l, 0.0, -s},
             {l, 0.0, s},
             {-l, 0.0, -s},
             {-l, 0.0, s}},
            {}};
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

/// An edge by its ends, the later one first: in this order their middles become corners.
using Edge = std::pair<std::size_t, std::size_t>;

Edge edge_of(std::size_t i, std::size_t j) { return {std::max(i, j), std::min(i, j)}; }

Vector middle_of(const Vector& a, const Vector& b) {
  return {(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0};
}

void divide(Mesh& mesh) {
  std::map<Edge, std::size_t> middles;
  for (const auto& [i, j, k] : mesh.faces) {
    for (const Edge& edge : {edge_of(i, j), edge_of(j, k), edge_of(k, i)}) middles[edge] = 0;
  }
  for (auto& [edge, place] : middles) {
    place = mesh.corners.size();
    mesh.corners.push_back(middle_of(mesh.corners[edge.second], mesh.corners[edge.first]));
  }
  std::vector<Face> faces;
  for (const auto& [i, j, k] : mesh.faces) {
    const std::size_t ij = middles.at(edge_of(i, j));
    const std::size_t jk = middles.at(edge_of(j, k));
    const std::size_t ki = middles.at(edge_of(k, i));
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

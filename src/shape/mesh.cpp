#include "voxtrait/shape/mesh.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace voxtrait {

namespace {

using CellCounts = std::array<std::uint64_t, 256>;

/// The mask's rows with a row of zeros wherever y or z lies outside.
class ClosedRows {
 public:
  explicit ClosedRows(const Volume<std::uint8_t>& mask)
      : mask_(mask),
        zeros_(static_cast<std::size_t>(mask.size()[0]), 0) {}

  [[nodiscard]] std::span<const std::uint8_t> at(std::int64_t y, std::int64_t z) const {
    const Index& size = mask_.size();
    const bool exists = y >= 0 && y < size[1] && z >= 0 && z < size[2];
    return exists ? mask_.row(y, z) : std::span<const std::uint8_t>(zeros_);
  }

 private:
  const Volume<std::uint8_t>& mask_;
  std::vector<std::uint8_t> zeros_;
};

/// Counts the cells between four neighbouring rows; two bits of each row make a cell's set.
void count_cells(const ClosedRows& rows, std::int64_t y, std::int64_t z, std::int64_t nx,
                 CellCounts& counts) {
  const std::array quad{rows.at(y, z), rows.at(y + 1, z), rows.at(y, z + 1), rows.at(y + 1, z + 1)};
  unsigned set = 0;
  for (std::int64_t x = 0; x <= nx; ++x) {
    set = (set >> 1U) & 0x55U;
    if (x < nx) {
      const auto i = static_cast<std::size_t>(x);
      set |= (quad[0][i] * 2U) | (quad[1][i] * 8U) | (quad[2][i] * 32U) | (quad[3][i] * 128U);
    }
    ++counts[set];
  }
}

CellCounts cell_counts(const Volume<std::uint8_t>& mask) {
  CellCounts counts{};
  const ClosedRows rows(mask);
  const Index& size = mask.size();
  for (std::int64_t z = -1; z < size[2]; ++z) {
    for (std::int64_t y = -1; y < size[1]; ++y) count_cells(rows, y, z, size[0], counts);
  }
  return counts;
}

double area_of(const MeshCell& cell, const Vector& spacing) {
  double sum = 0.0;
  for (const auto& [a, b, c] : cell.triangles) {
    Vector u{};
    Vector v{};
    for (std::size_t d = 0; d < 3; ++d) {
      u[d] = (b[d] - a[d]) * spacing[d];
      v[d] = (c[d] - a[d]) * spacing[d];
    }
    const double nx = u[1] * v[2] - u[2] * v[1];
    const double ny = u[2] * v[0] - u[0] * v[2];
    const double nz = u[0] * v[1] - u[1] * v[0];
    sum += 0.5 * std::sqrt(nx * nx + ny * ny + nz * nz);
  }
  return sum;
}

/// Adds the outermost x where two rows differ, at the given y and z (in voxels).
void add_outermost(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b, double y,
                   double z, const Vector& spacing, std::vector<Point>& points) {
  const auto [first, unused] = std::ranges::mismatch(a, b);
  if (first == a.end()) return;
  auto last = a.end() - 1;
  while (*last == b[static_cast<std::size_t>(last - a.begin())]) --last;
  for (const auto& at : {first, last}) {
    points.push_back(
        {static_cast<double>(at - a.begin()) * spacing[0], y * spacing[1], z * spacing[2]});
  }
}

void add_ends(std::span<const std::uint8_t> row, double y, double z, const Vector& spacing,
              std::vector<Point>& points) {
  const auto first = std::ranges::find(row, std::uint8_t{1});
  if (first == row.end()) return;
  const auto last = std::find(row.rbegin(), row.rend(), std::uint8_t{1});
  const double low = static_cast<double>(first - row.begin()) - 0.5;
  const double high = static_cast<double>(row.rend() - last) - 0.5;
  points.push_back({low * spacing[0], y * spacing[1], z * spacing[2]});
  points.push_back({high * spacing[0], y * spacing[1], z * spacing[2]});
}

}  // namespace

MeshMeasures mesh_measures(const Volume<std::uint8_t>& mask, const Vector& spacing) {
  const CellCounts counts = cell_counts(mask);
  const std::vector<MeshCell> cells = mesh_cells();
  MeshMeasures measures;
  for (std::size_t set = 0; set < cells.size(); ++set) {
    if (counts[set] == 0) continue;
    const auto count = static_cast<double>(counts[set]);
    measures.volume += count * cells[set].volume;
    measures.area += count * area_of(cells[set], spacing);
  }
  measures.volume *= spacing[0] * spacing[1] * spacing[2];
  return measures;
}

std::vector<Point> outermost_vertices(const Volume<std::uint8_t>& mask, const Vector& spacing) {
  const ClosedRows rows(mask);
  const Index& size = mask.size();
  std::vector<Point> points;
  for (std::int64_t z = -1; z < size[2]; ++z) {
    for (std::int64_t y = -1; y < size[1]; ++y) {
      const auto here = rows.at(y, z);
      const auto fy = static_cast<double>(y);
      const auto fz = static_cast<double>(z);
      add_ends(here, fy, fz, spacing, points);
      add_outermost(here, rows.at(y + 1, z), fy + 0.5, fz, spacing, points);
      add_outermost(here, rows.at(y, z + 1), fy, fz + 0.5, spacing, points);
    }
  }
  return points;
}

}  // namespace voxtrait

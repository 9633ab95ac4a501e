#include "shape/far_pairs.hpp"

#include <algorithm>
#include <cmath>

#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

namespace {

constexpr std::size_t fields = 3;  ///< count, x, squares
using Sums = std::array<double, fields>;

/// Distance along an axis between the nearest voxel centres of two boxes, 0 where they overlap.
double gap_along(const Box& a, const Box& b, std::size_t axis, const Vector& spacing) noexcept {
  const std::int64_t after = b.begin[axis] - (a.end[axis] - 1);
  const std::int64_t before = a.begin[axis] - (b.end[axis] - 1);
  return static_cast<double>(std::max<std::int64_t>({after, before, 0})) * spacing[axis];
}

/// Factor by which the error falls with each node, for a function that is singular `along` the
/// interval from its end and `aside` of it, both in units of half its length.
double convergence(double along, double aside) noexcept {
  return std::max(1.0 + along + std::sqrt(along * (along + 2.0)),
                  aside + std::sqrt(1.0 + aside * aside));
}

/// Where the nodes of an axis lie, in voxels from the first one.
std::vector<double> node_positions(std::size_t nodes, std::size_t voxels) {
  std::vector<double> positions(nodes);
  const double half = 0.5 * static_cast<double>(voxels - 1);
  for (std::size_t i = 0; i < nodes; ++i) {
    positions[i] = nodes == voxels ? static_cast<double>(i)
                                   : half * (1.0 + unit_vector(2 * i + 1, 4 * nodes).real());
  }
  return positions;
}

/// Lagrange's polynomials of the nodes at each voxel of an axis, voxel by voxel.
class Basis {
 public:
  Basis(std::size_t nodes, std::size_t voxels)
      : nodes_(node_positions(nodes, voxels)),
        values_(nodes * voxels) {
    for (std::size_t v = 0; v < voxels; ++v) {
      for (std::size_t i = 0; i < nodes; ++i) values_[v * nodes + i] = polynomial(i, v);
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] double node(std::size_t i) const noexcept { return nodes_[i]; }
  [[nodiscard]] const double* at(std::int64_t voxel) const noexcept {
    return values_.data() + static_cast<std::size_t>(voxel) * nodes_.size();
  }

 private:
  [[nodiscard]] double polynomial(std::size_t i, std::size_t voxel) const noexcept {
    double value = 1.0;
    for (std::size_t j = 0; j < nodes_.size(); ++j) {
      if (j != i) value *= (static_cast<double>(voxel) - nodes_[j]) / (nodes_[i] - nodes_[j]);
    }
    return value;
  }

  std::vector<double> nodes_;
  std::vector<double> values_;
};

/// to[i] += values[i] * from, where `to` and `from` hold several numbers each.
void spread(const std::vector<double>& from, const double* values, std::size_t count,
            std::vector<double>& to) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < from.size(); ++k) to[i * from.size() + k] += values[i] * from[k];
  }
}

/// Spreads the voxels of a box to nodes, axis by axis.
class Spreading {
 public:
  Spreading(const Roi& roi, const Box& box, double mean, const Nodes& nodes)
      : roi_(roi),
        box_(box),
        mean_(mean) {
    for (std::size_t a = 0; a < 3; ++a) {
      axes_.emplace_back(nodes[a], static_cast<std::size_t>(box.extent(a)));
    }
  }

  [[nodiscard]] std::vector<Charge> charges(const Index& origin, const Parallel& parallel) const {
    std::vector<std::vector<double>> slices(static_cast<std::size_t>(box_.extent(2)));
    parallel.for_each(slices.size(),
                      [&](std::size_t z) { slices[z] = slice(static_cast<std::int64_t>(z)); });
    std::vector<double> all(fields * axes_[0].size() * axes_[1].size() * axes_[2].size());
    for (std::size_t z = 0; z < slices.size(); ++z) {  // in order: threads do not matter
      if (slices[z].empty()) continue;
      spread(slices[z], axes_[2].at(static_cast<std::int64_t>(z)), axes_[2].size(), all);
    }
    return placed(all, origin);
  }

 private:
  /// The nodes of a slice: y, x and field; empty where the ROI has no voxel.
  [[nodiscard]] std::vector<double> slice(std::int64_t z) const {
    std::vector<double> result;
    std::vector<double> row(fields * axes_[0].size());
    RowBuffer buffer;
    for (std::int64_t y = 0; y < box_.extent(1); ++y) {
      std::ranges::fill(row, 0.0);
      if (!add_row(y, z, buffer, row)) continue;
      result.resize(row.size() * axes_[1].size());
      spread(row, axes_[1].at(y), axes_[1].size(), result);
    }
    return result;
  }

  bool add_row(std::int64_t y, std::int64_t z, RowBuffer& buffer, std::vector<double>& row) const {
    const std::int64_t at_y = box_.begin[1] + y;
    const std::int64_t at_z = box_.begin[2] + z;
    const Span span = span_in(roi_, box_, at_y, at_z);
    if (span.begin == span.end) return false;
    const std::uint8_t* inside = &roi_.intensity_mask.at(span.begin, at_y, at_z);
    const std::int64_t count = span.end - span.begin;
    if (std::find(inside, inside + count, 1) == inside + count) return false;
    const auto intensities = roi_.intensity.row(at_y, at_z, span, buffer);
    for (std::int64_t x = 0; x < count; ++x) {
      if (inside[x] == 0) continue;
      const double deviation = intensities[static_cast<std::size_t>(x)] - mean_;
      const Sums voxel{1.0, deviation, deviation * deviation};
      const double* basis = axes_[0].at(span.begin - box_.begin[0] + x);
      for (std::size_t i = 0; i < axes_[0].size(); ++i) {
        for (std::size_t f = 0; f < fields; ++f) row[i * fields + f] += basis[i] * voxel[f];
      }
    }
    return true;
  }

  [[nodiscard]] std::vector<Charge> placed(const std::vector<double>& all,
                                           const Index& origin) const {
    std::vector<Charge> charges;
    charges.reserve(all.size() / fields);
    const auto along = [&](std::size_t axis, std::size_t node) {
      return (static_cast<double>(box_.begin[axis] - origin[axis]) + axes_[axis].node(node)) *
             roi_.spacing[axis];
    };
    const double* sums = all.data();
    for (std::size_t z = 0; z < axes_[2].size(); ++z) {
      for (std::size_t y = 0; y < axes_[1].size(); ++y) {
        for (std::size_t x = 0; x < axes_[0].size(); ++x, sums += fields) {
          charges.push_back({{along(0, x), along(1, y), along(2, z)}, sums[0], sums[1], sums[2]});
        }
      }
    }
    return charges;
  }

  const Roi& roi_;
  Box box_;
  double mean_;
  std::vector<Basis> axes_;
};

double product(const Nodes& nodes) noexcept {
  return static_cast<double>(nodes[0]) * static_cast<double>(nodes[1]) *
         static_cast<double>(nodes[2]);
}

/// Sums of the second factors over inverse distances from a point, in lanes of their own.
Charge potential_at(const Vector& point, const std::vector<Charge>& charges) noexcept {
  constexpr std::size_t lanes = 4;
  std::array<Charge, lanes> sums{};
  const auto add = [&point](const Charge& charge, Charge& sum) {
    const double x = charge.position[0] - point[0];
    const double y = charge.position[1] - point[1];
    const double z = charge.position[2] - point[2];
    const double weight = 1.0 / std::sqrt(x * x + y * y + z * z);
    sum.count += weight * charge.count;
    sum.x += weight * charge.x;
    sum.squares += weight * charge.squares;
  };
  std::size_t i = 0;
  for (; i + lanes <= charges.size(); i += lanes) {
    for (std::size_t l = 0; l < lanes; ++l) add(charges[i + l], sums[l]);
  }
  for (; i < charges.size(); ++i) add(charges[i], sums[0]);
  Charge total = sums[0];
  for (std::size_t l = 1; l < lanes; ++l) {
    total.count += sums[l].count;
    total.x += sums[l].x;
    total.squares += sums[l].squares;
  }
  return total;
}

}  // namespace

Nodes nodes_for(const Box& box, const Box& other, const Vector& spacing) noexcept {
  constexpr double precision = 1e14;
  Vector gap{};
  for (std::size_t a = 0; a < 3; ++a) gap[a] = gap_along(box, other, a, spacing);
  Nodes nodes{};
  for (std::size_t a = 0; a < 3; ++a) {
    const auto voxels = static_cast<std::size_t>(box.extent(a));
    const double half = 0.5 * static_cast<double>(voxels - 1) * spacing[a];
    const double aside =
        std::sqrt(gap[(a + 1) % 3] * gap[(a + 1) % 3] + gap[(a + 2) % 3] * gap[(a + 2) % 3]);
    const double factor = half == 0.0 ? precision : convergence(gap[a] / half, aside / half);
    nodes[a] = 2;
    for (double reached = factor; reached < precision && nodes[a] < voxels; reached *= factor) {
      ++nodes[a];
    }
    nodes[a] = std::min(nodes[a], voxels);
  }
  return nodes;
}

double charge_count(double voxels, const Nodes& nodes) noexcept {
  return std::min(voxels, product(nodes));
}

double spreading_time(double voxels, const Nodes& nodes) noexcept {
  return product(nodes) < voxels ? voxels * static_cast<double>(nodes[0]) : voxels;
}

std::vector<Charge> charges_of(const Roi& roi, const Box& box, double mean, double voxels,
                               const Nodes& nodes, const Index& origin, const Parallel& parallel) {
  if (product(nodes) < voxels) return Spreading(roi, box, mean, nodes).charges(origin, parallel);
  return voxel_charges(roi, box, mean, origin);
}

PairSums sums_between(const std::vector<Charge>& a, const std::vector<Charge>& b,
                      const Parallel& parallel) {
  std::vector<PairSums> parts(a.size());
  parallel.for_each(a.size(), [&](std::size_t i) {
    const Charge potential = potential_at(a[i].position, b);
    parts[i] = {2.0 * a[i].count * potential.count,
                a[i].squares * potential.count + a[i].count * potential.squares,
                2.0 * a[i].x * potential.x};
  });
  PairSums total;  // in order: threads do not matter
  for (const PairSums& part : parts) total += part;
  return total;
}

}  // namespace voxtrait

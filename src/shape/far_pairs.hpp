#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "shape/charges.hpp"
#include "shape/pair_sums.hpp"

namespace voxtrait {

/// Points of a grid over a box; inverse distances to all points of another box are interpolated
/// between them to rounding. Along an axis there are as many as voxels at most.
using Nodes = std::array<std::size_t, 3>;

/// The nodes that the voxels of `box` need as seen from `other`; boxes that lie too near to each
/// other need one for each voxel. Chebyshev's points converge by a factor that follows from the
/// nearest singularity, which is the other box.
Nodes nodes_for(const Box& box, const Box& other, const Vector& spacing) noexcept;

/// Charges that stand for all voxels of a box of the ROI: `voxels` themselves, or nodes where they
/// are fewer. Positions are relative to `origin`.
std::vector<Charge> charges_of(const Roi& roi, const Box& box, double mean, double voxels,
                               const Nodes& nodes, const Index& origin, const Parallel& parallel);

/// Over all pairs of one of each, in both orders. O(a * b).
PairSums sums_between(const std::vector<Charge>& a, const std::vector<Charge>& b,
                      const Parallel& parallel);

/// How many charges there are then.
double charge_count(double voxels, const Nodes& nodes) noexcept;

/// The time that it takes to make them, in units of one pair.
double spreading_time(double voxels, const Nodes& nodes) noexcept;

}  // namespace voxtrait

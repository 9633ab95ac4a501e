#include "shape/pair_sums.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "shape/charges.hpp"
#include "shape/far_pairs.hpp"
#include "shape/mask_parts.hpp"

namespace voxtrait {

namespace {

double distance(const Vector& a, const Vector& b) noexcept {
  const double x = a[0] - b[0];
  const double y = a[1] - b[1];
  const double z = a[2] - b[2];
  return std::sqrt(x * x + y * y + z * z);
}

/// Pairs of a voxel and those before it, in both orders.
PairSums pairs_before(const std::vector<Charge>& voxels, std::size_t i) noexcept {
  const Charge& a = voxels[i];
  PairSums sums;
  for (std::size_t j = 0; j < i; ++j) {
    const Charge& b = voxels[j];
    const double weight = 1.0 / distance(a.position, b.position);
    sums.weights += 2.0 * weight;
    sums.squares += weight * (a.squares + b.squares);
    sums.products += 2.0 * weight * (a.x * b.x);
  }
  return sums;
}

/// A part of a ROI as one by itself: the numbers of all others are not needed.
Roi part_of(const Roi& roi, const Box& box) {
  Roi part;
  part.spacing = roi.spacing;
  part.box = {{0, 0, 0}, box.extents()};
  Volume<double> intensity(box.extents(), Filling::dense);
  part.intensity_mask = Volume<std::uint8_t>(box.extents(), Filling::dense);
  RowBuffer buffer;
  const Span span{box.begin[0], box.end[0]};
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const std::int64_t to_y = y - box.begin[1];
      const std::int64_t to_z = z - box.begin[2];
      std::ranges::copy(roi.intensity.row(y, z, span, buffer), &intensity.at(0, to_y, to_z));
      std::copy_n(&roi.intensity_mask.at(span.begin, y, z), box.extent(0),
                  &part.intensity_mask.at(0, to_y, to_z));
    }
  }
  part.intensity = std::move(intensity);
  return part;
}

PairSums sums_within(const Roi& roi, const MaskPart& part, double mean, const VoxelSums& voxels,
                     const Parallel& parallel) {
  return pair_by_pair(part) ? pair_sums_direct(roi, part.box, mean, parallel)
                            : pair_sums_spectral(roi, part.box, mean, voxels, parallel);
}

PairSums sums_of_part(const Roi& roi, const MaskPart& part, double mean, const Parallel& parallel) {
  if (part.voxels < 2.0) return {};
  const bool in_place = pair_by_pair(part) || !roi.intensity.own().values().empty();
  if (in_place) return sums_within(roi, part, mean, voxel_sums(roi, part.box, mean), parallel);
  const Roi alone = part_of(roi, part.box);
  const VoxelSums voxels = voxel_sums(alone, alone.box, mean);
  return sums_within(alone, {alone.box, part.voxels}, mean, voxels, parallel);
}

PairSums sums_between(const Roi& roi, const MaskPart& a, const MaskPart& b, double mean,
                      const Index& origin, const Parallel& parallel) {
  const auto charges = [&](const MaskPart& part, const MaskPart& other) {
    return charges_of(roi, part.box, mean, part.voxels, nodes_for(part.box, other.box, roi.spacing),
                      origin, parallel);
  };
  return sums_between(charges(a, b), charges(b, a), parallel);
}

}  // namespace

VoxelSums voxel_sums(const Roi& roi, const Box& box, double mean) {
  VoxelSums sums;
  RowBuffer buffer;
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const Span span = span_in(roi, box, y, z);
      if (span.begin == span.end) continue;
      const std::uint8_t* inside = &roi.intensity_mask.at(span.begin, y, z);
      for (const double intensity : roi.intensity.row(y, z, span, buffer)) {
        if (*inside++ == 0) continue;
        const double deviation = intensity - mean;
        sums.voxels += 1.0;
        sums.squares += deviation * deviation;
      }
    }
  }
  return sums;
}

PairSums pair_sums(const Roi& roi, const Box& box, double mean, const VoxelSums& voxels,
                   const Parallel& parallel) {
  const std::vector<MaskPart> parts = parts_of(roi, box);
  if (parts.size() == 1) return sums_within(roi, parts.front(), mean, voxels, parallel);
  PairSums total;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    total += sums_of_part(roi, parts[i], mean, parallel);
    for (std::size_t j = 0; j < i; ++j) {
      total += sums_between(roi, parts[j], parts[i], mean, box.begin, parallel);
    }
  }
  return total;
}

PairSums pair_sums_direct(const Roi& roi, const Box& box, double mean, const Parallel& parallel) {
  const std::vector<Charge> voxels = voxel_charges(roi, box, mean, box.begin);
  std::vector<PairSums> parts(voxels.size());
  parallel.for_each(voxels.size(), [&](std::size_t i) { parts[i] = pairs_before(voxels, i); });
  PairSums total;  // in the order of voxels: threads do not matter
  for (const PairSums& part : parts) total += part;
  return total;
}

}  // namespace voxtrait

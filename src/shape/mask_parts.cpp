#include "shape/mask_parts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/kernels/mask_rows.hpp"
#include "shape/far_pairs.hpp"

namespace voxtrait {

namespace {

/// In the time that transforms take for a voxel of the box, at least so many pairs are done.
constexpr double pairs_per_voxel = 8.0;
/// Gaps of a row that are no wider are not looked at.
constexpr std::int64_t narrow_gap = 8;
/// More parts than this are not worth the search for them.
constexpr std::size_t most_parts = 256;

/// Voxels of one row; between the first and the last are no wide gaps.
struct Run {
  std::array<Span, 3> along;  ///< one voxel along y and z
  double voxels = 0.0;
};

struct Division {
  std::vector<MaskPart> parts;
  double time = 0.0;
};

std::vector<Run> runs_in(const Roi& roi, const Box& box) {
  std::vector<Run> runs;
  std::vector<Span> spans;
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const Span span = span_in(roi, box, y, z);
      if (span.begin == span.end) continue;
      spans.clear();
      const std::uint8_t* row = &roi.intensity_mask.at(span.begin, y, z);
      append_runs(row, span.end - span.begin, span.begin, narrow_gap, spans);
      for (const Span& x : spans) {
        const auto* first = row + (x.begin - span.begin);
        const auto voxels = std::count(first, first + (x.end - x.begin), 1);
        runs.push_back({{x, {y, y + 1}, {z, z + 1}}, static_cast<double>(voxels)});
      }
    }
  }
  return runs;
}

MaskPart part_of(std::span<const Run> runs) {
  MaskPart part;
  for (std::size_t a = 0; a < 3; ++a) {
    part.box.begin[a] =
        std::ranges::min(runs, {}, [a](const Run& r) { return r.along[a].begin; }).along[a].begin;
    part.box.end[a] =
        std::ranges::max(runs, {}, [a](const Run& r) { return r.along[a].end; }).along[a].end;
  }
  for (const Run& run : runs) part.voxels += run.voxels;
  return part;
}

/// A plane that no run touches, in the middle of the widest gap.
struct Cut {
  std::size_t axis = 0;
  std::int64_t at = 0;
  double width = 0.0;  ///< mm
};

Cut widest_gap(std::span<const Run> runs, const Box& box, const Vector& spacing) {
  Cut best;
  for (std::size_t a = 0; a < 3; ++a) {
    std::vector<char> occupied(static_cast<std::size_t>(box.extent(a)));
    for (const Run& run : runs) {
      std::fill(occupied.begin() + (run.along[a].begin - box.begin[a]),
                occupied.begin() + (run.along[a].end - box.begin[a]), 1);
    }
    for (auto from = occupied.begin();;) {
      from = std::find(from, occupied.end(), 0);
      if (from == occupied.end()) break;
      const auto to = std::find(from, occupied.end(), 1);
      const double width = static_cast<double>(to - from) * spacing[a];
      if (width > best.width) {
        best = {a, box.begin[a] + (from - occupied.begin()) + (to - from) / 2, width};
      }
      from = to;
    }
  }
  return best;
}

double time_between(const MaskPart& a, const MaskPart& b, const Vector& spacing) {
  const Nodes of_a = nodes_for(a.box, b.box, spacing);
  const Nodes of_b = nodes_for(b.box, a.box, spacing);
  return charge_count(a.voxels, of_a) * charge_count(b.voxels, of_b) +
         spreading_time(a.voxels, of_a) + spreading_time(b.voxels, of_b);
}

double time_between(const Division& a, const Division& b, const Vector& spacing) {
  double time = 0.0;
  for (const MaskPart& p : a.parts) {
    for (const MaskPart& q : b.parts) time += time_between(p, q, spacing);
  }
  return time;
}

/// The runs are put into another order.
Division divided(std::span<Run> runs, const Vector& spacing) {
  const MaskPart whole = part_of(runs);
  Division one{{whole}, pairs_within(whole)};
  if (pair_by_pair(whole)) return one;
  const Cut cut = widest_gap(runs, whole.box, spacing);
  if (cut.width == 0.0) return one;
  const auto second = std::partition(runs.begin(), runs.end(), [&cut](const Run& run) {
    return run.along[cut.axis].end <= cut.at;
  });
  Division a = divided({runs.begin(), second}, spacing);
  const Division b = divided({second, runs.end()}, spacing);
  if (a.parts.size() + b.parts.size() > most_parts) return one;
  const double time = a.time + b.time + time_between(a, b, spacing);
  if (time >= one.time) return one;
  a.parts.insert(a.parts.end(), b.parts.begin(), b.parts.end());
  return {std::move(a.parts), time};
}

double pairs_of(double voxels) noexcept { return 0.5 * voxels * (voxels - 1.0); }

double transform_time(const Box& box) noexcept {
  return pairs_per_voxel * static_cast<double>(box.extent(0)) * static_cast<double>(box.extent(1)) *
         static_cast<double>(box.extent(2));
}

}  // namespace

bool pair_by_pair(const MaskPart& part) noexcept {
  return pairs_of(part.voxels) <= transform_time(part.box);
}

double pairs_within(const MaskPart& part) noexcept {
  return std::min(pairs_of(part.voxels), transform_time(part.box));
}

std::vector<MaskPart> parts_of(const Roi& roi, const Box& box) {
  std::vector<Run> runs = runs_in(roi, box);
  return divided(runs, roi.spacing).parts;
}

}  // namespace voxtrait

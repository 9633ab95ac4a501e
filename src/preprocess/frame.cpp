#include "voxtrait/preprocess/frame.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/convert_row.hpp"
#include "core/kernels/equal_runs.hpp"

namespace voxtrait {

namespace {

using Axes = std::array<std::size_t, 3>;

double direction_cosine(const Geometry& g, std::size_t patient, std::size_t stored) noexcept {
  return g.direction[3 * patient + stored];
}

/// The stored axis nearest to each patient axis: the assignment with the largest sum of cosines.
Axes nearest_axes(const Geometry& g) noexcept {
  constexpr std::array<Axes, 6> permutations{
      {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}}};
  Axes best = permutations[0];
  double best_sum = -1.0;
  for (const Axes& p : permutations) {
    double sum = 0.0;
    for (std::size_t a = 0; a < 3; ++a) sum += std::abs(direction_cosine(g, a, p[a]));
    if (sum > best_sum + 1e-9) {
      best = p;
      best_sum = sum;
    }
  }
  return best;
}

SlicePlane plane_across(std::size_t patient_axis) noexcept {
  constexpr std::array planes{SlicePlane::sagittal, SlicePlane::coronal, SlicePlane::axial};
  return planes[patient_axis];
}

SlicePlane stored_plane(const Axes& nearest) noexcept {
  return plane_across(static_cast<std::size_t>(std::ranges::find(nearest, 2U) - nearest.begin()));
}

/// Patient axes in working order.
Axes patient_axes(SlicePlane plane) noexcept {
  switch (plane) {
    case SlicePlane::coronal: return {0, 2, 1};
    case SlicePlane::sagittal: return {1, 2, 0};
    case SlicePlane::axial:
    case SlicePlane::stored: break;
  }
  return {0, 1, 2};
}

double decimal_meant_by(double spacing) noexcept {
  const auto single = static_cast<float>(spacing);
  if (static_cast<double>(single) != spacing) return spacing;
  std::array<char, 64> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), single);
  double result = spacing;
  std::from_chars(text.data(), written.ptr, result);
  return result;
}

/// Offsets in the stored array for a walk along working axes.
struct Walk {
  std::int64_t start = 0;
  std::array<std::int64_t, 3> step{};
};

Walk walk_of(const Index& stored_size, const Frame& frame, const Box& box) noexcept {
  const std::array<std::int64_t, 3> stride{1, stored_size[0], stored_size[0] * stored_size[1]};
  Walk walk;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t s = stride[frame.stored_axis[a]];
    const std::int64_t first = frame.flipped[a] ? frame.size[a] - 1 - box.begin[a] : box.begin[a];
    walk.start += first * s;
    walk.step[a] = frame.flipped[a] ? -s : s;
  }
  return walk;
}

/// From the first to the last of `count` voxels, `step` apart, that carry the label.
template <class T>
Span span_of_label(const T* source, std::int64_t step, std::int64_t count, std::int64_t label) {
  const auto carries = [&](std::int64_t k) {
    return static_cast<std::int64_t>(source[k * step]) == label;
  };
  const T* lowest = step < 0 ? source + (count - 1) * step : source;
  Span span{0, count};
  if ((step == 1 && !carries(0)) || (step == -1 && !carries(count - 1))) {
    const std::int64_t others = equal_run(lowest, sizeof(T), count);
    if (others == count) return {};
    if (step == 1) span.begin = others;
    if (step == -1) span.end = count - others;
  }
  while (span.begin < span.end && !carries(span.begin)) ++span.begin;
  while (span.end > span.begin && !carries(span.end - 1)) --span.end;
  return span;
}

}  // namespace

Box Frame::from_stored(const Box& stored) const noexcept {
  Box result;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t begin = stored.begin[stored_axis[a]];
    const std::int64_t end = stored.end[stored_axis[a]];
    result.begin[a] = flipped[a] ? size[a] - end : begin;
    result.end[a] = flipped[a] ? size[a] - begin : end;
  }
  return result;
}

Box Frame::to_stored(const Box& working) const noexcept {
  Box result;
  for (std::size_t a = 0; a < 3; ++a) {
    result.begin[stored_axis[a]] = flipped[a] ? size[a] - working.end[a] : working.begin[a];
    result.end[stored_axis[a]] = flipped[a] ? size[a] - working.begin[a] : working.end[a];
  }
  return result;
}

Frame frame_of(const Geometry& geometry, SlicePlane plane) noexcept {
  const Axes nearest = nearest_axes(geometry);
  const Axes patient = patient_axes(plane == SlicePlane::stored ? stored_plane(nearest) : plane);
  Frame frame;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::size_t stored = nearest[patient[a]];
    frame.stored_axis[a] = stored;
    frame.flipped[a] = direction_cosine(geometry, patient[a], stored) < 0.0;
    frame.size[a] = geometry.size[stored];
    frame.spacing[a] = decimal_meant_by(geometry.spacing[stored]);
  }
  return frame;
}

SlicePlane likely_acquisition_plane(const Geometry& geometry) noexcept {
  const Axes nearest = nearest_axes(geometry);
  for (std::size_t p = 0; p < 3; ++p) {
    const double across = geometry.spacing[nearest[p]];
    const double first = geometry.spacing[nearest[(p + 1) % 3]];
    const double second = geometry.spacing[nearest[(p + 2) % 3]];
    const bool square = std::abs(first - second) <= 1e-3 * first;
    if (square && across > 1.5 * first) return plane_across(p);
  }
  return SlicePlane::axial;
}

IntensityBlock stored_block(const ImageView& image, const Frame& frame, const Box& box,
                            std::vector<Span> rows) {
  const Walk walk = walk_of(image.geometry.size, frame, box);
  return {{image, walk.start, walk.step}, box.extents(), std::move(rows)};
}

Volume<double> crop(const ImageView& image, const Frame& frame, const Box& box,
                    const Parallel& parallel) {
  Volume<double> result;
  stored_block(image, frame, box).numbers(result, parallel);
  return result;
}

CroppedLabel crop_label(const ImageView& mask, std::int64_t label, const Frame& frame,
                        const Box& box, const Box& inner, const Parallel& parallel) {
  Box part;  // the inner box, seen from the outer one
  for (std::size_t a = 0; a < 3; ++a) {
    part.begin[a] = inner.begin[a] - box.begin[a];
    part.end[a] = inner.end[a] - box.begin[a];
  }
  CroppedLabel result{Volume<std::uint8_t>(box.extents()), {}};
  result.rows.resize(static_cast<std::size_t>(box.extent(1) * box.extent(2)));
  const Walk walk = walk_of(mask.geometry.size, frame, box);
  const std::int64_t step = walk.step[0];
  // Labels that a type cannot hold are no labels of its voxels.
  const auto carries = [label](auto v) {
    return static_cast<std::uint8_t>(static_cast<std::int64_t>(v) == label);
  };
  with_pixels(mask, [&](const auto* voxels) {
    parallel.for_each(static_cast<std::size_t>(part.extent(2)), [&](std::size_t slice) {
      const std::int64_t z = part.begin[2] + static_cast<std::int64_t>(slice);
      for (std::int64_t y = part.begin[1]; y < part.end[1]; ++y) {
        const auto* source = voxels + walk.start + z * walk.step[2] + y * walk.step[1];
        const Span found =
            span_of_label(source + part.begin[0] * step, step, part.extent(0), label);
        if (found.begin == found.end) continue;
        const Span span{part.begin[0] + found.begin, part.begin[0] + found.end};
        result.rows[static_cast<std::size_t>(z * box.extent(1) + y)] = span;
        convert_row(source + span.begin * step, step, span.end - span.begin,
                    &result.mask.at(span.begin, y, z), carries);
      }
    });
  });
  return result;
}

}  // namespace voxtrait

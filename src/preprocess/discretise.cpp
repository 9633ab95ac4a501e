#include "voxtrait/preprocess/discretise.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "core/kernels/mask_rows.hpp"
#include "preprocess/kernels/level_rows.hpp"
#include "voxtrait/core/mask.hpp"

namespace voxtrait {

namespace {

std::string text(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

Failure too_many_levels(double levels, const DiscretisationSettings& settings, double lower,
                        double upper) {
  const std::string range = "intensities from " + text(lower) + " to " + text(upper);
  const std::string how =
      settings.method == Discretiser::fixed_bin_size
          ? "bin width " + text(settings.bin_width) + " over " + range
          : (settings.method == Discretiser::none ? "undiscretised " + range : range);
  return {Status::failed, how + " would make " + text(levels) + " levels; at most " +
                              std::to_string(max_levels) + " are supported. Use wider bins"};
}

/// Gaps shorter than this are worked through: cheaper than another span.
constexpr std::int64_t gap_of_spans = 64;

/// One row of the box becomes one row of the padded volume; its spans go to the levels.
template <class T>
void write_row(const Roi& roi, const LevelRule& rule, std::int64_t y, std::int64_t z,
               const Levels& levels, std::vector<LevelSpan>& spans, Volume<T>& padded,
               RowBuffer& buffer) {
  const auto inside = roi.intensity_mask.row(y, z);
  const Box& box = levels.box;
  const Span span = roi.span(y, z);
  std::vector<Span> runs;
  append_runs(inside.data() + span.begin, span.end - span.begin, span.begin, gap_of_spans, runs);
  for (const Span& run : runs) {
    const std::size_t target =
        padded.offset(run.begin - box.begin[0] + levels.border, y - box.begin[1] + levels.border,
                      z - box.begin[2] + levels.border);
    const auto intensities = roi.intensity.row(y, z, run, buffer);
    write_levels(intensities.data(), inside.data() + run.begin, run.end - run.begin, rule,
                 padded.values().data() + target);
    spans.push_back({static_cast<std::int64_t>(target), run.end - run.begin});
  }
}

template <class T>
void write_padded(const Roi& roi, const LevelRule& rule, const Parallel& parallel, Levels& levels) {
  const Box& box = levels.box;
  Index size = box.extents();
  for (std::int64_t& extent : size) extent += 2 * levels.border;
  Volume<T> padded(size, 4 * static_cast<std::int64_t>(levels.voxels) >= size[0] * size[1] * size[2]
                             ? Filling::dense
                             : Filling::sparse);
  std::vector<std::vector<LevelSpan>> spans(static_cast<std::size_t>(box.extent(2)));
  parallel.for_each(spans.size(), [&](std::size_t slice) {
    const std::int64_t z = box.begin[2] + static_cast<std::int64_t>(slice);
    RowBuffer buffer;
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      write_row(roi, rule, y, z, levels, spans[slice], padded, buffer);
    }
  });
  for (const std::vector<LevelSpan>& of_slice : spans) {
    levels.slices.push_back(levels.spans.size());
    levels.spans.insert(levels.spans.end(), of_slice.begin(), of_slice.end());
  }
  levels.slices.push_back(levels.spans.size());
  levels.padded = std::move(padded);
}

std::vector<std::uint64_t> level_histogram(const Distribution& intensities, const LevelMap& map,
                                           std::int64_t count) {
  std::vector<std::uint64_t> histogram(static_cast<std::size_t>(count), 0);
  for_each_level(intensities, map, [&histogram](double level, std::uint64_t voxels) {
    histogram[static_cast<std::size_t>(level) - 1] = voxels;
  });
  return histogram;
}

Failure not_discrete() {
  return {Status::failed,
          "discretisation `none` needs whole-number intensities of at least 1 (already discrete "
          "levels); use fixed_bin_size or fixed_bin_number"};
}

Failure too_far_apart() {
  return {Status::failed, "the intensities are too far apart to be told from each other in double"};
}

}  // namespace

Outcome<LevelMap> LevelMap::make(const Distribution& intensities,
                                 const DiscretisationSettings& settings,
                                 const std::optional<Range>& range) {
  LevelMap map;
  map.method_ = settings.method;
  map.lower_ = intensities.minimum();
  map.upper_ = intensities.maximum();
  if (settings.method == Discretiser::none) {
    if (!intensities.integers()) return not_discrete();
    map.rule_ = {.lower = 1.0};
  } else if (settings.method == Discretiser::fixed_bin_size) {
    map.bin_width_ = settings.bin_width;
    if (range && range->lower) map.lower_ = *range->lower;
    map.rule_ = {.lower = map.lower_, .divisor = settings.bin_width};
  } else {
    const auto bins = static_cast<double>(settings.bin_number);
    const double extent = map.upper_ - map.lower_;
    if (!std::isfinite(bins * extent)) return too_far_apart();
    map.bin_width_ = extent / bins;
    // The product comes first: for integers it is exact, so bin edges are hit exactly.
    map.rule_ = {.lower = map.lower_, .factor = bins, .divisor = extent, .most = bins};
    if (extent == 0.0) map.rule_ = {.lower = map.lower_};
  }
  return map;
}

double LevelMap::level(double intensity) const noexcept { return level_of(intensity, rule_); }

Outcome<Levels> discretise(const Roi& roi, const Distribution& intensities,
                           const DiscretisationSettings& settings,
                           const std::optional<Range>& range, std::int64_t border,
                           const Parallel& parallel) {
  const Outcome<LevelMap> map = LevelMap::make(intensities, settings, range);
  if (!map.ok()) return map.failure();
  const double lowest = map.value().level(intensities.minimum());
  const double highest = map.value().level(intensities.maximum());
  if (settings.method == Discretiser::none && lowest < 1.0) return not_discrete();
  if (!(highest <= static_cast<double>(max_levels))) {
    return too_many_levels(highest, settings, map.value().lower(), map.value().upper());
  }
  Levels levels;
  levels.count = static_cast<std::int64_t>(highest);
  levels.border = border;
  levels.voxels = intensities.voxels;
  levels.histogram = level_histogram(intensities, map.value(), levels.count);
  levels.box = intensity_box(roi);
  if (levels.count <= 255) {
    write_padded<std::uint8_t>(roi, map.value().rule(), parallel, levels);
  } else {
    write_padded<std::uint16_t>(roi, map.value().rule(), parallel, levels);
  }
  return levels;
}

void find_spans(Levels& levels) {
  std::visit(
      [&](const auto& padded) {
        const Index& size = padded.size();
        for (std::int64_t z = levels.border; z < size[2] - levels.border; ++z) {
          levels.slices.push_back(levels.spans.size());
          for (std::int64_t y = levels.border; y < size[1] - levels.border; ++y) {
            const auto first = static_cast<std::int64_t>(padded.offset(levels.border, y, z));
            levels.spans.push_back({first, size[0] - 2 * levels.border});
          }
        }
        levels.slices.push_back(levels.spans.size());
      },
      levels.padded);
}

std::vector<std::uint64_t> histogram_of(const Levels& levels, std::int64_t z_begin,
                                        std::int64_t z_end) {
  if (z_begin == 0 && z_end == levels.slice_count()) return levels.histogram;
  std::vector<std::uint64_t> histogram(static_cast<std::size_t>(levels.count) + 1, 0);
  std::visit(
      [&](const auto& padded) {
        for (const LevelSpan& span : levels.spans_of(z_begin, z_end)) {
          const auto voxels = padded.values().subspan(static_cast<std::size_t>(span.offset),
                                                      static_cast<std::size_t>(span.length));
          for (const auto level : voxels) ++histogram[level];
        }
      },
      levels.padded);
  histogram.erase(histogram.begin());  // what lies outside
  return histogram;
}

}  // namespace voxtrait

#include "voxtrait/preprocess/discretise.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

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

template <class T>
Volume<T> padded_levels(const Roi& roi, const Box& box, std::int64_t border, const LevelMap& map) {
  Volume<T> result(
      {box.extent(0) + 2 * border, box.extent(1) + 2 * border, box.extent(2) + 2 * border});
  for (std::int64_t z = box.begin[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y) {
      const auto intensity = roi.intensity.row(y, z);
      const auto inside = roi.intensity_mask.row(y, z);
      T* target = &result.at(border, y - box.begin[1] + border, z - box.begin[2] + border);
      for (std::int64_t x = box.begin[0]; x < box.end[0]; ++x) {
        const auto i = static_cast<std::size_t>(x);
        if (inside[i] != 0) target[x - box.begin[0]] = static_cast<T>(map.level(intensity[i]));
      }
    }
  }
  return result;
}

std::vector<std::uint64_t> level_histogram(const Distribution& intensities, const LevelMap& map,
                                           std::int64_t count) {
  std::vector<std::uint64_t> histogram(static_cast<std::size_t>(count), 0);
  for (const Distribution::Bin& bin : intensities.bins) {
    histogram[static_cast<std::size_t>(map.level(bin.value)) - 1] += bin.count;
  }
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
  } else if (settings.method == Discretiser::fixed_bin_size) {
    map.bin_width_ = settings.bin_width;
    if (range && range->lower) map.lower_ = *range->lower;
  } else {
    map.bin_number_ = static_cast<double>(settings.bin_number);
    if (!std::isfinite(map.bin_number_ * (map.upper_ - map.lower_))) return too_far_apart();
    map.bin_width_ = (map.upper_ - map.lower_) / map.bin_number_;
  }
  return map;
}

double LevelMap::level(double intensity) const noexcept {
  switch (method_) {
    case Discretiser::none: return intensity;
    case Discretiser::fixed_bin_size: return std::floor((intensity - lower_) / bin_width_) + 1.0;
    case Discretiser::fixed_bin_number: break;
  }
  if (upper_ == lower_) return 1.0;
  // The product comes first: for integers it is exact, so bin edges are hit exactly.
  const double bin = std::floor(bin_number_ * (intensity - lower_) / (upper_ - lower_)) + 1.0;
  return std::min(bin, bin_number_);
}

Outcome<Levels> discretise(const Roi& roi, const Distribution& intensities,
                           const DiscretisationSettings& settings,
                           const std::optional<Range>& range, std::int64_t border) {
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
  const Box box = bounding_box(roi.intensity_mask);
  levels.box = box;
  if (levels.count <= 255) {
    levels.padded = padded_levels<std::uint8_t>(roi, box, border, map.value());
  } else {
    levels.padded = padded_levels<std::uint16_t>(roi, box, border, map.value());
  }
  return levels;
}

}  // namespace voxtrait

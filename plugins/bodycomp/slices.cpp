#include "slices.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace bodycomp {

namespace {

namespace plugin = voxtrait::plugin;
using Index = std::array<std::int64_t, 3>;

bool among(const Options::Labels& labels, std::int64_t label) {
  return std::ranges::find(labels, label) != labels.end();
}

std::span<const voxtrait_region> regions_of(const voxtrait_scene& scene) {
  return {scene.regions, scene.region_count};
}

/// The part of a slice that any tissue may lie in.
struct Rectangle {
  Index begin;
  Index end;
};

Rectangle rectangle_of(const voxtrait_scene& scene, const Options& options) {
  Rectangle found{{scene.extent[0], scene.extent[1], 0}, {0, 0, 0}};
  for (const voxtrait_region& region : regions_of(scene)) {
    const auto wanted = [&region](const Options::Labels& labels) {
      return among(labels, region.label);
    };
    if (std::ranges::none_of(options.regions, wanted)) continue;
    for (std::size_t a = 0; a < 2; ++a) {
      found.begin[a] = std::min(found.begin[a], region.begin[a]);
      found.end[a] = std::max(found.end[a], region.end[a]);
    }
  }
  return found;
}

Amounts amounts_in(const std::vector<double>& intensities, const std::vector<std::int64_t>& labels,
                   const Options& options) {
  Amounts amounts;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == 0) continue;
    for (std::size_t t = 0; t < tissue_count; ++t) {
      if (!options.preset[t].holds(intensities[i]) || !among(options.regions[t], labels[i])) {
        continue;
      }
      ++amounts.voxels[t];
      if (t == muscle) amounts.muscle_sum += intensities[i];
    }
  }
  return amounts;
}

}  // namespace

bool occurs(const voxtrait_scene& scene, const Options::Labels& labels) {
  return std::ranges::any_of(regions_of(scene), [&labels](const voxtrait_region& region) {
    return among(labels, region.label);
  });
}

SliceRange range_of(const plugin::Inputs& inputs, const Options& options) {
  const voxtrait_scene& scene = inputs.scene();
  const Options::Labels own{inputs.roi().label};
  const Options::Labels& labels = options.range.empty() ? own : options.range;
  SliceRange range{std::numeric_limits<std::int64_t>::max(), 0};
  for (const voxtrait_region& region : regions_of(scene)) {
    if (!among(labels, region.label)) continue;
    range.begin = std::min(range.begin, region.begin[2]);
    range.end = std::max(range.end, region.end[2]);
  }
  if (range.begin >= range.end) throw std::runtime_error("none of range_labels is in the mask");
  return range;
}

std::vector<Amounts> amounts_of(const plugin::Inputs& inputs, const Options& options,
                                const SliceRange& range) {
  Rectangle part = rectangle_of(inputs.scene(), options);
  std::vector<double> intensities;
  std::vector<std::int64_t> labels;
  std::vector<Amounts> amounts;
  for (std::int64_t z = range.begin; z < range.end; ++z) {
    if (inputs.should_stop()) throw std::runtime_error("stopped");
    if (part.begin[0] >= part.end[0]) {
      amounts.emplace_back();
      continue;
    }
    part.begin[2] = z;
    part.end[2] = z + 1;
    inputs.read_block(part.begin, part.end, &intensities, &labels);
    amounts.push_back(amounts_in(intensities, labels, options));
  }
  return amounts;
}

}  // namespace bodycomp

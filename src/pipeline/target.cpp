#include "target.hpp"

#include <algorithm>

namespace voxtrait {

namespace {

std::string listed(const std::vector<LabelRegion>& regions) {
  if (regions.empty()) return "no label";
  constexpr std::size_t most = 20;
  std::string text = regions.size() == 1 ? "label" : "labels";
  for (std::size_t i = 0; i < std::min(regions.size(), most); ++i) {
    text += (i == 0 ? " " : ", ") + std::to_string(regions[i].label);
  }
  return regions.size() > most ? text + ", ..." : text;
}

}  // namespace

std::vector<Target> targets_of(const ImageView& mask, const std::vector<std::int64_t>& wanted) {
  const std::vector<LabelRegion> regions = find_labels(mask);
  std::vector<Target> targets;
  if (wanted.empty()) {
    for (const LabelRegion& region : regions) targets.push_back({region.label, region, {}});
    if (regions.empty()) targets.push_back({{}, {}, "the mask is empty: every voxel is 0"});
    return targets;
  }
  for (const std::int64_t label : wanted) {
    if (std::ranges::find(targets, label, &Target::label) != targets.end()) continue;  // twice
    const auto found = std::ranges::find(regions, label, &LabelRegion::label);
    if (found != regions.end()) {
      targets.push_back({label, *found, {}});
    } else {
      targets.push_back(
          {label,
           {},
           "label " + std::to_string(label) + " does not occur; the mask has " + listed(regions)});
    }
  }
  return targets;
}

}  // namespace voxtrait

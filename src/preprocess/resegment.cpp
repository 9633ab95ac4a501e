#include "voxtrait/preprocess/resegment.hpp"

#include <algorithm>
#include <cmath>

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/moments.hpp"

namespace voxtrait {

namespace {

std::optional<double> larger(std::optional<double> a, std::optional<double> b) {
  return a && b ? std::max(*a, *b) : (a ? a : b);
}

std::optional<double> smaller(std::optional<double> a, std::optional<double> b) {
  return a && b ? std::min(*a, *b) : (a ? a : b);
}

Range outlier_range(const Distribution& before, double sigma) {
  if (before.empty()) return {};
  const Moments m = moments_of(before);
  const double reach = sigma * std::sqrt(m.variance);
  return {m.mean - reach, m.mean + reach};
}

void mask_range(Roi& roi, double lower, double upper) {
  const Index& size = roi.intensity_mask.size();
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const auto intensities = roi.intensity.row(y, z);
      const auto mask = roi.intensity_mask.row(y, z);
      const Span span = roi.span(y, z);
      for (auto i = static_cast<std::size_t>(span.begin); i < static_cast<std::size_t>(span.end);
           ++i) {
        const bool kept = intensities[i] >= lower && intensities[i] <= upper;
        mask[i] = static_cast<std::uint8_t>(mask[i] & static_cast<std::uint8_t>(kept));
      }
    }
  }
}

}  // namespace

Range resegmentation_range(const Distribution& before, const ResegmentationSettings& settings) {
  const Range range = settings.range.value_or(Range{});
  if (!settings.outlier_sigma) return range;
  const Range outliers = outlier_range(before, *settings.outlier_sigma);
  return {larger(range.lower, outliers.lower), smaller(range.upper, outliers.upper)};
}

void resegment(Roi& roi, const Range& range) {
  if (!range.lower && !range.upper) return;
  const double lower = range.lower.value_or(-HUGE_VAL);
  const double upper = range.upper.value_or(HUGE_VAL);
  Distribution& d = roi.intensities;
  const bool all_finite = d.voxels > 0 && d.non_finite == 0;
  if (all_finite && d.minimum() >= lower && d.maximum() <= upper) return;
  mask_range(roi, lower, upper);
  if (all_finite) d.keep_within(lower, upper);
  if (!all_finite) d = distribution_of(roi.intensity, roi.intensity_mask);
}

}  // namespace voxtrait

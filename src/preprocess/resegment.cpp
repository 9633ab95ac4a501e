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
  RowBuffer buffer;
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const Span span = roi.span(y, z);
      if (span.begin == span.end) continue;
      std::uint8_t* mask = &roi.intensity_mask.at(span.begin, y, z);
      for (const double intensity : roi.intensity.row(y, z, span, buffer)) {
        const bool kept = intensity >= lower && intensity <= upper;
        *mask = static_cast<std::uint8_t>(*mask & static_cast<std::uint8_t>(kept));
        ++mask;
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

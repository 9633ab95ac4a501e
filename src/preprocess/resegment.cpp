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

Range outlier_range(const Roi& roi, double sigma) {
  const Distribution d = distribution_of(roi.intensity, roi.intensity_mask);
  if (d.empty()) return {};
  const Moments m = moments_of(d);
  const double reach = sigma * std::sqrt(m.variance);
  return {m.mean - reach, m.mean + reach};
}

}  // namespace

Range resegmentation_range(const Roi& roi, const ResegmentationSettings& settings) {
  const Range range = settings.range.value_or(Range{});
  if (!settings.outlier_sigma) return range;
  const Range outliers = outlier_range(roi, *settings.outlier_sigma);
  return {larger(range.lower, outliers.lower), smaller(range.upper, outliers.upper)};
}

void resegment(Roi& roi, const Range& range) {
  if (!range.lower && !range.upper) return;
  const double lower = range.lower.value_or(-HUGE_VAL);
  const double upper = range.upper.value_or(HUGE_VAL);
  const auto intensities = roi.intensity.values();
  const auto mask = roi.intensity_mask.values();
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const bool kept = intensities[i] >= lower && intensities[i] <= upper;
    mask[i] = static_cast<std::uint8_t>(mask[i] & static_cast<std::uint8_t>(kept));
  }
}

}  // namespace voxtrait

#include "voxtrait/preprocess/prepare.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/interpolate.hpp"
#include "voxtrait/preprocess/resegment.hpp"
#include "voxtrait/preprocess/round.hpp"

namespace voxtrait {

namespace {

Roi crop_roi(const ImageView& image, const ImageView& mask, std::int64_t label, const Frame& frame,
             const Box& box, const ImageSettings& settings) {
  Roi roi;
  roi.label = label;
  roi.grid = frame.size;
  roi.spacing = frame.spacing;
  roi.box = box;
  roi.intensity = crop(image, frame, box);
  if (settings.rounding == Rounding::nearest_integer) round_to_nearest(roi.intensity.values());
  roi.morphological_mask = crop_label(mask, label, frame, box);
  roi.intensity_mask = roi.morphological_mask;
  return roi;
}

std::int64_t non_finite(const Volume<double>& volume) {
  return std::ranges::count_if(volume.values(), [](double x) { return !std::isfinite(x); });
}

Failure non_finite_input(std::int64_t count) {
  return {Status::failed, std::to_string(count) +
                              " NaN or Inf intensities lie where interpolation would read them; "
                              "repair the image or extract without interpolation"};
}

std::string bound(const std::optional<double>& value) {
  if (!value) return "..";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *value).ptr;
  return {buffer.data(), end};
}

Failure emptied_by(const Range& range, const Distribution& before) {
  const std::string found = before.empty() ? std::string("no finite intensity")
                                           : "intensities from " + bound(before.minimum()) +
                                                 " to " + bound(before.maximum());
  return {Status::empty_roi, "re-segmentation to [" + bound(range.lower) + ", " +
                                 bound(range.upper) + "] left no voxel; the ROI has " + found};
}

}  // namespace

Outcome<Roi> prepare(const ImageView& image, const ImageView& mask, const LabelRegion& region,
                     const Settings& settings, double margin_mm, const Parallel& parallel,
                     const StageObserver& observe) {
  const auto reached = [&observe](Stage stage, const Roi& roi) {
    if (observe) observe(stage, roi);
  };
  const Frame frame = frame_of(image.geometry, settings.slices.plane);
  const ResamplingPlan plan = plan_resampling(
      frame.size, frame.spacing, frame.from_stored(region.box), settings.interpolation, margin_mm);
  Roi roi = crop_roi(image, mask, region.label, frame, plan.input, settings.image);
  reached(Stage::initial, roi);
  if (settings.interpolation.method != Interpolator::none) {
    if (const std::int64_t bad = non_finite(roi.intensity); bad > 0) return non_finite_input(bad);
    roi = interpolate(roi, plan, settings.interpolation, parallel);
    if (!any_set(roi.morphological_mask)) {
      return Failure{Status::empty_roi,
                     "no voxel is left after interpolation: the ROI is too small for this spacing "
                     "and mask threshold"};
    }
  }
  reached(Stage::interpolated, roi);
  const Range range = resegmentation_range(roi, settings.resegmentation);
  const Distribution before = distribution_of(roi.intensity, roi.intensity_mask);
  resegment(roi, range);
  reached(Stage::resegmented, roi);
  if (!any_set(roi.intensity_mask)) return emptied_by(range, before);
  return roi;
}

Volume<double> prepare_whole_image(const ImageView& image, const Settings& settings,
                                   const Parallel& parallel) {
  const Frame frame = frame_of(image.geometry, settings.slices.plane);
  const Box whole{{0, 0, 0}, frame.size};
  Volume<double> volume = crop(image, frame, whole);
  if (settings.image.rounding == Rounding::nearest_integer) round_to_nearest(volume.values());
  if (settings.interpolation.method == Interpolator::none) return volume;
  ResamplingPlan plan =
      plan_resampling(frame.size, frame.spacing, whole, settings.interpolation, 0.0);
  plan.input = whole;
  for (std::size_t a = 0; a < 3; ++a) {
    plan.output.begin[a] = 0;
    plan.output.end[a] = plan.axes[a].size;
  }
  volume = resample_intensity(volume, plan, settings.interpolation, parallel);
  return volume;
}

}  // namespace voxtrait

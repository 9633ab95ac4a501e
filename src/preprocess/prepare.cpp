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

/// Spans that reach `margin` voxels beyond those given, within `size`: in x, then in y, then in z.
std::vector<Span> widened(const std::vector<Span>& rows, const Index& size, const Index& margin) {
  const auto join = [](Span& a, const Span& b) {
    if (b.begin == b.end) return;
    a = a.begin == a.end ? b : Span{std::min(a.begin, b.begin), std::max(a.end, b.end)};
  };
  const auto along = [&](const std::vector<Span>& from, std::int64_t stride, std::int64_t count,
                         std::int64_t reach) {
    std::vector<Span> to(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::int64_t at = static_cast<std::int64_t>(i) / stride % count;
      const std::int64_t first = std::max<std::int64_t>(0, at - reach);
      const std::int64_t last = std::min(count - 1, at + reach);
      for (std::int64_t j = first; j <= last; ++j) {
        join(to[i], from[i + static_cast<std::size_t>((j - at) * stride)]);
      }
    }
    return to;
  };
  std::vector<Span> result = along(along(rows, 1, size[1], margin[1]), size[1], size[2], margin[2]);
  for (Span& span : result) {
    if (span.begin == span.end) continue;
    span = {std::max<std::int64_t>(0, span.begin - margin[0]),
            std::min(size[0], span.end + margin[0])};
  }
  return result;
}

/// The spans around the ROI's rows that are read when nothing is interpolated.
std::vector<Span> spans_to_read(const Roi& roi, double margin_mm) {
  Index margin{};
  for (std::size_t a = 0; a < 3; ++a) {
    margin[a] = static_cast<std::int64_t>(std::ceil(margin_mm / roi.spacing[a]));
  }
  return widened(roi.rows, roi.box.extents(), margin);
}

Roi crop_roi(const ImageView& image, const ImageView& mask, const LabelRegion& region,
             const Frame& frame, const Box& box, const Settings& settings, double margin_mm,
             bool whole_block, const Parallel& parallel) {
  Roi roi;
  roi.label = region.label;
  roi.grid = frame.size;
  roi.spacing = frame.spacing;
  roi.box = box;
  CroppedLabel label =
      crop_label(mask, region.label, frame, box, frame.from_stored(region.box), parallel);
  roi.morphological_mask = std::move(label.mask);
  roi.rows = std::move(label.rows);
  roi.intensity_mask = copy_of(roi.morphological_mask, roi.rows);
  const bool whole = whole_block || settings.interpolation.method != Interpolator::none;
  roi.intensity =
      stored_block(image, frame, box, whole ? std::vector<Span>() : spans_to_read(roi, margin_mm));
  if (settings.image.rounding == Rounding::nearest_integer) {
    Volume<double> rounded;
    roi.intensity.numbers(rounded, parallel);
    round_to_nearest(rounded.values());
    roi.intensity = std::move(rounded);
  }
  return roi;
}

std::int64_t non_finite(const IntensityBlock& block) {
  if (block.all_finite()) return 0;
  Volume<double> copy;
  return std::ranges::count_if(block.numbers(copy).values(),
                               [](double x) { return !std::isfinite(x); });
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
                     const StageObserver& observe, bool whole_block) {
  const auto reached = [&observe](Stage stage, const Roi& roi) {
    if (observe) observe(stage, roi);
  };
  const Frame frame = frame_of(image.geometry, settings.slices.plane);
  const ResamplingPlan plan = plan_resampling(
      frame.size, frame.spacing, frame.from_stored(region.box), settings.interpolation, margin_mm);
  Roi roi =
      crop_roi(image, mask, region, frame, plan.input, settings, margin_mm, whole_block, parallel);
  reached(Stage::initial, roi);
  if (settings.interpolation.method != Interpolator::none) {
    if (const std::int64_t bad = non_finite(roi.intensity); bad > 0) return non_finite_input(bad);
    roi = interpolate(roi, plan, settings.interpolation, parallel);
    roi.rows = row_spans(roi.morphological_mask);
    if (!any_set(roi.morphological_mask)) {
      return Failure{Status::empty_roi,
                     "no voxel is left after interpolation: the ROI is too small for this spacing "
                     "and mask threshold"};
    }
  }
  reached(Stage::interpolated, roi);
  parallel.check();
  roi.intensities = distribution_of(roi.intensity, roi.intensity_mask, roi.rows, parallel);
  const Range range = resegmentation_range(roi.intensities, settings.resegmentation);
  const Distribution before = roi.intensities;
  parallel.check();
  resegment(roi, range);
  reached(Stage::resegmented, roi);
  if (roi.intensities.voxels + roi.intensities.non_finite == 0) return emptied_by(range, before);
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

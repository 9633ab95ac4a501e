#include "voxtrait/pipeline/extractor.hpp"

#include <algorithm>

#include "diagnostics.hpp"
#include "provenance.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/prepare.hpp"
#include "voxtrait/preprocess/resample_mask.hpp"

namespace voxtrait {

namespace {

/// A label that was asked for, or the absence of any.
struct Target {
  std::optional<std::int64_t> label;
  std::optional<LabelRegion> region;
  std::string absence;  ///< why there is no region
};

std::string listed(const std::vector<LabelRegion>& regions) {
  if (regions.empty()) return "no label";
  constexpr std::size_t most = 20;
  std::string text = regions.size() == 1 ? "label" : "labels";
  for (std::size_t i = 0; i < std::min(regions.size(), most); ++i) {
    text += (i == 0 ? " " : ", ") + std::to_string(regions[i].label);
  }
  return regions.size() > most ? text + ", ..." : text;
}

std::vector<Target> targets_of(const ImageView& mask, std::vector<std::int64_t> wanted) {
  const std::vector<LabelRegion> regions = find_labels(mask);
  std::vector<Target> targets;
  if (wanted.empty()) {
    for (const LabelRegion& region : regions) targets.push_back({region.label, region, {}});
    if (regions.empty()) targets.push_back({{}, {}, "the mask is empty: every voxel is 0"});
    return targets;
  }
  for (const std::int64_t label : wanted) {
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

std::string discretisation_of(const Family& family, const Settings& settings) {
  switch (family.info.discretised) {
    case Discretised::texture: return short_form(settings.discretisation);
    case Discretised::intensity_volume: return short_form(settings.intensity_volume_histogram);
    case Discretised::no: break;
  }
  return {};
}

/// The extraction of one label.
class RoiExtraction {
 public:
  RoiExtraction(const Extractor& extractor, const Request& request, const Parallel& parallel)
      : extractor_(extractor),
        request_(request),
        parallel_(parallel) {}

  std::vector<Row> run(const ImageView& image, const ImageView& mask, const Target& target) {
    label_ = target.label;
    if (!target.region) {
      add_all_failed({Status::empty_roi, target.absence});
      return std::move(rows_);
    }
    const Outcome<Roi> roi =
        prepare(image, mask, *target.region, extractor_.settings(), extractor_.plan().margin_mm,
                parallel_, [this](Stage stage, const Roi& reached) { observe(stage, reached); });
    if (roi.ok()) {
      add_features(roi.value());
    } else {
      add_all_failed(roi.failure());
    }
    return std::move(rows_);
  }

 private:
  static constexpr std::size_t stages = 3;

  void observe(Stage stage, const Roi& roi) {
    if (!request_.diagnostics) return;
    add_diagnostics(roi_diagnostics(stage, roi));
    ++stages_reached_;
  }

  void add_diagnostics(std::vector<Diagnostic> list) {
    for (Diagnostic& d : list) {
      FeatureId id;
      id.family = std::move(d.family);
      id.feature = std::move(d.tag);
      rows_.push_back(
          {request_.case_name, label_, std::move(id), std::move(d.unit), std::move(d.value)});
    }
  }

  void add_features(const Roi& roi) {
    const Settings& settings = extractor_.settings();
    const Distribution intensities = distribution_of(roi.intensity, roi.intensity_mask);
    if (intensities.non_finite > 0) {
      add_all_failed({Status::failed,
                      std::to_string(intensities.non_finite) +
                          " voxels of the ROI are NaN or Inf; repair the image, correct the mask "
                          "or exclude them with resegmentation.range"});
      return;
    }
    Outcome<Levels> levels = Failure{};
    if (extractor_.plan().needs_levels) {
      levels = discretise(roi, intensities, settings.discretisation, settings.resegmentation.range,
                          extractor_.plan().border);
    }
    const Context context{roi, settings, intensities, levels.ok() ? &levels.value() : nullptr,
                          parallel_};
    for (const Plan::Entry& entry : extractor_.plan().entries) {
      const bool lacks_levels =
          entry.family->info.discretised == Discretised::texture && !levels.ok();
      add(entry, lacks_levels ? all_failed(*entry.family, entry.aggregations, levels.failure())
                              : entry.family->compute(context, entry.aggregations));
    }
  }

  void add(const Plan::Entry& entry, std::vector<AggregatedValues> computed) {
    const Family& family = *entry.family;
    for (AggregatedValues& aggregated : computed) {
      for (std::size_t f = 0; f < family.features.size(); ++f) {
        const FeatureInfo& feature = family.features[f];
        FeatureId id{"original",
                     std::string(family.info.id),
                     std::string(feature.id),
                     std::string(feature.code),
                     std::string(feature.parameter_code),
                     aggregated.aggregation,
                     discretisation_of(family, extractor_.settings())};
        rows_.push_back({request_.case_name, label_, std::move(id), std::string(feature.unit),
                         std::move(aggregated.values[f])});
      }
    }
  }

  void add_all_failed(const Failure& failure) {
    for (; request_.diagnostics && stages_reached_ < stages; ++stages_reached_) {
      add_diagnostics(missing_roi_diagnostics(static_cast<Stage>(stages_reached_), failure));
    }
    for (const Plan::Entry& entry : extractor_.plan().entries) {
      add(entry, all_failed(*entry.family, entry.aggregations, failure));
    }
  }

  const Extractor& extractor_;
  const Request& request_;
  const Parallel& parallel_;
  std::optional<std::int64_t> label_;
  std::vector<Row> rows_;
  std::size_t stages_reached_ = 0;
};

/// The whole image's diagnostics as rows of one ROI.
std::vector<Row> image_rows(const std::vector<Diagnostic>& diagnostics, const Target& target,
                            const Request& request) {
  std::vector<Row> rows;
  for (const Diagnostic& d : diagnostics) {
    FeatureId id;
    id.family = d.family;
    id.feature = d.tag;
    rows.push_back({request.case_name, target.label, std::move(id), d.unit, d.value});
  }
  return rows;
}

bool works_in_slices(const Settings& settings, const Plan& plan) {
  const bool two_dimensional = std::ranges::any_of(plan.entries, [](const Plan::Entry& entry) {
    return std::ranges::any_of(entry.aggregations, [](Aggregation a) {
      return a != Aggregation::whole_roi && a != Aggregation::volume_3d &&
             a != Aggregation::average_3d &&
             a != Aggregation::merged_3d;
    });
  });
  const bool in_plane_interpolation = settings.interpolation.method != Interpolator::none &&
                                      !settings.interpolation.spacing[2].has_value();
  return two_dimensional || in_plane_interpolation;
}

std::vector<std::string> warnings_for(const ImageView& image, const Settings& settings,
                                      const Plan& plan) {
  const SlicePlane likely = likely_acquisition_plane(image.geometry);
  if (settings.slices.plane != SlicePlane::axial || likely == SlicePlane::axial ||
      !works_in_slices(settings, plan)) {
    return {};
  }
  const std::string plane = likely == SlicePlane::coronal ? "coronal" : "sagittal";
  return {"slice-wise features are computed in axial planes, but the voxel sizes suggest " + plane +
          " slices; slices.plane = \"" + plane + "\" would follow the acquisition"};
}

}  // namespace

Extractor::Extractor(Settings settings, Registry registry)
    : settings_(std::move(settings)),
      registry_(std::make_shared<const Registry>(std::move(registry))) {
  require_consistent(settings_, *registry_);
  plan_ = make_plan(settings_, *registry_);
}

Table Extractor::extract(const ImageView& image, const ImageView& mask,
                         const Request& request) const {
  require_valid(image.geometry, "image");
  require_valid(mask.geometry, "mask");
  if (request.resample_mask) {
    Request once = request;
    once.resample_mask = false;
    return extract(image, voxtrait::resample_mask(mask, image.geometry), once);
  }
  require_same_grid(image.geometry, mask.geometry);
  const Parallel parallel(request.threads);
  const std::vector<Target> targets = targets_of(mask, request.labels);
  std::vector<Diagnostic> whole;
  if (request.diagnostics) whole = image_diagnostics(image, settings_, parallel);
  std::vector<std::vector<Row>> rows(targets.size());
  parallel.for_each(targets.size(), [&](std::size_t i) {
    rows[i] = image_rows(whole, targets[i], request);
    std::ranges::move(RoiExtraction(*this, request, parallel).run(image, mask, targets[i]),
                      std::back_inserter(rows[i]));
  });
  Table table;
  table.provenance = provenance_of(*this, image, mask, request.hash_inputs);
  table.warnings = warnings_for(image, settings_, plan_);
  for (std::vector<Row>& part : rows) std::ranges::move(part, std::back_inserter(table.rows));
  return table;
}

Table extract(const ImageView& image, const ImageView& mask, const Settings& settings,
              const Request& request) {
  return Extractor(settings).extract(image, mask, request);
}

std::string version() { return VOXTRAIT_VERSION; }

}  // namespace voxtrait

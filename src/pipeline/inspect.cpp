#include "voxtrait/pipeline/inspect.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "roi_extraction.hpp"
#include "target.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/preprocess/frame.hpp"
#include "voxtrait/preprocess/interpolate.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"
#include "voxtrait/preprocess/resample_mask.hpp"

namespace voxtrait {

namespace {

/// Where the block of a ROI lies: working axes are stored ones, permuted and flipped.
Geometry geometry_of(const Roi& roi, const Geometry& image, const LabelRegion& region,
                     const Settings& settings, double margin_mm) {
  const Frame frame = frame_of(image, settings.slices.plane);
  const ResamplingPlan plan = plan_resampling(
      frame.size, frame.spacing, frame.from_stored(region.box), settings.interpolation, margin_mm);
  Geometry geometry{roi.intensity.size(), roi.spacing, {}, {}};
  Vector first{};
  for (std::size_t a = 0; a < 3; ++a) {
    const std::size_t stored = frame.stored_axis[a];
    const double index = plan.axes[a].position(roi.box.begin[a]);
    const auto last = static_cast<double>(frame.size[a] - 1);
    first[stored] = frame.flipped[a] ? last - index : index;
    for (std::size_t patient = 0; patient < 3; ++patient) {
      const double cosine = image.direction[3 * patient + stored];
      geometry.direction[3 * patient + a] = frame.flipped[a] ? -cosine : cosine;
    }
  }
  geometry.origin = image.position(first);
  return geometry;
}

/// Intensities that are still the image's become the ROI's own: it may outlive the image.
void own_intensities(Roi& roi, const Parallel& parallel) {
  Volume<double> copy;
  roi.intensity.numbers(copy, parallel);
  if (!copy.values().empty()) roi.intensity = std::move(copy);
}

std::vector<double> edges_of(const Distribution& intensities, const Settings& settings,
                             std::int64_t levels) {
  const Outcome<LevelMap> map =
      LevelMap::make(intensities, settings.discretisation, settings.resegmentation.range);
  std::vector<double> edges;
  if (!map.ok() || map.value().method() == Discretiser::none) return edges;
  for (std::int64_t i = 0; i <= levels; ++i) {
    edges.push_back(map.value().lower() + static_cast<double>(i) * map.value().bin_width());
  }
  return edges;
}

/// The one target of an inspection.
Target target_of(const ImageView& mask, const std::vector<std::int64_t>& labels) {
  std::vector<Target> targets = targets_of(mask, labels);
  if (targets.size() > 1 && labels.empty()) {
    throw Error(ErrorCode::config_invalid,
                "the mask has " + std::to_string(targets.size()) + " labels; choose one", "label");
  }
  return std::move(targets.front());
}

/// Adds levels to a content that has its ROI.
Outcome<Inspection> inspected(const Extractor& extractor, Inspection::Content content) {
  const Settings& settings = extractor.settings();
  const Distribution& intensities = content.roi.intensities;
  if (intensities.non_finite > 0) return non_finite_voxels(intensities.non_finite);
  content.levels = discretise(content.roi, intensities, settings.discretisation,
                              settings.resegmentation.range, extractor.plan().border);
  if (content.levels.ok()) {
    content.edges = edges_of(intensities, settings, content.levels.value().count);
  }
  return Inspection(extractor, std::move(content));
}

Outcome<Inspection> inspect_ibsi(const Extractor& extractor, const ImageView& image,
                                 const ImageView& mask, const LabelRegion& region,
                                 const Parallel& parallel) {
  const Settings& settings = extractor.settings();
  const double margin = extractor.plan().margin_mm;
  Outcome<Roi> roi = prepare(
      image, mask, region, settings, margin, parallel,
      [&parallel](Stage /*stage*/, const Roi& /*roi*/) { parallel.check(); }, true);
  if (!roi.ok()) return roi.failure();
  Inspection::Content content;
  content.geometry = geometry_of(roi.value(), image.geometry, region, settings, margin);
  content.roi = std::move(roi.value());
  own_intensities(content.roi, parallel);
  return inspected(extractor, std::move(content));
}

Outcome<Inspection> inspect_pyradiomics(const Extractor& extractor, const ImageView& image,
                                        const ImageView& mask, const LabelRegion& region,
                                        const Parallel& parallel) {
  const PyradiomicsSettings& own = extractor.settings().pyradiomics;
  Outcome<PyradiomicsRoi> prepared =
      prepare_pyradiomics(image, mask, region, own, parallel,
                          [&parallel](PyradiomicsStage /*stage*/,
                                      const PyradiomicsRegion& /*region*/) { parallel.check(); });
  if (!prepared.ok()) return prepared.failure();
  const Distribution& intensities = prepared.value().roi.intensities;
  if (intensities.non_finite > 0) return non_finite_voxels(intensities.non_finite);
  Inspection::Content content;
  content.geometry = prepared.value().geometry;
  content.levels_axis = own.plane_normal().value_or(2);
  content.levels =
      discretise_pyradiomics(prepared.value(), intensities, own, extractor.plan().border);
  if (content.levels.ok()) {
    content.edges = pyradiomics_edges(prepared.value(), own, content.levels.value().count);
  }
  content.roi = std::move(prepared.value().roi);
  return Inspection(extractor, std::move(content));
}

}  // namespace

Inspection::Inspection(Extractor extractor, Content content)
    : extractor_(std::make_shared<const Extractor>(std::move(extractor))),
      content_(std::make_shared<const Content>(std::move(content))) {}

const Family& Inspection::family(std::string_view family) const {
  std::string known;
  for (const Family& candidate : extractor_->registry().families()) {
    const FamilyInfo& info = candidate.info;
    if (!candidate.matrices || info.profile != extractor_->settings().profile) continue;
    if (family == info.id || (!family.empty() && family == info.pyradiomics)) return candidate;
    known += " " + std::string(info.id);
  }
  throw Error(ErrorCode::config_invalid,
              "expected a family with matrices (" + known.substr(1) + "), found \"" +
                  std::string(family) + "\"",
              "family");
}

std::vector<Aggregation> Inspection::aggregations(std::string_view family) const {
  const Family& found = this->family(family);
  const Settings& settings = extractor_->settings();
  if (settings.profile != Profile::pyradiomics) return found.aggregations;
  return {pyradiomics_aggregation(settings.pyradiomics, found)};
}

std::vector<TextureMatrix> Inspection::matrices(std::string_view family, Aggregation aggregation,
                                                const Request& request) const {
  const Family& found = this->family(family);
  const std::vector<Aggregation> aggregations = this->aggregations(family);
  if (std::ranges::find(aggregations, aggregation) == aggregations.end()) {
    throw Error(ErrorCode::config_invalid,
                "the family has no matrices of " + std::string(name(aggregation)), "aggregation");
  }
  if (!content_->levels.ok()) {
    throw Error(ErrorCode::config_invalid, content_->levels.failure().reason, "discretisation");
  }
  const Parallel parallel(request.threads, request.stop);
  const Levels& levels = content_->levels.value();
  const SharedMatrices shared(levels, content_->roi, parallel);
  const Context context{
      content_->roi, extractor_->settings(), content_->roi.intensities, &levels, &shared, parallel};
  std::vector<TextureMatrix> result = found.matrices(context, aggregation);
  for (TextureMatrix& matrix : result) {
    if (matrix.slice) *matrix.slice += levels.box.begin[2];
  }
  return result;
}

Outcome<Inspection> inspect(const Extractor& extractor, const ImageView& image,
                            const ImageView& mask, const Request& request) {
  require_valid(image.geometry, "image");
  require_valid(mask.geometry, "mask");
  if (request.resample_mask) {
    Request once = request;
    once.resample_mask = false;
    return inspect(extractor, image, resample_mask(mask, image.geometry), once);
  }
  const Settings& settings = extractor.settings();
  require_fitting_mask(image.geometry, mask.geometry, settings);
  const Target target =
      target_of(mask, request.labels.empty() ? default_labels(settings) : request.labels);
  if (!target.region) return Failure{Status::empty_roi, target.absence};
  const Parallel parallel(request.threads, request.stop);
  const auto inspect_region =
      settings.profile == Profile::pyradiomics ? inspect_pyradiomics : inspect_ibsi;
  return inspect_region(extractor, image, mask, *target.region, parallel);
}

}  // namespace voxtrait

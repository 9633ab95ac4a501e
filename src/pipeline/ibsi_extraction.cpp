#include "ibsi_extraction.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

#include "variant_features.hpp"
#include "voxtrait/core/distribution.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/preprocess/prepare.hpp"
#include "voxtrait/preprocess/prepare_region.hpp"

namespace voxtrait {

namespace {

Variant original_of(const CaseContext& context) {
  return {"original", context.extractor.settings(), context.extractor.plan()};
}

/// The range of intensities that re-segmentation kept says nothing about a filtered image's.
Settings without_resegmentation(Settings settings) {
  settings.resegmentation = {};
  return settings;
}

/// The features of filtered images of one label, one image after the other.
class FilteredImages {
 public:
  FilteredImages(const CaseContext& context, std::uint64_t left, LabelRows& rows)
      : context_(context),
        left_(left),
        settings_(without_resegmentation(context.extractor.settings())),
        rows_(rows) {}

  void add_all(std::shared_ptr<Kept> kept) {
    const Plan& plan = context_.extractor.plan();
    for (std::size_t i = 0; i < plan.filters.size(); ++i) {
      context_.parallel.check();
      kept = emptied(std::move(kept));
      add(*plan.filters[i], settings_.filters[i], kept);
    }
  }

 private:
  /// The ROI without intensities and levels; a copy where a family still holds on to it.
  static std::shared_ptr<Kept> emptied(std::shared_ptr<Kept> kept) {
    if (kept.use_count() > 1) kept = std::make_shared<Kept>(Kept{kept->roi, Failure{}});
    kept->roi.intensity = {};
    kept->levels = Failure{};
    return kept;
  }

  /// The ROI on the grid of a filter's response.
  static std::shared_ptr<Kept> on_grid_of(const std::shared_ptr<Kept>& kept, const Step& step) {
    if (step == every_voxel) return kept;
    return std::make_shared<Kept>(Kept{decimated(kept->roi, step), Failure{}});
  }

  void add(const Filter& filter, const FilterChoice& choice,
           const std::shared_ptr<Kept>& original) {
    const Variant variant{choice.name, settings_, context_.extractor.plan()};
    const std::shared_ptr<Kept> kept = on_grid_of(original, step_of(filter, choice.values));
    Roi& roi = kept->roi;
    if (roi.box.empty() || !any_set(roi.intensity_mask)) {
      return rows_.add_failed(
          variant, {Status::empty_roi, "no voxel of the ROI is left once it is decimated"});
    }
    try {
      roi.intensity = response(filter, choice.values, original->roi, roi.box);
    } catch (const std::runtime_error& problem) {
      return rows_.add_failed(variant, {Status::failed, problem.what()});
    }
    roi.intensities =
        distribution_of(roi.intensity, roi.intensity_mask, roi.rows, context_.parallel);
    const auto discretised = [&](const Distribution& intensities) {
      return discretise(roi, intensities, settings_.discretisation, std::nullopt,
                        variant.plan.border, context_.parallel);
    };
    add_features(context_, variant, roi, kept, left_, discretised, rows_);
  }

  /// The response in a box, from no more of the image than it depends on.
  [[nodiscard]] Volume<double> response(const Filter& filter, const FilterValues& values,
                                        const Roi& original, const Box& wanted) const {
    const Box box = filter.needs(values, wanted, original.grid, original.spacing);
    const Region region =
        prepare_region(context_.image, context_.extractor.settings(), box, context_.parallel);
    return filter.apply(values, region, wanted, context_.parallel);
  }

  const CaseContext& context_;
  std::uint64_t left_;
  Settings settings_;
  LabelRows& rows_;
};

}  // namespace

void extract_ibsi(const CaseContext& context, const Target& target, std::uint64_t left,
                  LabelRows& rows) {
  const Variant original = original_of(context);
  const Settings& settings = original.settings;
  const auto observe = [&](Stage stage, const Roi& reached) {
    context.parallel.check();
    if (context.request.observe) context.request.observe(stage, reached);
    rows.add_stage(stage, reached);
  };
  Outcome<Roi> roi = prepare(context.image, context.mask, *target.region, settings,
                             original.plan.margin_mm, context.parallel, observe);
  if (!roi.ok()) return fail_ibsi(context, roi.failure(), rows);
  auto kept = std::make_shared<Kept>(Kept{std::move(roi.value()), Failure{}});
  const auto discretised = [&](const Distribution& intensities) {
    return discretise(kept->roi, intensities, settings.discretisation,
                      settings.resegmentation.range, original.plan.border, context.parallel);
  };
  add_features(context, original, kept->roi, kept, left, discretised, rows);
  FilteredImages(context, left, rows).add_all(std::move(kept));
}

void fail_ibsi(const CaseContext& context, const Failure& failure, LabelRows& rows) {
  rows.add_missing_stages(failure);
  Variant variant = original_of(context);
  rows.add_failed(variant, failure);
  for (const FilterChoice& choice : variant.settings.filters) {
    variant.name = choice.name;
    rows.add_failed(variant, failure);
  }
}

}  // namespace voxtrait

#include "roi_extraction.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

#include "family_groups.hpp"
#include "pyradiomics_diagnostics.hpp"
#include "pyradiomics_image_types.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/matrices.hpp"
#include "voxtrait/filter/pyradiomics.hpp"
#include "voxtrait/pipeline/memory.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/preprocess/prepare.hpp"
#include "voxtrait/preprocess/prepare_region.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"

namespace voxtrait {

namespace {

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes >> 20U) + 1) + " MB"; }

std::string discretisation_of(const Family& family, const Settings& settings) {
  if (settings.profile == Profile::pyradiomics) {
    return family.info.discretised == Discretised::no ? "" : short_form(settings.pyradiomics);
  }
  switch (family.info.discretised) {
    case Discretised::texture: return short_form(settings.discretisation);
    case Discretised::intensity_volume: return short_form(settings.intensity_volume_histogram);
    case Discretised::no: break;
  }
  return {};
}

FeatureId id_of(const std::string& variant, const Family& family, const FeatureInfo& feature,
                Aggregation aggregation, const Settings& settings) {
  return {variant,
          std::string(family.info.id),
          std::string(feature.id),
          std::string(feature.code),
          std::string(feature.parameter_code),
          aggregation,
          discretisation_of(family, settings),
          pyradiomics_name(family.info, feature)};
}

Failure too_little_memory(std::uint64_t needed, std::uint64_t left) {
  return {Status::failed, "the ROI needs up to " + megabytes(needed) +
                              " of memory beside image and mask; the limit leaves " +
                              megabytes(left)};
}

/// The extraction of one label.
class LabelExtraction {
 public:
  LabelExtraction(const CaseContext& context, const Target& target)
      : context_(context),
        target_(target) {}

  std::vector<Row> run() {
    if (!target_.region) return all_failed_rows({Status::empty_roi, target_.absence});
    const MemoryEstimate needed = estimate_memory(context_.image.geometry, context_.mask.geometry,
                                                  *target_.region, settings(), plan());
    if (needed.peak_without_autocorrelation() > context_.memory) {
      return all_failed_rows(
          too_little_memory(needed.peak_without_autocorrelation(), context_.memory));
    }
    if (settings().profile == Profile::pyradiomics) return run_pyradiomics(needed);
    Outcome<Roi> roi = prepare(
        context_.image, context_.mask, *target_.region, settings(), plan().margin_mm,
        context_.parallel, [this](Stage stage, const Roi& reached) { observe(stage, reached); });
    if (!roi.ok()) return all_failed_rows(roi.failure());
    auto kept = std::make_shared<Kept>(Kept{std::move(roi.value()), Failure{}});
    add_features(kept->roi, kept, needed, settings(), [&](const Distribution& intensities) {
      return discretise(kept->roi, intensities, settings().discretisation,
                        settings().resegmentation.range, plan().border, context_.parallel);
    });
    add_variants(std::move(kept), needed);
    return std::move(rows_);
  }

 private:
  static constexpr std::size_t stages = 3;
  using Discretise = std::function<Outcome<Levels>(const Distribution&)>;

  /// What families may hold on to.
  struct Kept {
    Roi roi;
    Outcome<Levels> levels = Failure{};
  };

  /// The features of each filtered image, one after the other. The range of intensities that
  /// re-segmentation kept says nothing about a filtered image's.
  void add_variants(std::shared_ptr<Kept> kept, const MemoryEstimate& needed) {
    Settings filtered = settings();
    filtered.resegmentation = {};
    for (std::size_t i = 0; i < plan().filters.size(); ++i) {
      context_.parallel.check();
      variant_ = settings().filters[i].name;
      const Filter& filter = *plan().filters[i];
      const FilterValues& values = settings().filters[i].values;
      kept = next_variant(std::move(kept));
      add_variant(filter, values, on_grid_of(kept, step_of(filter, values)), kept->roi, needed,
                  filtered);
    }
  }

  /// The features of a filtered image; `original` lies on the image's grid.
  void add_variant(const Filter& filter, const FilterValues& values,
                   const std::shared_ptr<Kept>& kept, const Roi& original,
                   const MemoryEstimate& needed, const Settings& filtered) {
    Roi& roi = kept->roi;
    if (roi.box.empty() || !any_set(roi.intensity_mask)) {
      return add_failed({Status::empty_roi, "no voxel of the ROI is left once it is decimated"});
    }
    try {
      roi.intensity = response(filter, values, original, roi.box);
    } catch (const std::runtime_error& problem) {
      return add_failed({Status::failed, problem.what()});
    }
    roi.intensities =
        distribution_of(roi.intensity, roi.intensity_mask, roi.rows, context_.parallel);
    add_features(roi, kept, needed, filtered, [&](const Distribution& intensities) {
      return discretise(roi, intensities, filtered.discretisation, std::nullopt, plan().border,
                        context_.parallel);
    });
  }

  static bool any_set(const Volume<std::uint8_t>& mask) {
    return std::ranges::any_of(mask.values(), [](std::uint8_t voxel) { return voxel != 0; });
  }

  /// The ROI on the grid of a filter's response.
  static std::shared_ptr<Kept> on_grid_of(const std::shared_ptr<Kept>& kept, const Step& step) {
    if (step == every_voxel) return kept;
    return std::make_shared<Kept>(Kept{decimated(kept->roi, step), Failure{}});
  }

  /// The ROI without intensities and levels; a copy where a family still holds on to it.
  static std::shared_ptr<Kept> next_variant(std::shared_ptr<Kept> kept) {
    if (kept.use_count() > 1) kept = std::make_shared<Kept>(Kept{kept->roi, Failure{}});
    kept->roi.intensity = {};
    kept->levels = Failure{};
    return kept;
  }

  /// The response in a box, from no more of the image than it depends on.
  Volume<double> response(const Filter& filter, const FilterValues& values, const Roi& original,
                          const Box& wanted) const {
    const Box box = filter.needs(values, wanted, original.grid, original.spacing);
    const Region region = prepare_region(context_.image, settings(), box, context_.parallel);
    return filter.apply(values, region, wanted, context_.parallel);
  }

  std::vector<Row> run_pyradiomics(const MemoryEstimate& needed) {
    const PyradiomicsSettings& own = settings().pyradiomics;
    PyradiomicsDiagnostics diagnostics(context_.image, context_.mask, target_);
    if (context_.request.diagnostics) diagnostics.add_original(context_.parallel);
    const Outcome<PyradiomicsRoi> roi =
        prepare_pyradiomics(context_.image, context_.mask, *target_.region, own, context_.parallel,
                            [&](PyradiomicsStage stage, const PyradiomicsRegion& region) {
                              context_.parallel.check();
                              if (context_.request.diagnostics) diagnostics.add(stage, region);
                            });
    add_diagnostics(diagnostics.take());
    stages_reached_ = stages;  // the stages of this profile are not all passed by every ROI
    if (!roi.ok()) return all_failed_rows(roi.failure());
    context_.parallel.check();
    if (context_.request.observe) context_.request.observe(Stage::resegmented, roi.value().roi);
    add_image_types(roi.value(), needed);
    return std::move(rows_);
  }

  /// The features of each image type, and of shape in any case.
  void add_image_types(const PyradiomicsRoi& roi, const MemoryEstimate& needed) {
    PyradiomicsRoi filtered;
    for_each_image_type([&](const PyradiomicsImageType* type) {
      variant_ = "original";
      if (type == nullptr) return add_pyradiomics_features(roi, needed);
      if (filtered.roi.box.empty()) filtered = roi;
      filtered.roi.intensity = {};
      const ImageTypeInput input{roi.source, roi.roi.box, roi.roi.intensity_mask,
                                 used().pyradiomics, context_.parallel};
      type->compute(input, [&](const std::string& name, Outcome<ImageTypeVariant> image) {
        context_.parallel.check();
        variant_ = name;
        if (!image.ok()) return add_failed(image.failure());
        filtered.type = image.value().type;
        filtered.roi.intensity = std::move(image.value().values);
        filtered.roi.intensities =
            distribution_of(filtered.roi.intensity, filtered.roi.intensity_mask);
        add_pyradiomics_features(filtered, needed);
      });
    });
  }

  void add_pyradiomics_features(const PyradiomicsRoi& roi, const MemoryEstimate& needed) {
    add_features(
        roi.roi, std::make_shared<Kept>(), needed, used(), [&](const Distribution& intensities) {
          return discretise_pyradiomics(roi, intensities, used().pyradiomics, plan().border);
        });
  }

  /// Calls `body` for each chosen image type, with null for the original image, which comes first
  /// if it is not chosen; settings and plan are those of the image type meanwhile.
  void for_each_image_type(const std::function<void(const PyradiomicsImageType*)>& body) {
    std::vector<PyradiomicsImageTypeChoice> choices = settings().pyradiomics.image_types;
    if (!context_.extractor.plan().original) choices.insert(choices.begin(), {"Original", {}});
    for (const PyradiomicsImageTypeChoice& choice : choices) {
      Settings own = settings();
      own.pyradiomics = settings_for(settings().pyradiomics, choice);
      const Plan own_plan = make_plan(own, context_.extractor.registry());
      used_ = &own;
      plan_ = &own_plan;
      body(find_pyradiomics_image_type(choice.type));
      used_ = nullptr;
      plan_ = nullptr;
    }
  }

  [[nodiscard]] const Settings& settings() const { return context_.extractor.settings(); }
  [[nodiscard]] const Settings& used() const { return used_ != nullptr ? *used_ : settings(); }
  [[nodiscard]] const Plan& plan() const {
    return plan_ != nullptr ? *plan_ : context_.extractor.plan();
  }

  void observe(Stage stage, const Roi& roi) {
    context_.parallel.check();
    if (context_.request.observe) context_.request.observe(stage, roi);
    if (!context_.request.diagnostics) return;
    add_diagnostics(roi_diagnostics(stage, roi));
    ++stages_reached_;
  }

  void add_diagnostics(const std::vector<Diagnostic>& list) {
    for (Row& row : diagnostic_rows(list, target_.label, context_.request)) {
      rows_.push_back(std::move(row));
    }
  }

  /// The features of one image variant.
  void add_features(const Roi& roi, const std::shared_ptr<Kept>& kept, const MemoryEstimate& needed,
                    const Settings& used, const Discretise& discretised) {
    const Distribution& intensities = roi.intensities;
    if (intensities.non_finite > 0) {
      return add_failed(non_finite_voxels(intensities.non_finite));
    }
    context_.parallel.check();
    Outcome<Levels>& levels = kept->levels;
    if (plan().needs_levels) levels = discretised(intensities);
    const std::uint64_t left = context_.memory == Context::unlimited
                                   ? Context::unlimited
                                   : context_.memory - needed.features;
    std::optional<SharedMatrices> matrices;
    if (levels.ok()) matrices.emplace(levels.value(), roi, context_.parallel);
    const std::vector<Plan::Entry> entries = entries_of_variant();
    const SharedDirections directions(wanted_of(entries, shared_result::co_occurrences),
                                      wanted_of(entries, shared_result::run_lengths));
    const Context context{roi,
                          used,
                          intensities,
                          levels.ok() ? &levels.value() : nullptr,
                          levels.ok() ? &*matrices : nullptr,
                          context_.parallel,
                          left,
                          share_directions(entries) ? &directions : nullptr,
                          context_.scene,
                          kept};
    const auto compute = [&](const Plan::Entry& entry) {
      const bool lacks_levels =
          entry.family->info.discretised == Discretised::texture && !levels.ok();
      return lacks_levels ? all_failed(*entry.family, entry.aggregations, levels.failure())
                          : entry.family->compute(context, entry.aggregations);
    };
    std::vector<std::vector<AggregatedValues>> computed(entries.size());
    const std::vector<std::vector<std::size_t>> groups = groups_of(entries);
    // Under a limit of memory one family has it at a time; threads then work inside it.
    const Parallel one_by_one(1);
    const bool limited = context_.memory != Context::unlimited;
    (limited ? one_by_one : context_.parallel).for_each(groups.size(), [&](std::size_t g) {
      for (const std::size_t i : groups[g]) {
        context_.parallel.check();
        computed[i] = compute(entries[i]);
      }
    });
    for (std::size_t i = 0; i < entries.size(); ++i) add(entries[i], std::move(computed[i]));
  }

  [[nodiscard]] std::vector<Plan::Entry> entries_of_variant() const {
    std::vector<Plan::Entry> entries = plan().entries;
    const bool original = variant_ == "original";
    std::erase_if(entries, [&](const Plan::Entry& e) {
      return e.family->info.of_shape ? !original : original && !plan().original;
    });
    return entries;
  }

  void add_failed(const Failure& failure) {
    for (const Plan::Entry& entry : entries_of_variant()) {
      add(entry, all_failed(*entry.family, entry.aggregations, failure));
    }
  }

  void add(const Plan::Entry& entry, std::vector<AggregatedValues> computed) {
    const Family& family = *entry.family;
    for (AggregatedValues& aggregated : computed) {
      for (const std::size_t f : entry.features) {
        const FeatureInfo& feature = family.features[f];
        rows_.push_back({context_.request.case_name, target_.label,
                         id_of(variant_, family, feature, aggregated.aggregation, used()),
                         std::string(feature.unit), std::move(aggregated.values[f])});
      }
      if (context_.request.diagnostics) add_details(family, std::move(aggregated.details));
    }
  }

  void add_details(const Family& family, std::vector<Detail> details) {
    std::vector<Diagnostic> list;
    list.reserve(details.size());
    for (Detail& detail : details) {
      list.push_back({"diagnostics_" + std::string(family.info.id), std::move(detail.name),
                      std::move(detail.unit), Value::of(detail.number)});
    }
    add_diagnostics(list);
  }

  /// The rows that are left, each with the failure.
  std::vector<Row> all_failed_rows(const Failure& failure) {
    for (; context_.request.diagnostics && stages_reached_ < stages; ++stages_reached_) {
      add_diagnostics(missing_roi_diagnostics(static_cast<Stage>(stages_reached_), failure));
    }
    if (settings().profile == Profile::pyradiomics) return all_failed_image_types(failure);
    add_failed(failure);
    for (const FilterChoice& choice : settings().filters) {
      variant_ = choice.name;
      add_failed(failure);
    }
    return std::move(rows_);
  }

  std::vector<Row> all_failed_image_types(const Failure& failure) {
    for_each_image_type([&](const PyradiomicsImageType* type) {
      const auto names =
          type == nullptr ? std::vector<std::string>{"original"} : type->images(used().pyradiomics);
      for (const std::string& name : names) {
        variant_ = name;
        add_failed(failure);
      }
    });
    return std::move(rows_);
  }

  const CaseContext& context_;
  const Target& target_;
  const Settings* used_ = nullptr;  ///< of an image type of the profile pyradiomics
  const Plan* plan_ = nullptr;
  std::string variant_ = "original";
  std::vector<Row> rows_;
  std::size_t stages_reached_ = 0;
};

}  // namespace

Failure non_finite_voxels(std::uint64_t count) {
  return {Status::failed, std::to_string(count) +
                              " voxels of the ROI are NaN or Inf; repair the image, correct the "
                              "mask or exclude them with resegmentation.range"};
}

std::vector<Row> extract_label(const CaseContext& context, const Target& target) {
  return LabelExtraction(context, target).run();
}

std::vector<Row> diagnostic_rows(const std::vector<Diagnostic>& diagnostics,
                                 const std::optional<std::int64_t>& label, const Request& request) {
  std::vector<Row> rows;
  for (const Diagnostic& d : diagnostics) {
    FeatureId id;
    id.family = d.family;
    id.feature = d.tag;
    rows.push_back({request.case_name, label, std::move(id), d.unit, d.value});
  }
  return rows;
}

}  // namespace voxtrait

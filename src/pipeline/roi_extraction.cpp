#include "roi_extraction.hpp"

#include <functional>
#include <map>
#include <optional>

#include "pyradiomics_diagnostics.hpp"

#include "voxtrait/features/context.hpp"
#include "voxtrait/pipeline/memory.hpp"
#include "voxtrait/preprocess/discretise.hpp"
#include "voxtrait/preprocess/prepare.hpp"
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

FeatureId id_of(const Family& family, const FeatureInfo& feature, Aggregation aggregation,
                const Settings& settings) {
  return {"original",
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

/// Places of entries that run one after the other, as they share results.
std::vector<std::vector<std::size_t>> groups_of(const std::vector<Plan::Entry>& entries) {
  std::vector<std::vector<std::size_t>> groups;
  std::map<std::string_view, std::size_t> group_of;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string_view shares = entries[i].family->info.shares;
    const auto known = shares.empty() ? group_of.end() : group_of.find(shares);
    if (known != group_of.end()) {
      groups[known->second].push_back(i);
      continue;
    }
    if (!shares.empty()) group_of[shares] = groups.size();
    groups.push_back({i});
  }
  return groups;
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
    const Outcome<Roi> roi = prepare(
        context_.image, context_.mask, *target_.region, settings(), plan().margin_mm,
        context_.parallel, [this](Stage stage, const Roi& reached) { observe(stage, reached); });
    if (!roi.ok()) return all_failed_rows(roi.failure());
    return feature_rows(roi.value(), needed, [&](const Distribution& intensities) {
      return discretise(roi.value(), intensities, settings().discretisation,
                        settings().resegmentation.range, plan().border, context_.parallel);
    });
  }

 private:
  static constexpr std::size_t stages = 3;
  using Discretise = std::function<Outcome<Levels>(const Distribution&)>;

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
    return feature_rows(roi.value().roi, needed, [&](const Distribution& intensities) {
      return discretise_pyradiomics(roi.value(), intensities, own, plan().border);
    });
  }

  [[nodiscard]] const Settings& settings() const { return context_.extractor.settings(); }
  [[nodiscard]] const Plan& plan() const { return context_.extractor.plan(); }

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

  std::vector<Row> feature_rows(const Roi& roi, const MemoryEstimate& needed,
                                const Discretise& discretised) {
    const Distribution& intensities = roi.intensities;
    if (intensities.non_finite > 0) {
      return all_failed_rows(non_finite_voxels(intensities.non_finite));
    }
    context_.parallel.check();
    Outcome<Levels> levels = Failure{};
    if (plan().needs_levels) levels = discretised(intensities);
    const std::uint64_t left = context_.memory == Context::unlimited
                                   ? Context::unlimited
                                   : context_.memory - needed.features;
    std::optional<SharedMatrices> matrices;
    if (levels.ok()) matrices.emplace(levels.value(), roi, context_.parallel);
    const Context context{roi,
                          settings(),
                          intensities,
                          levels.ok() ? &levels.value() : nullptr,
                          levels.ok() ? &*matrices : nullptr,
                          context_.parallel,
                          left};
    const auto compute = [&](const Plan::Entry& entry) {
      const bool lacks_levels =
          entry.family->info.discretised == Discretised::texture && !levels.ok();
      return lacks_levels ? all_failed(*entry.family, entry.aggregations, levels.failure())
                          : entry.family->compute(context, entry.aggregations);
    };
    const std::vector<Plan::Entry>& entries = plan().entries;
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
    return std::move(rows_);
  }

  void add(const Plan::Entry& entry, std::vector<AggregatedValues> computed) {
    const Family& family = *entry.family;
    for (AggregatedValues& aggregated : computed) {
      for (const std::size_t f : entry.features) {
        const FeatureInfo& feature = family.features[f];
        rows_.push_back({context_.request.case_name, target_.label,
                         id_of(family, feature, aggregated.aggregation, settings()),
                         std::string(feature.unit), std::move(aggregated.values[f])});
      }
    }
  }

  /// The rows that are left, each with the failure.
  std::vector<Row> all_failed_rows(const Failure& failure) {
    for (; context_.request.diagnostics && stages_reached_ < stages; ++stages_reached_) {
      add_diagnostics(missing_roi_diagnostics(static_cast<Stage>(stages_reached_), failure));
    }
    for (const Plan::Entry& entry : plan().entries) {
      add(entry, all_failed(*entry.family, entry.aggregations, failure));
    }
    return std::move(rows_);
  }

  const CaseContext& context_;
  const Target& target_;
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

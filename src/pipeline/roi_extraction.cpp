#include "roi_extraction.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "pyradiomics_diagnostics.hpp"

#include "voxtrait/features/context.hpp"
#include "voxtrait/features/matrices.hpp"
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

/// Whether a family takes part in a shared result.
bool shares(const Plan::Entry& entry, std::string_view result) {
  const std::string_view list = entry.family->info.shares;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(' ', begin), list.size());
    if (list.substr(begin, end - begin) == result) return true;
    begin = end + 1;
  }
  return false;
}

constexpr std::array shared_results{shared_result::co_occurrences, shared_result::run_lengths,
                                    shared_result::zones, shared_result::neighbourhoods};

bool share_any(const Plan::Entry& a, const Plan::Entry& b) {
  return std::ranges::any_of(shared_results, [&](std::string_view result) {
    return shares(a, result) && shares(b, result);
  });
}

/// Places of entries that run one after the other, as they share results.
std::vector<std::vector<std::size_t>> groups_of(const std::vector<Plan::Entry>& entries) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::vector<std::size_t> joined;
    std::erase_if(groups, [&](const std::vector<std::size_t>& group) {
      const bool meets = std::ranges::any_of(
          group, [&](std::size_t other) { return share_any(entries[i], entries[other]); });
      if (meets) joined.insert(joined.end(), group.begin(), group.end());
      return meets;
    });
    joined.push_back(i);
    groups.push_back(std::move(joined));
  }
  return groups;
}

/// What directional matrices are wanted for; families that merge everything want it in 3D.
std::vector<Aggregation> wanted_of(const std::vector<Plan::Entry>& entries,
                                   std::string_view result) {
  std::vector<Aggregation> wanted;
  for (const Plan::Entry& entry : entries) {
    if (!shares(entry, result)) continue;
    for (const Aggregation a : entry.aggregations) {
      wanted.push_back(a == Aggregation::whole_roi ? Aggregation::merged_3d : a);
    }
  }
  return wanted;
}

/// Whether several families look at the same directional matrices.
bool share_directions(const std::vector<Plan::Entry>& entries) {
  const auto several = [&entries](std::string_view result) {
    return std::ranges::count_if(
               entries, [result](const Plan::Entry& entry) { return shares(entry, result); }) > 1;
  };
  return several(shared_result::co_occurrences) || several(shared_result::run_lengths);
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
    const auto kept = std::make_shared<Kept>(Kept{std::move(roi.value()), Failure{}});
    return feature_rows(kept->roi, kept, needed, [&](const Distribution& intensities) {
      return discretise(kept->roi, intensities, settings().discretisation,
                        settings().resegmentation.range, plan().border, context_.parallel);
    });
  }

 private:
  static constexpr std::size_t stages = 3;
  using Discretise = std::function<Outcome<Levels>(const Distribution&)>;

  /// What families may hold on to.
  struct Kept {
    Roi roi;
    Outcome<Levels> levels = Failure{};
  };

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
    return feature_rows(
        roi.value().roi, std::make_shared<Kept>(), needed, [&](const Distribution& intensities) {
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

  std::vector<Row> feature_rows(const Roi& roi, const std::shared_ptr<Kept>& kept,
                                const MemoryEstimate& needed, const Discretise& discretised) {
    const Distribution& intensities = roi.intensities;
    if (intensities.non_finite > 0) {
      return all_failed_rows(non_finite_voxels(intensities.non_finite));
    }
    context_.parallel.check();
    Outcome<Levels>& levels = kept->levels;
    if (plan().needs_levels) levels = discretised(intensities);
    const std::uint64_t left = context_.memory == Context::unlimited
                                   ? Context::unlimited
                                   : context_.memory - needed.features;
    std::optional<SharedMatrices> matrices;
    if (levels.ok()) matrices.emplace(levels.value(), roi, context_.parallel);
    const std::vector<Plan::Entry>& entries = plan().entries;
    const SharedDirections directions(wanted_of(entries, shared_result::co_occurrences),
                                      wanted_of(entries, shared_result::run_lengths));
    const Context context{roi,
                          settings(),
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

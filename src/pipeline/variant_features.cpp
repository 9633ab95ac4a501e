#include "variant_features.hpp"

#include <optional>

#include "family_groups.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/matrices.hpp"

namespace voxtrait {

namespace {

using Computed = std::vector<std::vector<AggregatedValues>>;

std::vector<AggregatedValues> compute(const Plan::Entry& entry, const Context& context,
                                      const Outcome<Levels>& levels) {
  const bool lacks_levels = entry.family->info.discretised == Discretised::texture && !levels.ok();
  return lacks_levels ? all_failed(*entry.family, entry.aggregations, levels.failure())
                      : entry.family->compute(context, entry.aggregations);
}

/// Those that share results one after the other. Under a limit of memory one family has it at a
/// time; threads then work inside it.
Computed compute_all(const std::vector<Plan::Entry>& entries, const Context& context,
                     const Outcome<Levels>& levels) {
  Computed computed(entries.size());
  const std::vector<std::vector<std::size_t>> groups = groups_of(entries);
  const Parallel one_by_one(1);
  const bool limited = context.memory != Context::unlimited;
  (limited ? one_by_one : context.parallel).for_each(groups.size(), [&](std::size_t g) {
    for (const std::size_t i : groups[g]) {
      context.parallel.check();
      computed[i] = compute(entries[i], context, levels);
    }
  });
  return computed;
}

}  // namespace

void add_features(const CaseContext& context, const Variant& variant, const Roi& roi,
                  const std::shared_ptr<Kept>& kept, std::uint64_t left,
                  const Discretise& discretised, LabelRows& rows) {
  const Distribution& intensities = roi.intensities;
  if (intensities.non_finite > 0) {
    return rows.add_failed(variant, non_finite_voxels(intensities.non_finite));
  }
  context.parallel.check();
  Outcome<Levels>& levels = kept->levels;
  if (variant.plan.needs_levels) levels = discretised(intensities);
  std::optional<SharedMatrices> matrices;
  if (levels.ok()) matrices.emplace(levels.value(), roi, context.parallel);
  const std::vector<Plan::Entry> entries = variant.entries();
  const SharedDirections directions(wanted_of(entries, shared_result::co_occurrences),
                                    wanted_of(entries, shared_result::run_lengths));
  const Context seen{roi,
                     variant.settings,
                     intensities,
                     levels.ok() ? &levels.value() : nullptr,
                     levels.ok() ? &*matrices : nullptr,
                     context.parallel,
                     left,
                     share_directions(entries) ? &directions : nullptr,
                     context.scene,
                     kept};
  Computed computed = compute_all(entries, seen, levels);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    rows.add(variant, entries[i], std::move(computed[i]));
  }
}

}  // namespace voxtrait

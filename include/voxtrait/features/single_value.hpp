#pragma once

#include <array>

#include "voxtrait/core/outcome.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/registry/family.hpp"

namespace voxtrait {

/// A family whose features have one value for the whole ROI: `statistics` is computed once and
/// every row is evaluated on it. A failure of `statistics` becomes the status of every feature.
template <class Statistics, std::size_t N>
Family single_value_family(const FamilyInfo& info,
                           const std::array<FeatureRow<Statistics>, N>& rows,
                           Outcome<Statistics> (*statistics)(const Context&)) {
  const auto infos = infos_of(rows);
  Family family{info, {Aggregation::whole_roi}, {infos.begin(), infos.end()}, {}};
  family.compute = [&rows, statistics](const Context& context, std::span<const Aggregation>) {
    const Outcome<Statistics> computed = statistics(context);
    AggregatedValues result;
    for (const FeatureRow<Statistics>& row : rows) {
      result.values.push_back(computed.ok() ? evaluate(row, computed.value())
                                            : Value::none(computed.failure()));
    }
    return std::vector<AggregatedValues>{result};
  };
  return family;
}

}  // namespace voxtrait

#include "compute.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <exception>
#include <limits>
#include <utility>

#include "call.hpp"
#include "features/matrix_values.hpp"
#include "inputs.hpp"
#include "matrices.hpp"
#include "tables.hpp"
#include "voxtrait/plugin/add_plugin.hpp"

namespace voxtrait {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Computes one family on one ROI.
class Computation {
 public:
  Computation(const Family& family, const voxtrait_family& table, const Context& context)
      : family_(family),
        table_(table),
        context_(context),
        inputs_(context, family, table.inputs) {}

  AggregatedValues values(Aggregation aggregation) {
    AggregatedValues result{aggregation, {}, {}};
    const std::uint32_t kinds = table_.inputs & matrix_inputs;
    if (kinds == 0) {
      result.values = call(aggregation, {}, result.details);
    } else if (aggregation == Aggregation::whole_roi) {
      result.values = with_merged_matrices(kinds, result.details);
    } else {
      result.values =
          averaged(PluginMatrices(context_, kinds, aggregation), aggregation, result.details);
    }
    return result;
  }

 private:
  using Values = std::vector<Value>;
  using Tables = std::vector<const voxtrait_matrix*>;

  [[nodiscard]] Values all(const Failure& failure) const {
    return Values(family_.features.size(), Value::none(failure));
  }

  [[nodiscard]] Values no_matrix() const {
    return all(
        {Status::too_small, "the ROI is too small for the family's matrices: they are empty"});
  }

  Values with_merged_matrices(std::uint32_t kinds, std::vector<Detail>& details) {
    std::deque<PluginMatrices> owners;
    Tables tables;
    for (std::uint32_t kind = 1; kind <= kinds; kind <<= 1U) {
      if ((kinds & kind) == 0) continue;
      owners.emplace_back(context_, kind, Aggregation::whole_roi);
      tables.push_back(&owners.back().tables().front());
      if (is_empty(*tables.back())) return no_matrix();
    }
    return call(Aggregation::whole_roi, tables, details);
  }

  /// Mean of each feature over the matrices that are not empty, as for built-in families.
  Values averaged(const PluginMatrices& matrices, Aggregation aggregation,
                  std::vector<Detail>& details) {
    const auto failed = [](const Value& value) { return value.status == Status::failed; };
    ValueMeans means;
    for (const voxtrait_matrix& matrix : matrices.tables()) {
      if (is_empty(matrix)) continue;
      Values values = call(aggregation, {&matrix}, details);
      if (std::ranges::any_of(values, failed)) return values;
      means.add(std::move(values));
    }
    return means.empty() ? no_matrix() : std::move(means).means();
  }

  /// One call of the plugin.
  Values call(Aggregation aggregation, const Tables& matrices, std::vector<Detail>& details) {
    voxtrait_call state;
    state.parallel = &context_.parallel;
    state.scene = family_.info.scene ? context_.scene : nullptr;
    state.volumes = inputs_.volumes();
    state.statuses.resize(family_.features.size());
    voxtrait_inputs inputs = inputs_.table();
    inputs.host = &plugin_host();
    inputs.call = &state;
    inputs.self = table_.self;
    inputs.aggregation = static_cast<std::uint32_t>(aggregation);
    inputs.feature_count = family_.features.size();
    inputs.matrices = matrices.data();
    inputs.matrix_count = matrices.size();
    std::vector<double> numbers(family_.features.size(), nothing);
    const bool good = run(inputs, numbers.data(), state);
    context_.parallel.check();
    if (!good) return all({Status::failed, std::move(*state.failure)});
    for (Detail& detail : state.details) details.push_back(std::move(detail));
    return values_of(numbers, state);
  }

  /// Whether the plugin succeeded; if not, `state` has a message.
  [[nodiscard]] bool run(const voxtrait_inputs& inputs, double* numbers,
                         voxtrait_call& state) const {
    try {
      if (table_.compute(&inputs, numbers) == 0) return true;
      if (!state.failure) state.failure = "the plugin failed without saying why";
    } catch (const std::exception& thrown) {
      state.failure = "the plugin threw an exception: " + clean_text(thrown.what());
    } catch (...) {
      state.failure = "the plugin threw an exception";
    }
    return false;
  }

  [[nodiscard]] Values values_of(const std::vector<double>& numbers, voxtrait_call& state) const {
    Values values;
    for (std::size_t f = 0; f < numbers.size(); ++f) {
      if (state.statuses[f]) {
        values.push_back(Value::none(std::move(*state.statuses[f])));
      } else if (std::isfinite(numbers[f])) {
        values.push_back(Value::of(numbers[f]));
      } else {
        const std::string_view when = family_.features[f].undefined_when;
        values.push_back(Value::none(
            {Status::undefined, when.empty() ? "the result is not finite" : std::string(when)}));
      }
    }
    return values;
  }

  const Family& family_;
  const voxtrait_family& table_;
  const Context& context_;
  PluginInputs inputs_;
};

}  // namespace

std::vector<AggregatedValues> compute_plugin(const Family& family, const voxtrait_family& table,
                                             const Context& context,
                                             std::span<const Aggregation> wanted) {
  Computation computation(family, table, context);
  std::vector<AggregatedValues> result;
  for (const Aggregation aggregation : wanted) result.push_back(computation.values(aggregation));
  return result;
}

}  // namespace voxtrait

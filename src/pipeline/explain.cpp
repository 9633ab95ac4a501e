#include "voxtrait/pipeline/explain.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "fields.hpp"

namespace voxtrait {

namespace {

/// What makes rows of two tables the same quantity, whatever their discretisation.
using Key = std::tuple<std::optional<std::int64_t>, std::string, std::string, Aggregation>;

Key key_of(const Row& row) {
  return {row.label, row.id.family, row.id.feature, row.id.aggregation};
}

using Values = std::map<Key, Value>;

Values values_of(const Table& table) {
  Values values;
  for (const Row& row : table.rows) values[key_of(row)] = row.value;
  return values;
}

/// Steps whose settings differ, in the order of their declaration. What is computed (families and
/// aggregations) is no step.
std::vector<std::string> differing_steps(const std::vector<Field>& fields, const Settings& first,
                                         const Settings& second) {
  std::vector<std::string> steps;
  for (const Field& field : fields) {
    const bool selects = field.key == "families" || field.key == "exclude" ||
                         field.key == "aggregations" || field.pointer() == "/plugins";
    if (selects || field.write(first) == field.write(second)) continue;
    if (std::ranges::find(steps, field.step) == steps.end()) steps.push_back(field.step);
  }
  return steps;
}

/// Takes the settings of one step from `source`.
void switch_step(const std::vector<Field>& fields, const std::string& step, const Settings& source,
                 Settings& target) {
  for (const Field& field : fields) {
    if (field.step == step) field.read(field.write(source), target);
  }
}

Value change(const Value& before, const Value& after) {
  if (before.ok() && after.ok()) return Value::of(after.number - before.number);
  if (before.status == after.status) return Value::of(0.0);
  return Value::none({after.status, "status changes from " + std::string(name(before.status)) +
                                        " to " + std::string(name(after.status))});
}

}  // namespace

bool Explanation::Feature::differs() const noexcept {
  return std::ranges::any_of(changes, [](const Value& c) { return !c.ok() || c.number != 0.0; });
}

Explanation explain(const ImageView& image, const ImageView& mask, const Settings& first,
                    const Settings& second, const Request& request, const Registry& registry) {
  const std::vector<Field> fields = settings_fields(registry);
  Explanation result;
  result.steps = differing_steps(fields, first, second);
  Settings settings = first;
  const Table initial = Extractor(settings, registry).extract(image, mask, request);
  std::vector<Values> stages{values_of(initial)};
  for (const std::string& step : result.steps) {
    switch_step(fields, step, second, settings);
    stages.push_back(values_of(Extractor(settings, registry).extract(image, mask, request)));
  }
  const Values last = values_of(Extractor(second, registry).extract(image, mask, request));
  for (const Row& row : initial.rows) {
    const auto found = last.find(key_of(row));
    if (found == last.end()) {
      ++result.only_first;
      continue;
    }
    Explanation::Feature feature{row.label, row.id, row.value, found->second, {}};
    for (std::size_t s = 1; s < stages.size(); ++s) {
      feature.changes.push_back(change(stages[s - 1].at(key_of(row)), stages[s].at(key_of(row))));
    }
    result.features.push_back(std::move(feature));
  }
  result.only_second = last.size() - result.features.size();
  return result;
}

}  // namespace voxtrait

#include "voxtrait/registry/registry.hpp"

#include <string>

#include "bindings.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/registry/feature_id.hpp"

namespace voxtrait::python {

namespace {

py::dict to_python(const FeatureLocation& location) {
  const FeatureInfo& feature = *location.feature;
  py::list aggregations;
  for (const Aggregation a : location.family->aggregations) aggregations.append(name(a));
  using namespace py::literals;
  return py::dict("family"_a = location.family->info.id, "feature"_a = feature.id,
                  "name"_a = feature.name, "ibsi_code"_a = feature.code,
                  "parameter_code"_a = feature.parameter_code, "unit"_a = feature.unit,
                  "formula"_a = feature.formula, "description"_a = feature.doc,
                  "undefined_when"_a = feature.undefined_when, "remark"_a = feature.remark,
                  "ibsi_section"_a = location.family->info.section, "aggregations"_a = aggregations,
                  "pyradiomics"_a = pyradiomics_name(location.family->info, feature),
                  "formula_of"_a = feature.formula_of, "optional"_a = feature.optional);
}

py::list features() {
  const Registry registry = builtin_registry();
  py::list list;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) list.append(to_python({&family, &feature}));
  }
  return list;
}

std::string nearest_feature(const std::string& query, const Registry& registry) {
  std::vector<std::string> known;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      known.emplace_back(feature.id);
      known.emplace_back(feature.code);
    }
  }
  return nearest_name(query, known);
}

py::list describe(const std::string& query) {
  const Registry registry = builtin_registry();
  py::list list;
  for (const FeatureLocation& location : find_features(registry, query)) {
    list.append(to_python(location));
  }
  if (!list.empty()) return list;
  throw py::value_error("there is no feature \"" + query + "\"; did you mean \"" +
                        nearest_feature(query, registry) + "\"? voxtrait.features() lists all");
}

}  // namespace

void bind_registry(py::module_& module) {
  module.def("features", &features);
  module.def("describe", &describe, py::arg("feature"));
  module.def("schema", [] { return settings_schema(builtin_registry()); });
}

}  // namespace voxtrait::python

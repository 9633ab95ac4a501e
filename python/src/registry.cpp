#include "voxtrait/registry/registry.hpp"

#include <pybind11/stl.h>

#include <optional>
#include <string>

#include "bindings.hpp"
#include "voxtrait/pipeline/feature_json.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait::python {

namespace {

std::string features(const std::string& profile) {
  const Registry& registry = process_registry();
  return feature_json(features_of(registry, profile_named(profile)));
}

std::string describe(const std::string& query, const std::optional<std::string>& profile) {
  const Registry& registry = process_registry();
  const std::vector<FeatureLocation> found =
      profile ? find_features(registry, query, profile_named(*profile))
              : find_features(registry, query, std::nullopt);
  if (!found.empty()) return feature_json(found);
  const std::vector<const Filter*> filters = find_filters(registry, query);
  if (!filters.empty()) return filter_json(filters);
  throw py::value_error("there is no feature or filter \"" + query + "\"; did you mean \"" +
                        nearest_feature(registry, query) + "\"? voxtrait.features() lists all");
}

}  // namespace

void bind_registry(py::module_& module) {
  module.def("features", &features, py::arg("profile"));
  module.def("describe", &describe, py::arg("feature"), py::arg("profile"));
  module.def("filters", [] { return filter_json(find_filters(process_registry(), {})); });
  module.def("schema", [] { return settings_schema(process_registry()); });
}

}  // namespace voxtrait::python

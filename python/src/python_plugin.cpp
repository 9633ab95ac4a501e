#include "python_plugin.hpp"

#include <pybind11/stl.h>

namespace voxtrait::python {

namespace {

/// A table for each entry of a list.
template <class Table, class Make>
std::vector<Table> tables_of(const py::dict& from, const char* key, Make make) {
  std::vector<Table> tables;
  for (const py::handle entry : from[key]) tables.push_back(make(entry.cast<py::dict>()));
  return tables;
}

}  // namespace

PythonPlugin::PythonPlugin(const py::dict& description) {
  table_.size = sizeof(table_);
  table_.id = text(description, "id");
  table_.version = text(description, "version");
  table_.doc = text(description, "doc");
  families_ = tables_of<voxtrait_family>(description, "families",
                                         [this](const py::dict& d) { return family(d); });
  filters_ = tables_of<voxtrait_filter>(description, "filters",
                                        [this](const py::dict& d) { return filter(d); });
  references_ = tables_of<voxtrait_reference_case>(
      description, "references", [this](const py::dict& d) { return reference(d); });
  table_.families = families_.data();
  table_.family_count = families_.size();
  table_.filters = filters_.data();
  table_.filter_count = filters_.size();
  table_.references = references_.data();
  table_.reference_count = references_.size();
}

/// The last copy of a registry may go in a thread without the interpreter's lock.
PythonPlugin::~PythonPlugin() {
  const py::gil_scoped_acquire acquire;
  functions_.clear();
  filter_functions_.clear();
  arrays_.clear();
}

const char* PythonPlugin::text(const py::dict& from, const char* key) {
  return texts_.emplace_back(from[key].cast<std::string>()).c_str();
}

const double* PythonPlugin::number(const py::dict& from, const char* key) {
  if (from[key].is_none()) return nullptr;
  return &numbers_.emplace_back(from[key].cast<double>());
}

voxtrait_feature PythonPlugin::feature(const py::dict& from) {
  voxtrait_feature table{};
  table.size = sizeof(table);
  table.id = text(from, "id");
  table.name = text(from, "name");
  table.unit = text(from, "unit");
  table.formula = text(from, "formula");
  table.doc = text(from, "doc");
  table.code = text(from, "code");
  table.undefined_when = text(from, "undefined_when");
  table.remark = text(from, "remark");
  return table;
}

voxtrait_setting PythonPlugin::setting(const py::dict& from) {
  voxtrait_setting table{};
  table.size = sizeof(table);
  table.key = text(from, "key");
  table.unit = text(from, "unit");
  table.doc = text(from, "doc");
  table.default_value = text(from, "default");
  table.type = from["type"].cast<std::uint32_t>();
  table.nullable = from["nullable"].cast<bool>() ? 1 : 0;
  table.minimum = number(from, "minimum");
  table.maximum = number(from, "maximum");
  auto& choices = choices_.emplace_back();
  for (const py::handle choice : from["choices"]) {
    choices.push_back(texts_.emplace_back(choice.cast<std::string>()).c_str());
  }
  table.choices = choices.data();
  table.choice_count = choices.size();
  return table;
}

voxtrait_family PythonPlugin::family(const py::dict& from) {
  voxtrait_family table{};
  table.size = sizeof(table);
  table.id = text(from, "id");
  table.name = text(from, "name");
  table.doc = text(from, "doc");
  table.inputs = from["inputs"].cast<std::uint32_t>();
  table.flags = from["on_demand"].cast<bool>() ? VOXTRAIT_ON_DEMAND : 0;
  table.margin_mm = from["margin"].cast<double>();
  const auto& aggregations =
      aggregations_.emplace_back(from["aggregations"].cast<std::vector<std::uint32_t>>());
  table.aggregations = aggregations.data();
  table.aggregation_count = aggregations.size();
  const auto& features = features_.emplace_back(tables_of<voxtrait_feature>(
      from, "features", [this](const py::dict& d) { return feature(d); }));
  table.features = features.data();
  table.feature_count = features.size();
  const std::vector<voxtrait_setting>& own = settings(from);
  table.settings = own.data();
  table.setting_count = own.size();
  PythonFamily& function = functions_.emplace_back();
  function.function = from["compute"];
  for (const voxtrait_setting& s : own) function.setting_types.push_back(s.type);
  table.self = &function;
  table.compute = call_python;
  return table;
}

const std::vector<voxtrait_setting>& PythonPlugin::settings(const py::dict& from) {
  return settings_.emplace_back(tables_of<voxtrait_setting>(
      from, "settings", [this](const py::dict& d) { return setting(d); }));
}

voxtrait_filter PythonPlugin::filter(const py::dict& from) {
  voxtrait_filter table{};
  table.size = sizeof(table);
  table.id = text(from, "id");
  table.name = text(from, "name");
  table.doc = text(from, "doc");
  const std::vector<voxtrait_setting>& own = settings(from);
  table.settings = own.data();
  table.setting_count = own.size();
  PythonFilter& functions = filter_functions_.emplace_back();
  functions.apply = from["apply"];
  functions.reach = from["reach"];
  for (const voxtrait_setting& s : own) functions.setting_types.push_back(s.type);
  table.self = &functions;
  table.reach = functions.reach.is_none() ? nullptr : reach_of_python;
  table.apply = apply_python;
  return table;
}

voxtrait_reference_case PythonPlugin::reference(const py::dict& from) {
  voxtrait_reference_case table{};
  table.size = sizeof(table);
  table.name = text(from, "name");
  table.settings = text(from, "settings");
  if (!from["intensities"].is_none()) {
    using Intensities = py::array_t<double, py::array::c_style | py::array::forcecast>;
    using Labels = py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>;
    const auto intensities = from["intensities"].cast<Intensities>();
    const auto labels = from["labels"].cast<Labels>();
    const auto spacing = from["spacing"].cast<Vector>();
    for (std::size_t a = 0; a < 3; ++a) {
      table.extent[a] = intensities.shape(static_cast<py::ssize_t>(2 - a));
      table.spacing[a] = spacing[a];
    }
    table.intensities = intensities.data();
    table.labels = labels.data();
    arrays_.push_back(intensities);
    arrays_.push_back(labels);
  }
  const auto& values = values_.emplace_back(
      tables_of<voxtrait_reference_value>(from, "values", [this](const py::dict& d) {
        return voxtrait_reference_value{sizeof(voxtrait_reference_value),
                                        text(d, "family"),
                                        text(d, "feature"),
                                        d["aggregation"].cast<std::uint32_t>(),
                                        0,
                                        d["label"].cast<std::int64_t>(),
                                        d["value"].cast<double>(),
                                        d["tolerance"].cast<double>()};
      }));
  table.values = values.data();
  table.value_count = values.size();
  return table;
}

}  // namespace voxtrait::python

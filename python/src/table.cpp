#include "voxtrait/pipeline/table.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bindings.hpp"

namespace voxtrait::python {

namespace {

/// From the least to the most serious.
constexpr std::array statuses{Status::ok,        Status::undefined,      Status::empty_roi,
                              Status::too_small, Status::not_applicable, Status::failed};

constexpr std::array<std::pair<std::string_view, TableFormat>, 4> formats{
    {{"long", TableFormat::long_csv},
     {"wide", TableFormat::wide_csv},
     {"json", TableFormat::json},
     {"text", TableFormat::text}}};

/// A string that all tables share; for texts from a bounded set only, since Python may keep it for
/// ever.
py::str interned(std::string_view text) {
  PyObject* string =
      PyUnicode_FromStringAndSize(text.data(), static_cast<py::ssize_t>(text.size()));
  if (string == nullptr) throw py::error_already_set();
  PyUnicode_InternInPlace(&string);
  return py::reinterpret_steal<py::str>(string);
}

py::tuple to_python(const Row& row) {
  const FeatureId& id = row.id;
  const Value& value = row.value;
  return py::make_tuple(
      row.case_name, row.label, interned(id.variant), interned(id.family), interned(id.feature),
      interned(id.ibsi_code), interned(id.parameter_code), interned(name(id.aggregation)),
      value.ok() ? std::optional(value.number) : std::nullopt, interned(row.unit),
      interned(name(value.status)), value.reason, interned(info(id.aggregation).code),
      interned(id.discretisation), column_name(id));
}

/// The entry of that name. Rows come back from Python, where anything may have been put into them.
template <class List, class Name>
auto named(const List& list, const std::string& text, Name name_of) {
  const auto found = std::ranges::find(list, text, name_of);
  if (found == list.end()) throw py::value_error("unknown name \"" + text + "\" in a table");
  return *found;
}

Status status_named(const std::string& text) {
  return named(statuses, text, [](Status status) { return name(status); });
}

/// By its code: two aggregations are both named `3D`.
Aggregation aggregation_of_code(const std::string& text) {
  return named(aggregation_infos, text, &AggregationInfo::code).aggregation;
}

/// Inverse of `to_python`.
Row from_python(const py::tuple& row) {
  const auto text = [&row](std::size_t cell) { return row[cell].cast<std::string>(); };
  const auto number = row[8].cast<std::optional<double>>().value_or(0.0);
  return {text(0),
          row[1].cast<std::optional<std::int64_t>>(),
          {text(2), text(3), text(4), text(5), text(6), aggregation_of_code(text(12)), text(13)},
          text(9),
          {number, status_named(text(10)), text(11)}};
}

std::string to_text(const py::tuple& rows, const std::string& provenance,
                    const std::string& format) {
  Table table;
  table.provenance = provenance;
  for (const py::handle row : rows) {
    table.rows.push_back(from_python(row.cast<py::tuple>()));
  }
  return voxtrait::to_text(table,
                           named(formats, format, [](const auto& f) { return f.first; }).second);
}

}  // namespace

py::tuple to_python(const std::vector<Row>& rows) {
  py::tuple tuples(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) tuples[i] = to_python(rows[i]);
  return tuples;
}

void bind_table(py::module_& module) {
  py::list names;
  for (const Status status : statuses) names.append(name(status));
  module.attr("STATUSES") = py::tuple(names);
  module.def("to_text", &to_text, py::arg("rows"), py::arg("provenance"), py::arg("format"));
}

}  // namespace voxtrait::python

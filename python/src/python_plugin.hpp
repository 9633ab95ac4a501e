#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "voxtrait/plugin.h"

namespace voxtrait::python {

/// A family whose values a Python function computes.
struct PythonFamily {
  py::object function;  ///< takes a dict, see call_python
  std::vector<std::uint32_t> setting_types;
};

/// A filter that Python functions apply.
struct PythonFilter {
  py::object apply;  ///< takes a dict, see apply_python
  py::object reach;  ///< takes a dict, gives voxels along (x, y, z)
  std::vector<std::uint32_t> setting_types;
};

/// Call a filter's functions; what its table holds.
std::int32_t reach_of_python(const voxtrait_filter_inputs* inputs, std::int64_t voxels[3]);
std::int32_t apply_python(const voxtrait_filter_inputs* inputs, double* response);

/// Calls a family's function; the `compute` of its table.
std::int32_t call_python(const voxtrait_inputs* inputs, double* values);

/// The tables of a plugin that Python described, and everything that they point to.
class PythonPlugin {
 public:
  explicit PythonPlugin(const py::dict& description);
  ~PythonPlugin();
  PythonPlugin(const PythonPlugin&) = delete;
  PythonPlugin& operator=(const PythonPlugin&) = delete;

  [[nodiscard]] const voxtrait_plugin& table() const noexcept { return table_; }

 private:
  const char* text(const py::dict& from, const char* key);
  const double* number(const py::dict& from, const char* key);
  voxtrait_feature feature(const py::dict& from);
  voxtrait_setting setting(const py::dict& from);
  voxtrait_family family(const py::dict& from);
  voxtrait_filter filter(const py::dict& from);
  const std::vector<voxtrait_setting>& settings(const py::dict& from);
  voxtrait_reference_case reference(const py::dict& from);

  std::deque<std::string> texts_;
  std::deque<double> numbers_;
  std::deque<std::vector<const char*>> choices_;
  std::deque<std::vector<std::uint32_t>> aggregations_;
  std::deque<std::vector<voxtrait_feature>> features_;
  std::deque<std::vector<voxtrait_setting>> settings_;
  std::deque<std::vector<voxtrait_reference_value>> values_;
  std::deque<PythonFamily> functions_;
  std::deque<PythonFilter> filter_functions_;
  std::deque<py::object> arrays_;
  std::vector<voxtrait_family> families_;
  std::vector<voxtrait_filter> filters_;
  std::vector<voxtrait_reference_case> references_;
  voxtrait_plugin table_{};
};

}  // namespace voxtrait::python

// From a filter's call of the plugin interface to a call of a Python function and back.
#include <pybind11/stl.h>

#include <algorithm>
#include <array>

#include "plugin_values.hpp"
#include "python_plugin.hpp"

namespace voxtrait::python {

namespace {

using namespace py::literals;

/// A copy: the function may keep it.
py::array block_of(const voxtrait_filter_inputs& inputs) {
  if (inputs.values == nullptr) return py::array_t<double>(0);
  py::array_t<double> block(
      std::vector<py::ssize_t>{inputs.extent[2], inputs.extent[1], inputs.extent[0]});
  std::copy_n(inputs.values, block.size(), block.mutable_data());
  return block;
}

py::dict raw_inputs(const voxtrait_filter_inputs& inputs, const PythonFilter& filter) {
  return py::dict(
      "settings"_a = settings_of(inputs.settings, inputs.setting_count, filter.setting_types),
      "grid"_a = three(inputs.grid), "spacing"_a = three(inputs.spacing),
      "begin"_a = three(inputs.begin), "values"_a = block_of(inputs),
      "wanted_begin"_a = three(inputs.wanted_begin), "wanted_end"_a = three(inputs.wanted_end));
}

void copy_response(const py::object& result, const voxtrait_filter_inputs& inputs, double* out) {
  const auto response =
      result.cast<py::array_t<double, py::array::c_style | py::array::forcecast>>();
  std::array<py::ssize_t, 3> wanted{};
  for (std::size_t a = 0; a < 3; ++a) wanted[2 - a] = inputs.wanted_end[a] - inputs.wanted_begin[a];
  if (response.ndim() != 3 || !std::equal(wanted.begin(), wanted.end(), response.shape())) {
    throw py::value_error("the filter gave an array of another shape than what is wanted");
  }
  std::copy_n(response.data(), response.size(), out);
}

/// Calls Python and turns what it raises into a message.
template <class Body>
std::int32_t guarded(const voxtrait_filter_inputs& inputs, Body body) {
  const py::gil_scoped_acquire acquire;
  try {
    const auto& filter = *static_cast<const PythonFilter*>(inputs.self);
    body(filter, raw_inputs(inputs, filter));
    return 0;
  } catch (const py::error_already_set& raised) {
    inputs.host->fail(inputs.call, text_of(raised).c_str());
  } catch (const std::exception& problem) {
    inputs.host->fail(inputs.call, problem.what());
  }
  return 1;
}

}  // namespace

std::int32_t reach_of_python(const voxtrait_filter_inputs* inputs, std::int64_t voxels[3]) {
  return guarded(*inputs, [&](const PythonFilter& filter, const py::dict& raw) {
    const auto reach = filter.reach(raw).cast<std::array<std::int64_t, 3>>();
    std::ranges::copy(reach, voxels);
  });
}

std::int32_t apply_python(const voxtrait_filter_inputs* inputs, double* response) {
  return guarded(*inputs, [&](const PythonFilter& filter, const py::dict& raw) {
    copy_response(filter.apply(raw), *inputs, response);
  });
}

}  // namespace voxtrait::python

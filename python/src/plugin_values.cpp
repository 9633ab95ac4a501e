#include "plugin_values.hpp"

#include <pybind11/stl.h>

namespace voxtrait::python {

namespace {

py::object setting_of(const voxtrait_value& value, std::uint32_t type) {
  if (value.is_null != 0) return py::none();
  switch (type) {
    case VOXTRAIT_NUMBER: return py::float_(value.number);
    case VOXTRAIT_INTEGER: return py::int_(value.integer);
    case VOXTRAIT_BOOLEAN: return py::bool_(value.integer != 0);
    case VOXTRAIT_CHOICE:
    case VOXTRAIT_TEXT: return py::str(value.text);
    case VOXTRAIT_NUMBERS:
      return py::cast(std::vector<double>(value.numbers, value.numbers + value.count));
    default:
      return py::cast(std::vector<std::int64_t>(value.integers, value.integers + value.count));
  }
}

}  // namespace

py::list settings_of(const voxtrait_value* const* values, std::size_t count,
                     const std::vector<std::uint32_t>& types) {
  py::list settings;
  for (std::size_t i = 0; i < count; ++i) settings.append(setting_of(*values[i], types[i]));
  return settings;
}

std::string text_of(const py::error_already_set& raised) {
  return py::str(raised.type().attr("__name__")).cast<std::string>() + ": " +
         py::str(raised.value()).cast<std::string>();
}

}  // namespace voxtrait::python

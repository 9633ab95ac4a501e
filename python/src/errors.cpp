#include "voxtrait/core/error.hpp"

#include <exception>
#include <string_view>

#include "bindings.hpp"

namespace voxtrait::python {

namespace {

/// Text that may hold the bytes of a file name, as Python decodes those.
py::object decoded(std::string_view text) {
  return py::reinterpret_steal<py::object>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "surrogateescape"));
}

/// Raises what `voxtrait._errors` makes of a code: the classes are Python's, one for each kind.
void raise(const Error& error) {
  const py::object exception =
      py::module_::import("voxtrait._errors")
          .attr("error_of")(decoded(error.what()), id(error.code()), decoded(error.where()));
  PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
}

}  // namespace

void bind_errors() {
  // NOLINTNEXTLINE(performance-unnecessary-value-param): the signature is pybind11's
  py::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      raise(error);
    }
  });
}

}  // namespace voxtrait::python

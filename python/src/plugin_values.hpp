#pragma once

#include <array>
#include <string>
#include <vector>

#include "bindings.hpp"
#include "voxtrait/plugin.h"

namespace voxtrait::python {

using Extent = std::array<py::ssize_t, 3>;

/// A read-only view (z, y, x) of a part of a volume with x fastest.
template <class T>
py::array view(const T* first, const Extent& shape, const Extent& whole,
               const py::capsule& keeper) {
  const auto width = static_cast<py::ssize_t>(sizeof(T));
  py::array_t<T> array(
      std::vector<py::ssize_t>{shape[2], shape[1], shape[0]},
      std::vector<py::ssize_t>{whole[0] * whole[1] * width, whole[0] * width, width}, first,
      keeper);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

template <class T>
py::tuple three(const T (&values)[3]) {
  return py::make_tuple(values[0], values[1], values[2]);
}

/// The values of settings, in their order.
py::list settings_of(const voxtrait_value* const* values, std::size_t count,
                     const std::vector<std::uint32_t>& types);

/// Type and message of what Python raised.
std::string text_of(const py::error_already_set& raised);

}  // namespace voxtrait::python

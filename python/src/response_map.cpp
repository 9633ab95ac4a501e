#include "voxtrait/pipeline/response_map.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"

namespace voxtrait::python {

namespace {

py::tuple along_axes(const Vector& v) { return py::make_tuple(v[0], v[1], v[2]); }

/// An array (z, y, x) of 32-bit floats, its spacing and its origin.
py::tuple map_of(const py::object& image, const std::string& filter, const std::string& plane,
                 int threads) {
  const auto response = std::make_shared<ResponseMap>();
  const FilterChoice choice = filter_from_json(filter, process_registry());
  run_interruptibly(
      [=, registry = process_registry(), view = view_of(image)](const std::stop_token& stop) {
        *response = response_map(view, choice, slice_plane_named(plane, registry), registry,
                                 Parallel(threads, stop));
      },
      {image});
  const Geometry& geometry = response->geometry;
  const Index& size = geometry.size;
  py::array_t<float> array(std::vector<py::ssize_t>{size[2], size[1], size[0]});
  std::ranges::copy(response->values.values(), array.mutable_data());
  return py::make_tuple(array, along_axes(geometry.spacing), along_axes(geometry.origin));
}

}  // namespace

void bind_response_map(py::module_& module) {
  module.def("response_map", &map_of, py::arg("image"), py::kw_only(), py::arg("filter"),
             py::arg("plane"), py::arg("threads"));
}

}  // namespace voxtrait::python

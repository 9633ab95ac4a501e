#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <vector>

#include "voxtrait/core/image.hpp"
#include "voxtrait/io/reference_study.hpp"
#include "voxtrait/pipeline/table.hpp"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait::python {

namespace py = pybind11;

// Each adds one part to the module.
void bind_errors();
void bind_extractor(py::module_& module);
void bind_image(py::module_& module);
void bind_plugins(py::module_& module);
void bind_inspect(py::module_& module);
void bind_preview(py::module_& module);
void bind_pyradiomics(py::module_& module);
void bind_registry(py::module_& module);
void bind_response_map(py::module_& module);
void bind_table(py::module_& module);
void bind_verify(py::module_& module);

/// The voxels of a Python `voxtrait.Image` where they are; the image must live as long as the view.
ImageView view_of(py::handle image);

/// The families of this process: built-in ones and those of the plugins that were loaded. Touched
/// with the interpreter's lock held only.
Registry& process_registry();

/// Reference values with what was computed, as tuples.
py::tuple to_python(const std::vector<VerifiedValue>& values);

/// Rows as tuples of `Row`'s fields.
py::tuple to_python(const std::vector<Row>& rows);

}  // namespace voxtrait::python

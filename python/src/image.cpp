#include "voxtrait/core/image.hpp"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <memory>
#include <string>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/write_file.hpp"

namespace voxtrait::python {

namespace {

using Direction = std::array<double, 9>;

py::dtype dtype_of(PixelType type) { return py::dtype(std::string(name(type))); }

PixelType pixel_type_of(const py::dtype& dtype) {
  for (auto type = PixelType::int8; type < PixelType::float64;
       type = static_cast<PixelType>(static_cast<int>(type) + 1)) {
    if (dtype.equal(dtype_of(type))) return type;
  }
  return PixelType::float64;
}

/// `shape` is (z, y, x).
Geometry geometry_of(const Index& shape, const Vector& spacing, const Vector& origin,
                     const Direction& direction) {
  return {{shape[2], shape[1], shape[0]}, spacing, origin, direction};
}

/// The image's voxels as an array (z, y, x) that keeps them alive.
py::array array_of(const Image& image) {
  auto owner = std::make_unique<Image>(image);
  const void* voxels = owner->view().data;
  const py::capsule keeper(owner.get(), [](void* kept) { delete static_cast<Image*>(kept); });
  static_cast<void>(owner.release());
  const Index& size = image.geometry().size;
  return {dtype_of(image.type()), {size[2], size[1], size[0]}, voxels, keeper};
}

py::tuple read(const std::filesystem::path& path) {
  const auto image = std::make_shared<Image>();
  run_interruptibly([=](const std::stop_token&) { *image = read_image(path); }, {});
  const Geometry& geometry = image->geometry();
  return py::make_tuple(array_of(*image), geometry.spacing, geometry.origin, geometry.direction);
}

void check_geometry(const Index& shape, const Vector& spacing, const Vector& origin,
                    const Direction& direction, const std::string& role) {
  require_valid(geometry_of(shape, spacing, origin, direction), role);
}

/// A dict from labels to numbers of voxels.
py::dict labels(const py::object& mask) {
  const ImageView view = view_of(mask);
  std::vector<LabelRegion> regions;
  {
    const py::gil_scoped_release release;
    regions = find_labels(view);
  }
  py::dict result;
  for (const LabelRegion& region : regions) result[py::int_(region.label)] = region.voxels;
  return result;
}

}  // namespace

ImageView view_of(py::handle image) {
  const auto voxels = image.attr("array").cast<py::array>();
  return {voxels.data(), pixel_type_of(voxels.dtype()),
          geometry_of(voxels.attr("shape").cast<Index>(), image.attr("spacing").cast<Vector>(),
                      image.attr("origin").cast<Vector>(),
                      image.attr("direction").cast<Direction>())};
}

void bind_image(py::module_& module) {
  module.def("read_image", &read, py::arg("path"));
  module.def("check_geometry", &check_geometry, py::arg("shape"), py::arg("spacing"),
             py::arg("origin"), py::arg("direction"), py::arg("role"));
  module.def("labels", &labels, py::arg("mask"));
  module.def(
      "read_file",
      [](const std::filesystem::path& path) { return py::bytes(read_text_file(path)); },
      py::arg("path"));
  module.def(
      "write_file",
      [](const std::filesystem::path& path, const std::string& text) { write_file(path, text); },
      py::arg("path"), py::arg("text"));
}

}  // namespace voxtrait::python

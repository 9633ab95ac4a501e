#include "voxtrait/pipeline/inspect.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "voxtrait/core/error.hpp"

namespace voxtrait::python {

namespace {

/// A volume as an array (z, y, x) that keeps the inspection alive.
template <class T>
py::array array_of(const Inspection& inspection, const Volume<T>& volume) {
  auto owner = std::make_unique<Inspection>(inspection);
  const py::capsule keeper(owner.get(), [](void* kept) { delete static_cast<Inspection*>(kept); });
  static_cast<void>(owner.release());
  const Index& size = volume.size();
  py::array_t<T> array({size[2], size[1], size[0]}, volume.values().data(), keeper);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

/// The levels on the ROI's block, without their own border and in the block's axes.
template <class T>
py::array unpadded(const Inspection::Content& content, const Volume<T>& padded) {
  const Levels& levels = content.levels.value();
  const Index& size = content.roi.intensity.size();
  py::array_t<T> array({size[2], size[1], size[0]});
  std::fill_n(array.mutable_data(), array.size(), T{0});
  auto target = array.template mutable_unchecked<3>();
  for (std::int64_t z = levels.box.begin[2]; z < levels.box.end[2]; ++z) {
    for (std::int64_t y = levels.box.begin[1]; y < levels.box.end[1]; ++y) {
      const T* source = &padded.at(levels.border, y - levels.box.begin[1] + levels.border,
                                   z - levels.box.begin[2] + levels.border);
      for (std::int64_t x = levels.box.begin[0]; x < levels.box.end[0]; ++x) {
        Index at{x, y, z};
        std::swap(at[content.levels_axis], at[2]);
        target(at[2], at[1], at[0]) = *source++;
      }
    }
  }
  return array;
}

/// The levels, or why there are none.
py::object levels_of(const Inspection& inspection) {
  const Inspection::Content& content = inspection.content();
  if (!content.levels.ok()) return py::str(content.levels.failure().reason);
  return std::visit([&](const auto& padded) -> py::object { return unpadded(content, padded); },
                    content.levels.value().padded);
}

template <class T, class Get>
py::array_t<T> column(const TextureMatrix& matrix, Get get) {
  py::array_t<T> array(static_cast<py::ssize_t>(matrix.elements.size()));
  std::ranges::transform(matrix.elements, array.mutable_data(), get);
  return array;
}

py::tuple to_python(const TextureMatrix& m) {
  using Element = TextureMatrix::Element;
  return py::make_tuple(m.columns, m.levels, m.slice, m.direction,
                        column<std::uint32_t>(m, [](const Element& e) { return e.level; }),
                        column<std::uint64_t>(m, [](const Element& e) { return e.column; }),
                        column<double>(m, [](const Element& e) { return e.value; }));
}

/// By its name; the merged one, which families list last, for an empty name.
Aggregation aggregation_named(const std::vector<Aggregation>& aggregations,
                              const std::string& text) {
  if (text.empty()) return aggregations.back();
  std::string known;
  for (const Aggregation aggregation : aggregations) {
    if (name(aggregation) == text) return aggregation;
    known += (known.empty() ? "" : ", ") + std::string(name(aggregation));
  }
  throw Error(ErrorCode::config_invalid, "expected one of " + known + "; found \"" + text + "\"",
              "aggregation");
}

/// The names of family and aggregation, and the matrices.
py::tuple matrices(const Inspection& inspection, const std::string& family,
                   const std::string& aggregation, int threads) {
  const Aggregation chosen = aggregation_named(inspection.aggregations(family), aggregation);
  const auto found = std::make_shared<std::vector<TextureMatrix>>();
  run_interruptibly(
      [=](std::stop_token stop) {
        Request request;
        request.threads = threads;
        request.stop = std::move(stop);
        *found = inspection.matrices(family, chosen, request);
      },
      {});
  py::list list;
  for (const TextureMatrix& matrix : *found) list.append(to_python(matrix));
  return py::make_tuple(inspection.family(family).info.id, name(chosen), py::tuple(list));
}

Inspection inspect_label(const Extractor& extractor, const py::object& image,
                         const py::object& mask, std::vector<std::int64_t> labels, int threads,
                         bool resample_mask) {
  Request request;
  request.labels = std::move(labels);
  request.threads = threads;
  request.resample_mask = resample_mask;
  const auto outcome = std::make_shared<Outcome<Inspection>>(Failure{});
  run_interruptibly(
      [=, image_view = view_of(image), mask_view = view_of(mask)](std::stop_token stop) mutable {
        request.stop = std::move(stop);
        *outcome = inspect(extractor, image_view, mask_view, request);
      },
      {image, mask});
  if (!outcome->ok()) throw Error(ErrorCode::mask_invalid, outcome->failure().reason, "mask");
  return outcome->value();
}

}  // namespace

void bind_inspect(py::module_& module) {
  const auto roi = [](const Inspection& i) -> const Roi& { return i.content().roi; };
  py::class_<Inspection>(module, "Inspection")
      .def("label", [roi](const Inspection& self) { return roi(self).label; })
      .def("intensity",
           [roi](const Inspection& self) { return array_of(self, roi(self).intensity.own()); })
      .def("morphological_mask",
           [roi](const Inspection& self) { return array_of(self, roi(self).morphological_mask); })
      .def("intensity_mask",
           [roi](const Inspection& self) { return array_of(self, roi(self).intensity_mask); })
      .def("geometry",
           [](const Inspection& self) {
             const Geometry& g = self.content().geometry;
             return py::make_tuple(g.spacing, g.origin, g.direction);
           })
      .def("levels", &levels_of)
      .def("edges",
           [](const Inspection& self) {
             const std::vector<double>& edges = self.content().edges;
             return py::array_t<double>(static_cast<py::ssize_t>(edges.size()), edges.data());
           })
      .def("matrices", &matrices, py::arg("family"), py::arg("aggregation"), py::arg("threads"));
  module.def("inspect", &inspect_label, py::arg("extractor"), py::arg("image"), py::arg("mask"),
             py::kw_only(), py::arg("labels"), py::arg("threads"), py::arg("resample_mask"));
}

}  // namespace voxtrait::python

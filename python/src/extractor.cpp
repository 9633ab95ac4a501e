#include "voxtrait/pipeline/extractor.hpp"

#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <utility>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "preview.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/plugin/find_plugins.hpp"

namespace voxtrait::python {

namespace {

/// `folder` is where relative paths of plugins in the settings begin.
Extractor from_json(const std::string& settings, const std::string& folder) {
  Registry registry = process_registry();
  for (const PluginRequest& request : plugins_of_settings(settings, folder)) {
    load_plugin(registry, request);
  }
  return Extractor(settings_from_json(settings, registry), registry);
}

/// Rows, provenance, warnings and previews. Other Python threads run while it computes; the
/// arguments hold the arrays for as long.
py::tuple extract(const Extractor& extractor, const py::object& image, const py::object& mask,
                  Request request) {
  const auto table = std::make_shared<Table>();
  const auto previews = std::make_shared<Previews>(view_of(image), extractor.settings());
  request.observe = [previews](Stage stage, const Roi& roi) { previews->observe(stage, roi); };
  run_interruptibly(
      [=, image_view = view_of(image), mask_view = view_of(mask),
       request = std::move(request)](std::stop_token stop) mutable {
        request.stop = std::move(stop);
        *table = extractor.extract(image_view, mask_view, request);
      },
      {image, mask});
  return py::make_tuple(to_python(table->rows), table->provenance,
                        py::tuple(py::cast(table->warnings)), previews->to_python());
}

}  // namespace

void bind_extractor(py::module_& module) {
  py::class_<Extractor>(module, "Extractor")
      .def(py::init(&from_json), py::arg("settings"), py::arg("folder") = "")
      .def("settings", &Extractor::settings_json)
      .def(
          "extract",
          [](const Extractor& self, const py::object& image, const py::object& mask,
             std::string case_name, std::vector<std::int64_t> labels, int threads,
             std::uint64_t max_memory, bool resample_mask, bool diagnostics, bool hash_inputs) {
            return extract(self, image, mask,
                           {.case_name = std::move(case_name),
                            .labels = std::move(labels),
                            .threads = threads,
                            .max_memory = max_memory,
                            .resample_mask = resample_mask,
                            .diagnostics = diagnostics,
                            .hash_inputs = hash_inputs});
          },
          py::arg("image"), py::arg("mask"), py::kw_only(), py::arg("case"), py::arg("labels"),
          py::arg("threads"), py::arg("max_memory"), py::arg("resample_mask"),
          py::arg("diagnostics"), py::arg("hash_inputs"));
}

}  // namespace voxtrait::python

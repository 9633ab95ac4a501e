#include "voxtrait/preprocess/pyradiomics.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/filter/pyradiomics.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/preprocess/frame.hpp"

namespace voxtrait::python {

namespace {

Settings settings_from(const std::string& json) {
  return settings_from_json(json, builtin_registry());
}

py::object number_or_none(const Value& value) {
  return value.ok() ? py::object(py::float_(value.number)) : py::object(py::none());
}

/// Values by PyRadiomics' names with status and reason, and diagnostics by stage and tag.
py::tuple extract(const std::string& settings, const py::object& image, const py::object& mask,
                  std::int64_t label, int threads, bool diagnostics) {
  const auto result = std::make_shared<Table>();
  run_interruptibly(
      [=, image_view = view_of(image), mask_view = view_of(mask)](std::stop_token stop) {
        const Request request{.labels = {label},
                              .threads = threads,
                              .diagnostics = diagnostics,
                              .stop = std::move(stop)};
        *result = voxtrait::extract(image_view, mask_view, settings_from(settings), request);
      },
      {image, mask});
  py::list values;
  py::list stages;
  for (const Row& row : result->rows) {
    const FeatureId& id = row.id;
    if (id.pyradiomics.empty()) {
      stages.append(py::make_tuple(id.family, id.feature, number_or_none(row.value)));
    } else {
      values.append(py::make_tuple(column_name(id), number_or_none(row.value),
                                   name(row.value.status), row.value.reason));
    }
  }
  return py::make_tuple(values, stages);
}

template <class T>
py::array array_of(const Volume<double>& volume) {
  const Index& size = volume.size();
  py::array_t<T> array({size[2], size[1], size[0]});
  std::ranges::transform(volume.values(), array.mutable_data(),
                         [](double value) { return static_cast<T>(value); });
  return array;
}

/// Intensities in the type that they are held in.
py::array array_of(const Volume<double>& intensities, PixelType type) {
  return with_pixels({nullptr, type, {}}, [&intensities](const auto* pixels) {
    using Pixel = std::remove_cv_t<std::remove_pointer_t<decltype(pixels)>>;
    return array_of<Pixel>(intensities);
  });
}

/// Image and mask, spacing, origin and direction of what PyRadiomics calls the loaded image.
py::tuple load(const std::string& settings, const py::object& image, const py::object& mask,
               std::int64_t label, int threads) {
  const ImageView image_view = view_of(image);
  const ImageView mask_view = view_of(mask);
  const std::vector<LabelRegion> labels = find_labels(mask_view);
  const auto found = std::ranges::find(labels, label, &LabelRegion::label);
  if (found == labels.end()) {
    throw Error(ErrorCode::mask_invalid, "label " + std::to_string(label) + " does not occur",
                "mask");
  }
  const auto loaded = std::make_shared<Outcome<PyradiomicsRegion>>(Failure{});
  run_interruptibly(
      [=, region = *found, own = settings_from(settings).pyradiomics](std::stop_token stop) {
        const Parallel parallel(threads, std::move(stop));
        *loaded = load_pyradiomics(image_view, mask_view, region, own, parallel);
      },
      {image, mask});
  if (!loaded->ok()) throw Error(ErrorCode::mask_invalid, loaded->failure().reason, "mask");
  const PyradiomicsRegion& region = loaded->value();
  Vector first{};
  for (std::size_t a = 0; a < 3; ++a) first[a] = static_cast<double>(region.box.begin[a]);
  const Index& size = region.mask.size();
  py::array_t<std::uint32_t> labelled({size[2], size[1], size[0]});
  std::ranges::transform(region.mask.values(), labelled.mutable_data(), [label](std::uint8_t set) {
    return set != 0 ? static_cast<std::uint32_t>(label) : 0U;
  });
  return py::make_tuple(array_of(region.intensity, region.type), labelled, region.geometry.spacing,
                        region.geometry.position(first), region.geometry.direction);
}

/// What an image type is computed from when the whole image is wanted.
PyradiomicsSource source_of(const ImageView& image) {
  Frame frame;
  frame.size = image.geometry.size;
  return {{{}, image.geometry.size},
          image.geometry.spacing,
          image.type,
          [image, frame](const Box& box) { return crop(image, frame, box); }};
}

/// Images of one type over the whole image, by name; what fails is left out. Types that look at the
/// mask are computed in it alone.
py::list images(const std::string& type, const std::string& settings, const py::object& image,
                const py::object& mask, std::int64_t label, int threads) {
  using Named = std::pair<std::string, ImageTypeVariant>;
  const PyradiomicsImageType* row = find_pyradiomics_image_type(type);
  if (row == nullptr) throw Error(ErrorCode::config_invalid, "unknown image type " + type, "type");
  const auto found = std::make_shared<std::vector<Named>>();
  run_interruptibly(
      [=, image_view = view_of(image), mask_view = view_of(mask),
       own = settings_from(settings).pyradiomics](std::stop_token stop) {
        const Parallel parallel(threads, std::move(stop));
        const PyradiomicsSource source = source_of(image_view);
        Frame frame;
        frame.size = mask_view.geometry.size;
        const Volume<std::uint8_t> set =
            crop_label(mask_view, label, frame, source.box, source.box).mask;
        row->compute({source, source.box, set, own, parallel},
                     [&](const std::string& name, Outcome<ImageTypeVariant> variant) {
                       if (variant.ok()) found->emplace_back(name, std::move(variant.value()));
                     });
      },
      {image, mask});
  py::list result;
  for (const auto& [name, variant] : *found) {
    result.append(py::make_tuple(name, array_of(variant.values, variant.type)));
  }
  return result;
}

/// PyRadiomics' image types with the settings that they look at themselves.
py::list types() {
  py::list result;
  for (const PyradiomicsImageType& type : pyradiomics_image_types()) {
    result.append(py::make_tuple(type.id, type.settings, type.doc));
  }
  return result;
}

}  // namespace

void bind_pyradiomics(py::module_& module) {
  module.def("extract_pyradiomics", &extract, py::arg("settings"), py::arg("image"),
             py::arg("mask"), py::kw_only(), py::arg("label"), py::arg("threads"),
             py::arg("diagnostics"));
  module.def("load_pyradiomics", &load, py::arg("settings"), py::arg("image"), py::arg("mask"),
             py::kw_only(), py::arg("label"), py::arg("threads"));
  module.def("pyradiomics_images", &images, py::arg("type"), py::arg("settings"), py::arg("image"),
             py::arg("mask"), py::kw_only(), py::arg("label"), py::arg("threads"));
  module.def("pyradiomics_image_types", &types);
}

}  // namespace voxtrait::python

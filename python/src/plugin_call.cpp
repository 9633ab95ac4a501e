// From a call of the plugin interface to a call of a Python function and back.
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "plugin_values.hpp"
#include "python_plugin.hpp"
#include "voxtrait/plugin/add_plugin.hpp"
#include "voxtrait/registry/aggregation.hpp"

namespace voxtrait::python {

namespace {

using namespace py::literals;

/// Keeps the volumes that arrays look at, also beyond the call.
py::capsule keeper_of(const voxtrait_inputs& inputs) {
  using Keep = std::shared_ptr<const void>;
  auto owner = std::make_unique<Keep>(keep_volumes(*inputs.call));
  const py::capsule keeper(owner.get(), [](void* kept) { delete static_cast<Keep*>(kept); });
  static_cast<void>(owner.release());
  return keeper;
}

template <class T>
py::array_t<T> copied(const T* values, std::size_t count) {
  return py::array_t<T>(static_cast<py::ssize_t>(count), values);
}

py::object roi_of(const voxtrait_inputs& inputs, const py::capsule& keeper) {
  if (inputs.roi == nullptr) return py::none();
  const voxtrait_roi& roi = *inputs.roi;
  const Extent size{roi.extent[0], roi.extent[1], roi.extent[2]};
  return py::dict("label"_a = roi.label, "begin"_a = three(roi.begin), "grid"_a = three(roi.grid),
                  "spacing"_a = three(roi.spacing),
                  "intensities"_a = view(roi.intensities, size, size, keeper),
                  "morphological_mask"_a = view(roi.morphological_mask, size, size, keeper),
                  "intensity_mask"_a = view(roi.intensity_mask, size, size, keeper));
}

py::object moments_of(const voxtrait_inputs& inputs) {
  if (inputs.moments == nullptr) return py::none();
  const voxtrait_moments& m = *inputs.moments;
  py::array_t<double> values(static_cast<py::ssize_t>(m.bin_count));
  py::array_t<std::uint64_t> counts(static_cast<py::ssize_t>(m.bin_count));
  for (std::size_t i = 0; i < m.bin_count; ++i) {
    values.mutable_data()[i] = m.bins[i].value;
    counts.mutable_data()[i] = m.bins[i].count;
  }
  return py::dict("voxels"_a = m.voxels, "values"_a = values, "counts"_a = counts,
                  "mean"_a = m.mean, "variance"_a = m.variance, "third"_a = m.third,
                  "fourth"_a = m.fourth, "mean_square"_a = m.mean_square,
                  "sum_of_squares"_a = m.sum_of_squares);
}

template <class T>
py::array inner(const T* values, const voxtrait_levels& levels, const py::capsule& keeper) {
  const Extent whole{levels.extent[0], levels.extent[1], levels.extent[2]};
  const std::int64_t b = levels.border;
  const Extent shape{whole[0] - 2 * b, whole[1] - 2 * b, whole[2] - 2 * b};
  return view(values + (b * whole[1] + b) * whole[0] + b, shape, whole, keeper);
}

py::object levels_of(const voxtrait_inputs& inputs, const py::capsule& keeper) {
  if (inputs.levels == nullptr) return py::none();
  const voxtrait_levels& levels = *inputs.levels;
  return py::dict("count"_a = levels.count, "begin"_a = three(levels.begin),
                  "voxels"_a = levels.voxels,
                  "histogram"_a = copied(levels.histogram, static_cast<std::size_t>(levels.count)),
                  "array"_a = levels.values8 != nullptr ? inner(levels.values8, levels, keeper)
                                                        : inner(levels.values16, levels, keeper));
}

py::object mesh_of(const voxtrait_inputs& inputs) {
  if (inputs.mesh == nullptr) return py::none();
  const voxtrait_mesh& mesh = *inputs.mesh;
  const auto count = static_cast<py::ssize_t>(mesh.triangle_count);
  return py::dict("volume"_a = mesh.volume, "area"_a = mesh.area,
                  "triangles"_a =
                      py::array_t<double>(std::vector<py::ssize_t>{count, 3, 3}, mesh.triangles));
}

const char* kind_name(std::uint32_t kind) {
  switch (kind) {
    case VOXTRAIT_INPUT_GLCM: return "glcm";
    case VOXTRAIT_INPUT_GLRLM: return "glrlm";
    case VOXTRAIT_INPUT_GLSZM: return "glszm";
    case VOXTRAIT_INPUT_GLDZM: return "gldzm";
    case VOXTRAIT_INPUT_NGTDM: return "ngtdm";
    default: return "ngldm";
  }
}

/// Three columns: for the NGTDM level, voxels and differences.
py::dict matrix_of(const voxtrait_matrix& matrix) {
  const auto count = static_cast<py::ssize_t>(matrix.count);
  py::array_t<std::uint64_t> first(count);
  py::array_t<std::uint64_t> second(count);
  py::array_t<double> third(count);
  for (std::size_t k = 0; k < matrix.count; ++k) {
    if (matrix.pairs != nullptr) {
      first.mutable_data()[k] = matrix.pairs[k].i;
      second.mutable_data()[k] = matrix.pairs[k].j;
      third.mutable_data()[k] = matrix.pairs[k].count;
    } else if (matrix.cells != nullptr) {
      first.mutable_data()[k] = matrix.cells[k].level;
      second.mutable_data()[k] = matrix.cells[k].column;
      third.mutable_data()[k] = matrix.cells[k].count;
    } else {
      first.mutable_data()[k] = k + 1;
      second.mutable_data()[k] = matrix.voxels[k];
      third.mutable_data()[k] = matrix.differences[k];
    }
  }
  return py::dict("kind"_a = kind_name(matrix.kind), "levels"_a = matrix.levels,
                  "total"_a = matrix.total, "first"_a = first, "second"_a = second,
                  "third"_a = third);
}

/// What a function may still ask for while it runs; `inputs` is null afterwards.
struct Reach {
  const voxtrait_inputs* inputs;
};

const voxtrait_inputs& required(const std::shared_ptr<Reach>& reach) {
  if (reach->inputs == nullptr) throw py::value_error("the call of this family is over");
  return *reach->inputs;
}

/// Slices [begin, end) of the scene: intensities and labels, (z, y, x).
py::tuple read_slices(const std::shared_ptr<Reach>& reach, std::int64_t begin, std::int64_t end) {
  const voxtrait_inputs& inputs = required(reach);
  const voxtrait_scene& scene = *inputs.scene;
  if (begin < 0 || end < begin || end > scene.extent[2]) {
    throw py::index_error("the image has slices 0 to " + std::to_string(scene.extent[2] - 1));
  }
  const std::vector<py::ssize_t> shape{end - begin, scene.extent[1], scene.extent[0]};
  py::array_t<double> intensities(shape);
  py::array_t<std::int64_t> labels(shape);
  const std::int64_t first[3] = {0, 0, begin};
  const std::int64_t last[3] = {scene.extent[0], scene.extent[1], end};
  if (inputs.host->read_block(inputs.call, first, last, intensities.mutable_data(),
                              labels.mutable_data()) != 0) {
    throw py::value_error("voxels of the image cannot be read");
  }
  return py::make_tuple(intensities, labels);
}

py::object scene_of(const voxtrait_inputs& inputs, const std::shared_ptr<Reach>& reach) {
  if (inputs.scene == nullptr) return py::none();
  py::list regions;
  for (std::size_t i = 0; i < inputs.scene->region_count; ++i) {
    const voxtrait_region& region = inputs.scene->regions[i];
    regions.append(
        py::make_tuple(region.label, three(region.begin), three(region.end), region.voxels));
  }
  return py::dict("size"_a = three(inputs.scene->extent),
                  "spacing"_a = three(inputs.scene->spacing), "regions"_a = regions,
                  "read"_a = py::cpp_function([reach](std::int64_t begin, std::int64_t end) {
                    return read_slices(reach, begin, end);
                  }));
}

py::dict raw_inputs(const voxtrait_inputs& inputs, const PythonFamily& family,
                    const std::shared_ptr<Reach>& reach) {
  const py::capsule keeper = keeper_of(inputs);
  const py::list settings =
      settings_of(inputs.settings, inputs.setting_count, family.setting_types);
  py::list matrices;
  for (std::size_t i = 0; i < inputs.matrix_count; ++i) {
    matrices.append(matrix_of(*inputs.matrices[i]));
  }
  return py::dict("aggregation"_a = name(static_cast<Aggregation>(inputs.aggregation)),
                  "settings"_a = settings, "roi"_a = roi_of(inputs, keeper),
                  "moments"_a = moments_of(inputs), "levels"_a = levels_of(inputs, keeper),
                  "mesh"_a = mesh_of(inputs), "scene"_a = scene_of(inputs, reach),
                  "matrices"_a = matrices, "should_stop"_a = py::cpp_function([reach] {
                                             const voxtrait_inputs& now = required(reach);
                                             return now.host->should_stop(now.call) != 0;
                                           }));
}

/// What the package's function gives back: values, statuses (feature, status, reason) and details
/// (name, unit, value).
using Result = std::tuple<std::vector<double>,
                          std::vector<std::tuple<std::size_t, std::uint32_t, std::string>>,
                          std::vector<std::tuple<std::string, std::string, double>>>;

void deliver(const Result& result, const voxtrait_inputs& inputs, double* values) {
  std::ranges::copy(std::get<0>(result), values);
  for (const auto& [feature, status, reason] : std::get<1>(result)) {
    inputs.host->set_status(inputs.call, feature, status, reason.c_str());
  }
  for (const auto& [name, unit, value] : std::get<2>(result)) {
    inputs.host->add_detail(inputs.call, name.c_str(), unit.c_str(), value);
  }
}

}  // namespace

std::int32_t call_python(const voxtrait_inputs* inputs, double* values) {
  const py::gil_scoped_acquire acquire;
  const auto reach = std::make_shared<Reach>(Reach{inputs});
  std::int32_t code = 0;
  try {
    const auto& family = *static_cast<const PythonFamily*>(inputs->self);
    const auto result = family.function(raw_inputs(*inputs, family, reach)).cast<Result>();
    if (std::get<0>(result).size() != inputs->feature_count) {
      throw py::value_error("the family gave another number of values than it has features");
    }
    deliver(result, *inputs, values);
  } catch (const py::error_already_set& raised) {
    inputs->host->fail(inputs->call, text_of(raised).c_str());
    code = 1;
  } catch (const std::exception& problem) {
    inputs->host->fail(inputs->call, problem.what());
    code = 1;
  }
  reach->inputs = nullptr;
  return code;
}

}  // namespace voxtrait::python

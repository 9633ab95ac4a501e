#pragma once

// For plugins in C++20, beside voxtrait/plugin.h: nothing but what makes its tables shorter to
// write and safe to read. There is nothing to link.

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/plugin.h"

namespace voxtrait::plugin {

/// What `compute` is given.
class Inputs {
 public:
  explicit Inputs(const voxtrait_inputs& inputs) : inputs_(inputs) {}

  [[nodiscard]] const voxtrait_inputs& table() const noexcept { return inputs_; }
  [[nodiscard]] const voxtrait_roi& roi() const { return required(inputs_.roi); }
  [[nodiscard]] const voxtrait_moments& moments() const { return required(inputs_.moments); }
  [[nodiscard]] const voxtrait_levels& levels() const { return required(inputs_.levels); }
  [[nodiscard]] const voxtrait_mesh& mesh() const { return required(inputs_.mesh); }
  [[nodiscard]] const voxtrait_scene& scene() const { return required(inputs_.scene); }

  /// The matrix of that kind, such as VOXTRAIT_INPUT_GLCM.
  [[nodiscard]] const voxtrait_matrix& matrix(std::uint32_t kind) const {
    for (std::size_t i = 0; i < inputs_.matrix_count; ++i) {
      if (inputs_.matrices[i]->kind == kind) return *inputs_.matrices[i];
    }
    throw std::logic_error("the family did not ask for that matrix");
  }

  /// The value of the setting at that place of the family's list.
  [[nodiscard]] const voxtrait_value& setting(std::size_t place) const {
    if (place >= inputs_.setting_count) throw std::logic_error("there is no such setting");
    return *inputs_.settings[place];
  }

  /// Whether the work should end as nobody waits for it.
  [[nodiscard]] bool should_stop() const { return inputs_.host->should_stop(inputs_.call) != 0; }

  /// Says why a feature has no value.
  void no_value(std::size_t feature, std::uint32_t status, const std::string& reason) const {
    inputs_.host->set_status(inputs_.call, feature, status, reason.c_str());
  }

  /// Adds a value that is no feature; shown with diagnostics.
  void add_detail(const std::string& name, const char* unit, double value) const {
    inputs_.host->add_detail(inputs_.call, name.c_str(), unit, value);
  }

  /// Reads voxels of the scene; either vector may be null. They are resized.
  void read_block(const std::array<std::int64_t, 3>& begin, const std::array<std::int64_t, 3>& end,
                  std::vector<double>* intensities, std::vector<std::int64_t>* labels) const {
    std::size_t voxels = 1;
    for (std::size_t a = 0; a < 3; ++a) voxels *= static_cast<std::size_t>(end[a] - begin[a]);
    if (intensities != nullptr) intensities->resize(voxels);
    if (labels != nullptr) labels->resize(voxels);
    const std::int32_t problem =
        inputs_.host->read_block(inputs_.call, begin.data(), end.data(),
                                 intensities == nullptr ? nullptr : intensities->data(),
                                 labels == nullptr ? nullptr : labels->data());
    if (problem != 0) throw std::runtime_error("voxels of the image cannot be read");
  }

 private:
  template <class T>
  static const T& required(const T* table) {
    if (table == nullptr) throw std::logic_error("the family did not ask for this input");
    return *table;
  }

  const voxtrait_inputs& inputs_;
};

/// What a filter's `apply` is given.
class FilterInputs {
 public:
  explicit FilterInputs(const voxtrait_filter_inputs& inputs) : inputs_(inputs) {}

  [[nodiscard]] const voxtrait_filter_inputs& table() const noexcept { return inputs_; }

  /// The value of the setting at that place of the filter's list.
  [[nodiscard]] const voxtrait_value& setting(std::size_t place) const {
    if (place >= inputs_.setting_count) throw std::logic_error("there is no such setting");
    return *inputs_.settings[place];
  }

  [[nodiscard]] bool should_stop() const { return inputs_.host->should_stop(inputs_.call) != 0; }

  /// The image at a place, which must lie in it and within reach of a wanted voxel.
  [[nodiscard]] double at(std::int64_t x, std::int64_t y, std::int64_t z) const noexcept {
    const std::int64_t row = (z - inputs_.begin[2]) * inputs_.extent[1] + y - inputs_.begin[1];
    return inputs_.values[row * inputs_.extent[0] + x - inputs_.begin[0]];
  }

  [[nodiscard]] std::size_t wanted_voxels() const noexcept {
    std::size_t voxels = 1;
    for (std::size_t a = 0; a < 3; ++a) {
      voxels *= static_cast<std::size_t>(inputs_.wanted_end[a] - inputs_.wanted_begin[a]);
    }
    return voxels;
  }

 private:
  const voxtrait_filter_inputs& inputs_;
};

/// Calls what may throw; the host is told why it failed. Returns 0 or 1, as the host expects it.
template <class Inputs, class Call>
std::int32_t guarded(const Inputs& inputs, Call call) noexcept {
  try {
    call();
    return 0;
  } catch (const std::exception& problem) {
    inputs.host->fail(inputs.call, problem.what());
  } catch (...) {
    inputs.host->fail(inputs.call, "an exception that is no std::exception");
  }
  return 1;
}

/// Makes the function that a filter's table needs from one that may throw:
/// `void function(const FilterInputs&, std::span<double> response)`.
template <auto function>
std::int32_t apply(const voxtrait_filter_inputs* inputs, double* response) noexcept {
  return guarded(*inputs, [&] {
    const FilterInputs given(*inputs);
    function(given, std::span<double>(response, given.wanted_voxels()));
  });
}

/// Makes the function that a family's table needs from one that may throw:
/// `void function(const Inputs&, std::span<double> values)`.
template <auto function>
std::int32_t compute(const voxtrait_inputs* inputs, double* values) noexcept {
  return guarded(*inputs, [&] {
    function(Inputs(*inputs), std::span<double>(values, inputs->feature_count));
  });
}

constexpr voxtrait_feature feature(const char* id, const char* name, const char* unit,
                                   const char* formula, const char* doc,
                                   const char* undefined_when = nullptr) noexcept {
  return {sizeof(voxtrait_feature), id, name, unit, formula, doc, nullptr, undefined_when, nullptr};
}

/// A setting without a range; `default_value` is JSON.
constexpr voxtrait_setting setting(const char* key, std::uint32_t type, const char* default_value,
                                   const char* doc, const char* unit = nullptr) noexcept {
  voxtrait_setting table{};
  table.size = sizeof(table);
  table.key = key;
  table.unit = unit;
  table.doc = doc;
  table.default_value = default_value;
  table.type = type;
  return table;
}

constexpr voxtrait_setting choice(const char* key, std::span<const char* const> choices,
                                  const char* default_value, const char* doc) noexcept {
  voxtrait_setting table = setting(key, VOXTRAIT_CHOICE, default_value, doc);
  table.choices = choices.data();
  table.choice_count = choices.size();
  return table;
}

/// A family of the whole ROI; what else it needs is set afterwards.
constexpr voxtrait_family family(const char* id, const char* name, const char* doc,
                                 std::uint32_t inputs, std::span<const voxtrait_feature> features,
                                 decltype(voxtrait_family::compute) function) noexcept {
  voxtrait_family table{};
  table.size = sizeof(table);
  table.id = id;
  table.name = name;
  table.doc = doc;
  table.inputs = inputs;
  table.features = features.data();
  table.feature_count = features.size();
  table.compute = function;
  return table;
}

/// A filter; its settings are set afterwards.
constexpr voxtrait_filter filter(const char* id, const char* name, const char* doc,
                                 decltype(voxtrait_filter::reach) reach,
                                 decltype(voxtrait_filter::apply) function) noexcept {
  voxtrait_filter table{};
  table.size = sizeof(table);
  table.id = id;
  table.name = name;
  table.doc = doc;
  table.reach = reach;
  table.apply = function;
  return table;
}

constexpr voxtrait_plugin describe(const char* id, const char* version, const char* doc,
                                   std::span<const voxtrait_family> families,
                                   std::span<const voxtrait_filter> filters = {}) noexcept {
  voxtrait_plugin table{};
  table.size = sizeof(table);
  table.id = id;
  table.version = version;
  table.doc = doc;
  table.families = families.data();
  table.family_count = families.size();
  table.filters = filters.data();
  table.filter_count = filters.size();
  return table;
}

}  // namespace voxtrait::plugin

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/core/box.hpp"
#include "voxtrait/core/decimation.hpp"
#include "voxtrait/core/parallel.hpp"
#include "voxtrait/core/volume.hpp"
#include "voxtrait/registry/setting_declaration.hpp"

namespace voxtrait {

/// Values of all settings of one filter.
class FilterValues {
 public:
  FilterValues() = default;
  explicit FilterValues(const std::vector<SettingDeclaration>& settings);

  void set(std::string_view id, SettingValue value) {
    values_.insert_or_assign(std::string(id), std::move(value));
  }
  [[nodiscard]] const SettingValue& at(std::string_view id) const;
  [[nodiscard]] double number(std::string_view id) const { return std::get<double>(at(id)); }
  [[nodiscard]] std::int64_t whole(std::string_view id) const {
    return std::get<std::int64_t>(at(id));
  }
  [[nodiscard]] bool flag(std::string_view id) const { return std::get<bool>(at(id)); }
  [[nodiscard]] const std::string& word(std::string_view id) const {
    return std::get<std::string>(at(id));
  }
  [[nodiscard]] const std::vector<std::int64_t>& list(std::string_view id) const {
    return std::get<std::vector<std::int64_t>>(at(id));
  }

  friend bool operator==(const FilterValues&, const FilterValues&) = default;

 private:
  std::map<std::string, SettingValue, std::less<>> values_;
};

/// A part of an image, in working axes: slices are stacked along z.
struct Region {
  Volume<double> values;
  Box box;                        ///< where the values lie in the whole image
  Index grid{0, 0, 0};            ///< size of the whole image
  Vector spacing{1.0, 1.0, 1.0};  ///< mm
};

/// Everything there is to say about a filter; documentation and schema derive from it.
struct FilterInfo {
  std::string_view id;    ///< as in settings, e.g. `log`
  std::string_view code;  ///< IBSI code, or empty
  std::string_view name;  ///< IBSI's name
  std::string_view doc;   ///< one sentence
};

/// A filter; built-in ones and those of plugins look alike.
struct Filter {
  FilterInfo info;
  std::vector<SettingDeclaration> settings;

  /// Throws `config.invalid` for values that contradict each other, with the setting's id as the
  /// place; may be empty.
  std::function<void(const FilterValues&)> check;

  /// Which voxels of the image the response has values for: voxel k of it is voxel k * step of the
  /// image. Empty: for all. `wanted` is a box of the response.
  std::function<Step(const FilterValues&)> step;

  /// The voxels of an image of this size that the response in `wanted` depends on.
  std::function<Box(const FilterValues&, const Box& wanted, const Index& grid,
                    const Vector& spacing)>
      needs;

  /// The bytes that `apply` takes at most beside the region; empty where five times the region's
  /// are enough. Throws std::runtime_error if there is no response.
  std::function<std::uint64_t(const FilterValues&, const Box& wanted, const Index& grid,
                              const Vector& spacing)>
      memory;

  /// The response in `wanted`; the region covers at least what is needed. Throws
  /// std::runtime_error if there is none.
  std::function<Volume<double>(const FilterValues&, const Region&, const Box& wanted,
                               const Parallel&)>
      apply;

  std::shared_ptr<const void> owner;  ///< of the texts, where they are not literals
};

/// Every how many voxels of the image there is one of the response.
inline Step step_of(const Filter& filter, const FilterValues& values) {
  return filter.step ? filter.step(values) : every_voxel;
}

/// A filter that settings ask for.
struct FilterChoice {
  std::string filter;  ///< id
  std::string name;    ///< of the image variant
  FilterValues values;

  friend bool operator==(const FilterChoice&, const FilterChoice&) = default;
};

/// The name of a variant that has none of its own: the filter's id, then the settings that differ
/// from their defaults, such as `log_sigma_mm_1.5_2d`.
std::string variant_name(const Filter& filter, const FilterValues& values);

}  // namespace voxtrait

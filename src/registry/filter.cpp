#include "voxtrait/registry/filter.hpp"

#include <array>
#include <charconv>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

namespace {

std::string text_of(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

std::string text_of(const std::vector<std::int64_t>& numbers) {
  std::string text;
  for (const std::int64_t n : numbers) text += (text.empty() ? "" : ".") + std::to_string(n);
  return text;
}

/// A setting's part of a variant's name: `sigma_mm_3`, `haar`, `rotation_invariance`.
std::string part_of_name(const SettingDeclaration& setting, const SettingValue& value) {
  const std::string id(setting.key);
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? id : "no_" + id;
  if (const auto* number = std::get_if<double>(&value)) return id + "_" + text_of(*number);
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value)) {
    return id + "_" + text_of(*list);
  }
  return id + "_" + std::to_string(std::get<std::int64_t>(value));
}

}  // namespace

FilterValues::FilterValues(const std::vector<SettingDeclaration>& settings) {
  for (const SettingDeclaration& setting : settings) set(setting.key, setting.default_value);
}

const SettingValue& FilterValues::at(std::string_view id) const {
  const auto found = values_.find(id);
  if (found != values_.end()) return found->second;
  throw Error(ErrorCode::internal, "a filter asks for a setting that it does not declare",
              std::string(id));
}

std::string variant_name(const Filter& filter, const FilterValues& values) {
  std::string name(filter.info.id);
  for (const SettingDeclaration& setting : filter.settings) {
    const SettingValue& value = values.at(setting.key);
    if (value != setting.default_value) name += "_" + part_of_name(setting, value);
  }
  return name;
}

}  // namespace voxtrait

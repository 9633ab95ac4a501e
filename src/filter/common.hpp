#pragma once

#include "voxtrait/filter/boundary.hpp"
#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// Settings that several filters have.
SettingDeclaration boundary_setting();
SettingDeclaration dimensions_setting();
SettingDeclaration rotation_setting();
SettingDeclaration pooling_setting();
SettingDeclaration sigma_setting(double fallback);
SettingDeclaration cutoff_setting(double fallback);

inline Boundary boundary_of(const FilterValues& values) {
  return boundary_named(values.word("boundary"));
}

/// How many axes the filter works along: 2 for each slice by itself, 3.
inline std::size_t dimensions_of(const FilterValues& values) {
  return static_cast<std::size_t>(values.whole("dimensions"));
}

/// Throws `config.invalid` at a setting of a filter.
[[noreturn]] void reject_setting(std::string_view setting, const std::string& message);

}  // namespace voxtrait

#pragma once

#include "voxtrait/filter/boundary.hpp"
#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

/// Settings that several filters have.
FilterSetting boundary_setting();
FilterSetting dimensions_setting();
FilterSetting rotation_setting();
FilterSetting pooling_setting();
FilterSetting sigma_setting(double fallback);
FilterSetting cutoff_setting(double fallback);

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

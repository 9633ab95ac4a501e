#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "voxtrait/filter/builtin.hpp"

namespace voxtrait::test {

/// A built-in filter by its id.
inline const Filter& builtin_filter(const std::string& id) {
  static const std::vector<Filter> filters = builtin_filters();
  return *std::ranges::find_if(filters, [&](const Filter& f) { return f.info.id == id; });
}

}  // namespace voxtrait::test

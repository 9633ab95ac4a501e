#pragma once

#include "fields.hpp"

namespace voxtrait {

/// The setting `filters` in JSON: reading throws Error with the place of what is wrong.
std::vector<FilterChoice> filters_from_json(const Json& array, const std::vector<Filter>& filters);
Json filters_to_json(const std::vector<FilterChoice>& choices, const std::vector<Filter>& filters);
Json filters_schema(const std::vector<Filter>& filters);

}  // namespace voxtrait

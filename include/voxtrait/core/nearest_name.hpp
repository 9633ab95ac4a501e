#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace voxtrait {

/// The candidate with the fewest edits from `name`; empty when there are no candidates.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// `found "namme"; did you mean "name"?`, for error messages.
std::string nearest_hint(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace voxtrait

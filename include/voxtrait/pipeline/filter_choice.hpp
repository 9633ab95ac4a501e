#pragma once

#include <string_view>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// Reads one filter such as `{"type": "log", "sigma_mm": 3}`; settings that are absent have their
/// defaults. Throws `config.unknown_key` or `config.invalid` with the pointer of the culprit below
/// `where`.
FilterChoice filter_from_json(std::string_view text, const Registry& registry,
                              const std::string& where = {});

/// Reads a filter's settings from texts such as {"sigma_mm", "3"}.
FilterChoice filter_from_text(std::string_view id,
                              const std::vector<std::pair<std::string, std::string>>& settings,
                              const Registry& registry);

}  // namespace voxtrait

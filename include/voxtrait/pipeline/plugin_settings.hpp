#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/registry/family.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// What the settings say for a family's own setting; its default where they say nothing.
const SettingValue& plugin_value(const Settings& settings, const Family& family,
                                 const SettingDeclaration& setting);

/// Reads a value as JSON; throws `plugin.invalid` for one that the declaration does not allow.
SettingValue plugin_value_from_json(std::string_view text, const SettingDeclaration& setting);

/// The plugins that a settings file needs, by `/plugins`; the rest of the text may need them to be
/// understood. Throws `config.invalid`.
std::vector<std::string> plugins_in_settings(std::string_view text);

}  // namespace voxtrait

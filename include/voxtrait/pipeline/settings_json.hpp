#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/registry/registry.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

/// One setting as a command line or a form sees it.
struct SettingInfo {
  std::string pointer;  ///< JSON pointer, e.g. `/discretisation/bin_width`
  std::string flag;     ///< e.g. `--discretisation-bin-width`
  std::string type;     ///< e.g. `number > 0` or the list of choices
  std::string unit;
  std::string doc;
  std::string default_value;  ///< as JSON
};

/// All settings, in the order of their declaration.
std::vector<SettingInfo> setting_infos(const Registry& registry);

/// Reads settings; keys that are absent keep their value in `base`.
///
/// Throws `config.unknown_key` or `config.invalid` with the JSON pointer of the culprit, what was
/// expected and, for keys and names, the nearest valid one.
Settings settings_from_json(std::string_view text, const Registry& registry,
                            const Settings& base = {});

/// Sets one setting from the text of a command-line flag, e.g. `2,2,null`.
void set_from_text(Settings& settings, const std::string& pointer, const std::string& text,
                   const Registry& registry);

/// The settings as `settings_to_json` gives them; throws `config.invalid` for settings that
/// contradict each other.
std::string consistent_settings_json(const Settings& settings, const Registry& registry);

/// All settings with their values, keys in the order of their declaration.
std::string settings_to_json(const Settings& settings, const Registry& registry, int indent = -1);

/// JSON schema (draft 2020-12) of a settings file.
std::string settings_schema(const Registry& registry);

}  // namespace voxtrait

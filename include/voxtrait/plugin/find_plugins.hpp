#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/features/builtin.hpp"
#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// A plugin that somebody asked for.
struct PluginRequest {
  std::string name;    ///< a path, or the name of an installed plugin such as voxtrait.bodycomp
  std::string origin;  ///< `named`, `settings`
};

struct FoundPlugins {
  Registry registry;
  std::vector<std::string> warnings;  ///< on plugins that were found by scanning and do not work
};

/// Loads the shared library of a plugin and adds its families. The library is never unloaded.
///
/// Throws `plugin.load` for a file that is no plugin, `plugin.abi` for one of another version, and
/// what add_plugin throws. What is loaded already, by file or id,
/// is left alone.
void load_plugin(Registry& registry, const PluginRequest& request);

/// Plugins that settings name, as requests; relative paths begin in `folder`.
std::vector<PluginRequest> plugin_requests(const std::vector<std::string>& names,
                                           const std::filesystem::path& folder);

/// The plugins that settings (JSON) need, as requests; relative paths begin in `folder`. Throws
/// `config.invalid`.
std::vector<PluginRequest> plugins_of_settings(std::string_view settings,
                                               const std::filesystem::path& folder);

/// The built-in families, those of the plugins that are asked for, and those of all plugins in the
/// folders (or files) of VOXTRAIT_PLUGIN_PATH. What is asked for and fails throws; what is found by
/// scanning and fails becomes a warning.
FoundPlugins find_plugins(std::span<const PluginRequest> requests,
                          Registry registry = builtin_registry());

/// The shared libraries in voxtrait's own plugin folder, ready to be named.
std::vector<std::filesystem::path> installed_plugins();

}  // namespace voxtrait

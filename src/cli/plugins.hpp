#pragma once

#include <CLI/CLI.hpp>

#include "program.hpp"
#include "voxtrait/plugin/find_plugins.hpp"

namespace voxtrait::cli {

/// The registry of this run: flags and help depend on it, so plugins are looked for before the
/// arguments are understood. Those of --plugin and of settings files must work; others are warned
/// of. A plugin in Python makes the program hand over to Python.
Registry registry_for(const std::vector<std::string>& arguments, const Registry& known, Host host);

/// Lists --plugin in the help; registry_for has acted on it.
void add_plugin_option(CLI::App& app);

/// The plugins of a registry, and installed ones that are not loaded, as text or JSON.
std::string plugin_list(const Registry& registry, bool json);

}  // namespace voxtrait::cli

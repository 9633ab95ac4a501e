#pragma once

#include <string>
#include <vector>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

struct ListedPlugin {
  PluginInfo info;
  bool loaded = true;
};

/// The plugins of a registry, and installed ones that are not among them. An installed one that
/// does not work has its problem for a description.
std::vector<ListedPlugin> list_plugins(const Registry& registry);

/// They as a JSON array of objects: id, version, abi, origin, loaded, file, sha256, families,
/// description.
std::string plugin_json(const std::vector<ListedPlugin>& plugins, int indent = -1);

}  // namespace voxtrait

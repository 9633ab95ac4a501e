#include "voxtrait/plugin/plugin_list.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "voxtrait/core/error.hpp"
#include "voxtrait/plugin/find_plugins.hpp"

namespace voxtrait {

namespace {

using Json = nlohmann::ordered_json;

/// An installed plugin that is not loaded, as far as it can be.
PluginInfo looked_at(const std::filesystem::path& file) {
  Registry alone;
  try {
    load_plugin(alone, {file.string(), "installed"});
    return alone.plugins().front();
  } catch (const Error& error) {
    PluginInfo broken;
    broken.id = file.stem().string();
    broken.doc = error.what();
    broken.origin = "installed";
    broken.file = file.string();
    return broken;
  }
}

Json json_of(const ListedPlugin& plugin) {
  Json json;
  json["id"] = plugin.info.id;
  json["version"] = plugin.info.version;
  json["abi"] = plugin.info.abi;
  json["origin"] = plugin.info.origin;
  json["loaded"] = plugin.loaded;
  json["file"] = plugin.info.file;
  json["sha256"] = plugin.info.sha256;
  json["families"] = plugin.info.families;
  json["filters"] = plugin.info.filters;
  json["description"] = plugin.info.doc;
  return json;
}

}  // namespace

std::vector<ListedPlugin> list_plugins(const Registry& registry) {
  std::vector<ListedPlugin> list;
  for (const PluginInfo& plugin : registry.plugins()) list.push_back({plugin, true});
  for (const std::filesystem::path& file : installed_plugins()) {
    const auto same = [&file](const ListedPlugin& p) { return p.info.file == file.string(); };
    if (std::ranges::none_of(list, same)) list.push_back({looked_at(file), false});
  }
  return list;
}

std::string plugin_json(const std::vector<ListedPlugin>& plugins, int indent) {
  Json array = Json::array();
  for (const ListedPlugin& plugin : plugins) array.push_back(json_of(plugin));
  return array.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace voxtrait

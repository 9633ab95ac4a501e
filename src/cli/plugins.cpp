#include "plugins.hpp"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/core/error.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

/// The values of `--name VALUE` and `--name=VALUE`.
std::vector<std::string> values_of(std::string_view flag, const std::vector<std::string>& words) {
  std::vector<std::string> values;
  const std::string assigned = std::string(flag) + "=";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == flag && i + 1 < words.size()) values.push_back(words[i + 1]);
    if (words[i].starts_with(assigned)) values.push_back(words[i].substr(assigned.size()));
  }
  return values;
}

std::vector<std::string> settings_files(const std::vector<std::string>& words) {
  std::vector<std::string> files = values_of("--settings", words);
  if (words.empty() || words.front() != "explain") return files;
  std::ranges::copy_if(words, std::back_inserter(files),
                       [](const std::string& word) { return word.ends_with(".json"); });
  return files;
}

/// What a settings file asks for. The command that reads the file says what is wrong with it.
void add_requests_of(const std::string& settings, std::vector<PluginRequest>& requests) {
  try {
    std::ranges::move(plugins_of_settings_file(settings), std::back_inserter(requests));
  } catch (const Error&) {
    return;
  }
}

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

Json json_of(const PluginInfo& plugin, bool loaded) {
  Json json;
  json["id"] = plugin.id;
  json["version"] = plugin.version;
  json["abi"] = plugin.abi;
  json["origin"] = plugin.origin;
  json["loaded"] = loaded;
  json["file"] = plugin.file;
  json["sha256"] = plugin.sha256;
  json["families"] = plugin.families;
  json["description"] = plugin.doc;
  return json;
}

std::string text_of(const PluginInfo& plugin, bool loaded) {
  std::string families;
  for (const std::string& family : plugin.families) families += " " + family;
  return plugin.id + " " + plugin.version + "\n  " + plugin.doc + "\n  families    " +
         (families.empty() ? "none" : families.substr(1)) + "\n  ABI         " + plugin.abi +
         "\n  origin      " + plugin.origin +
         (loaded ? "" : ", not loaded: pass --plugin " + plugin.id) + "\n  file        " +
         plugin.file + "\n  SHA-256     " + plugin.sha256 + "\n";
}

}  // namespace

Registry registry_for(int argc, char** argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  std::vector<PluginRequest> requests;
  for (std::string& name : values_of("--plugin", words)) {
    requests.push_back({std::move(name), "named"});
  }
  for (const std::string& file : settings_files(words)) add_requests_of(file, requests);
  FoundPlugins found = find_plugins(requests);
  for (const std::string& warning : found.warnings) {
    std::fprintf(stderr, "voxtrait: warning: %s\n", warning.c_str());
  }
  return std::move(found.registry);
}

void add_plugin_option(CLI::App& app) {
  app.add_option_function<std::vector<std::string>>(
         "--plugin", [](const std::vector<std::string>&) {},
         "Plugin with more families: a shared library, or the name of an installed plugin; may be "
         "given several times")
      ->type_name("PATH")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

std::string plugin_list(const Registry& registry, bool json) {
  Json array = Json::array();
  std::string text;
  std::vector<std::string> loaded;
  for (const PluginInfo& plugin : registry.plugins()) {
    loaded.push_back(plugin.file);
    array.push_back(json_of(plugin, true));
    text += text_of(plugin, true);
  }
  for (const std::filesystem::path& file : installed_plugins()) {
    if (std::ranges::find(loaded, file.string()) != loaded.end()) continue;
    array.push_back(json_of(looked_at(file), false));
    text += text_of(looked_at(file), false);
  }
  return json ? array.dump(2) + "\n" : text;
}

}  // namespace voxtrait::cli

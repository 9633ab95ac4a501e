#include "plugins.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "python.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/settings_json.hpp"
#include "voxtrait/plugin/plugin_list.hpp"

namespace voxtrait::cli {

namespace {

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
  if (std::ranges::find(words, "explain") == words.end()) return files;
  std::ranges::copy_if(words, std::back_inserter(files),
                       [](const std::string& word) { return word.ends_with(".json"); });
  return files;
}

/// The flag of the setting `plugins`: names with commas between, or a JSON list. Other commands
/// have a flag of that name without a value.
void add_requests_of_flag(const std::vector<std::string>& words,
                          std::vector<PluginRequest>& requests) {
  if (std::ranges::find(words, "extract") == words.end()) return;
  for (const std::string& text : values_of("--plugins", words)) {
    Settings settings;
    set_from_text(settings, "/plugins", text, Registry{});
    std::ranges::move(plugin_requests(settings.plugins, {}), std::back_inserter(requests));
  }
}

/// What a settings file asks for. The command that reads the file says what is wrong with it.
void add_requests_of(const std::string& settings, std::vector<PluginRequest>& requests) {
  try {
    const std::filesystem::path folder = std::filesystem::absolute(settings).parent_path();
    std::ranges::move(plugins_of_settings(read_text_file(settings), folder),
                      std::back_inserter(requests));
  } catch (const Error&) {
    return;
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? "none" : text;
}

std::string text_of(const ListedPlugin& listed) {
  const PluginInfo& plugin = listed.info;
  return plugin.id + " " + plugin.version + "\n  " + plugin.doc + "\n  families    " +
         joined(plugin.families) + "\n  filters     " + joined(plugin.filters) +
         "\n  ABI         " + plugin.abi + "\n  origin      " + plugin.origin +
         (listed.loaded ? "" : ", not loaded: pass --plugin " + plugin.id) + "\n  file        " +
         plugin.file + "\n  SHA-256     " + plugin.sha256 + "\n";
}

Registry load_plugins(const std::vector<PluginRequest>& requests, Registry registry) {
  for (const PluginRequest& request : requests) load_plugin(registry, request);
  return registry;
}

}  // namespace

Registry registry_for(const std::vector<std::string>& arguments, const Registry& known, Host host) {
  std::vector<PluginRequest> requests;
  for (std::string& name : values_of("--plugin", arguments)) {
    if (host == Host::program && name.ends_with(".py")) {
      run_in_python("voxtrait", arguments, name);
    }
    if (!name.ends_with(".py")) requests.push_back({std::move(name), "named"});
  }
  add_requests_of_flag(arguments, requests);
  for (const std::string& file : settings_files(arguments)) add_requests_of(file, requests);
  FoundPlugins found = host == Host::program ? find_plugins(requests, known)
                                             : FoundPlugins{load_plugins(requests, known), {}};
  for (const std::string& warning : found.warnings) {
    std::fprintf(stderr, "voxtrait: warning: %s\n", warning.c_str());
  }
  return std::move(found.registry);
}

void add_plugin_option(CLI::App& app) {
  app.add_option_function<std::vector<std::string>>(
         "--plugin", [](const std::vector<std::string>&) {},
         "Plugin with more families: a shared library, a Python file, or the name of an installed "
         "plugin; may be given several times")
      ->type_name("PATH")
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

std::string plugin_list(const Registry& registry, bool json) {
  const std::vector<ListedPlugin> plugins = list_plugins(registry);
  if (json) return plugin_json(plugins, 2) + "\n";
  std::string text;
  for (const ListedPlugin& plugin : plugins) text += text_of(plugin);
  return text;
}

}  // namespace voxtrait::cli

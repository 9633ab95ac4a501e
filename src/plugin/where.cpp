#include "where.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "voxtrait/core/error.hpp"
#include "voxtrait/pipeline/plugin_settings.hpp"
#include "voxtrait/plugin/find_plugins.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr const char* suffix = ".so";

/// The folder of the program or module that this code is a part of.
fs::path own_folder() {
  static const char anchor = 0;
  Dl_info found{};
  std::error_code error;
  if (dladdr(&anchor, &found) != 0 && found.dli_fname != nullptr) {
    const fs::path file = fs::canonical(found.dli_fname, error);
    if (!error) return file.parent_path();
  }
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

/// Where the plugins that come with voxtrait are: beside the installed program, the Python module
/// or the program in its build folder.
std::vector<fs::path> own_plugin_folders() {
  std::vector<fs::path> folders;
  fs::path folder = own_folder();
  for (int level = 0; level < 5 && !folder.empty(); ++level) {
    for (const char* libraries : {VOXTRAIT_LIBDIR, "lib"}) {
      const fs::path candidate = folder / libraries / "voxtrait" / "plugins";
      std::error_code error;
      const bool known = std::ranges::find(folders, candidate) != folders.end();
      if (!known && fs::is_directory(candidate, error)) folders.push_back(candidate);
    }
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return folders;
}

std::vector<fs::path> libraries_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == suffix) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// The entries of VOXTRAIT_PLUGIN_PATH.
std::vector<fs::path> search_path() {
  std::vector<fs::path> entries;
  const char* path = std::getenv("VOXTRAIT_PLUGIN_PATH");
  const std::string text = path == nullptr ? "" : path;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    if (end > begin) entries.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return entries;
}

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(suffix);
}

}  // namespace

std::string plugin_file(const std::string& name) {
  std::error_code error;
  if (is_path(name)) {
    const fs::path file = fs::canonical(name, error);
    if (!error) return file.string();
    throw Error(ErrorCode::plugin_load, "there is no such file", name);
  }
  std::vector<fs::path> folders = search_path();
  std::ranges::copy(own_plugin_folders(), std::back_inserter(folders));
  for (const fs::path& folder : folders) {
    const fs::path file = fs::canonical(folder / (name + suffix), error);
    if (!error) return file.string();
  }
  throw Error(ErrorCode::plugin_load,
              "no plugin of that name is installed; give the path of its shared library, or put "
              "its folder into VOXTRAIT_PLUGIN_PATH",
              name);
}

std::vector<fs::path> installed_plugins() {
  std::vector<fs::path> files;
  for (const fs::path& folder : own_plugin_folders()) {
    std::ranges::copy(libraries_in(folder), std::back_inserter(files));
  }
  return files;
}

std::vector<PluginRequest> plugins_of_settings(std::string_view settings, const fs::path& folder) {
  return plugin_requests(plugins_in_settings(settings), folder);
}

std::vector<PluginRequest> plugin_requests(const std::vector<std::string>& names,
                                           const fs::path& folder) {
  std::vector<PluginRequest> requests;
  for (const std::string& name : names) {
    const bool below = is_path(name) && fs::path(name).is_relative();
    requests.push_back({below ? (folder / name).string() : name, "settings"});
  }
  return requests;
}

FoundPlugins find_plugins(std::span<const PluginRequest> requests, Registry registry) {
  FoundPlugins found{std::move(registry), {}};
  for (const PluginRequest& request : requests) load_plugin(found.registry, request);
  for (const fs::path& entry : search_path()) {
    std::error_code error;
    const bool folder = fs::is_directory(entry, error);
    for (const fs::path& file : folder ? libraries_in(entry) : std::vector{entry}) {
      try {
        load_plugin(found.registry, {file.is_absolute() ? file.string() : "./" + file.string(),
                                     "VOXTRAIT_PLUGIN_PATH"});
      } catch (const Error& problem) {
        found.warnings.push_back("a plugin of VOXTRAIT_PLUGIN_PATH is left out: " +
                                 std::string(problem.what()));
      }
    }
  }
  return found;
}

}  // namespace voxtrait

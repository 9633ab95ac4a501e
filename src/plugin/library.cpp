#include <dlfcn.h>

#include <algorithm>
#include <filesystem>

#include "voxtrait/core/error.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/sha256.hpp"
#include "voxtrait/plugin/add_plugin.hpp"
#include "voxtrait/plugin/find_plugins.hpp"
#include "where.hpp"

namespace voxtrait {

namespace {

[[noreturn]] void cannot_load(const std::string& file, const std::string& why) {
  throw Error(ErrorCode::plugin_load, why, file);
}

/// The library stays for as long as the process: threads and texts of it may, too.
void* open_library(const std::string& file) {
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == nullptr) {
    const char* why = dlerror();
    cannot_load(file, why == nullptr ? "it cannot be loaded" : why);
  }
  return library;
}

template <class Function>
Function* function_of(void* library, const char* name, const std::string& file) {
  void* symbol = dlsym(library, name);
  if (symbol == nullptr) {
    cannot_load(file, "it has no function " + std::string(name) +
                          " and so is no plugin of voxtrait; see voxtrait/plugin.h");
  }
  return reinterpret_cast<Function*>(symbol);
}

void require_version(std::uint32_t abi, const std::string& file) {
  const bool fits = abi >> 16U == VOXTRAIT_ABI_MAJOR && (abi & 0xffffU) <= VOXTRAIT_ABI_MINOR;
  if (fits) return;
  throw Error(ErrorCode::plugin_abi,
              "the plugin was made for version " + abi_text(abi) +
                  " of the plugin interface, this voxtrait takes 1.0 to " + abi_text(VOXTRAIT_ABI) +
                  "; build it again with this voxtrait's voxtrait/plugin.h",
              file);
}

}  // namespace

void load_plugin(Registry& registry, const PluginRequest& request) {
  const auto named = [&request](const PluginInfo& plugin) { return plugin.id == request.name; };
  if (std::ranges::any_of(registry.plugins(), named)) return;
  const std::string file = plugin_file(request.name);
  const auto same = [&file](const PluginInfo& plugin) { return plugin.file == file; };
  if (std::ranges::any_of(registry.plugins(), same)) return;
  PluginInfo found;
  found.file = file;
  found.origin = request.origin;
  const std::string bytes = read_text_file(file);
  found.sha256 = sha256(bytes.data(), bytes.size());
  void* library = open_library(file);
  const std::uint32_t abi =
      function_of<decltype(voxtrait_plugin_abi)>(library, "voxtrait_plugin_abi", file)();
  require_version(abi, file);
  found.abi = abi_text(abi);
  const voxtrait_plugin* plugin = function_of<decltype(voxtrait_plugin_open)>(
      library, "voxtrait_plugin_open", file)(&plugin_host());
  if (plugin == nullptr) cannot_load(file, "the plugin says that it cannot work here");
  add_plugin(registry, *plugin, std::move(found));
}

}  // namespace voxtrait

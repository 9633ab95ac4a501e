#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "program.hpp"
#include "python_plugin.hpp"
#include "voxtrait/plugin/add_plugin.hpp"
#include "voxtrait/plugin/find_plugins.hpp"
#include "voxtrait/plugin/plugin_list.hpp"
#include "voxtrait/plugin/verify_plugins.hpp"

namespace voxtrait::python {

namespace {

void load(const std::string& plugin, const std::string& origin) {
  load_plugin(process_registry(), {plugin, origin});
}

/// Those of VOXTRAIT_PLUGIN_PATH; gives what went wrong.
std::vector<std::string> scan() {
  FoundPlugins found = find_plugins({}, process_registry());
  process_registry() = std::move(found.registry);
  return std::move(found.warnings);
}

/// The program, with the families of this process; returns its exit code.
int run(const std::vector<std::string>& words) {
  const Registry registry = process_registry();
  const py::gil_scoped_release release;
  return cli::run_program(words, registry, cli::Host::python);
}

void add(const py::dict& description, const std::string& origin) {
  const auto plugin = std::make_shared<const PythonPlugin>(description);
  PluginInfo found;
  found.origin = origin;
  found.abi = abi_text(VOXTRAIT_ABI);
  add_plugin(process_registry(), plugin->table(), std::move(found), plugin);
}

/// Section and key of every setting that plugins of this process, or the named ones, bring.
std::vector<std::pair<std::string, std::string>> settings_of(const std::vector<std::string>& names,
                                                             const std::string& folder) {
  Registry registry = process_registry();
  for (const PluginRequest& request : plugin_requests(names, folder)) {
    load_plugin(registry, request);
  }
  std::vector<std::pair<std::string, std::string>> places;
  for (const Family& family : registry.families()) {
    for (const SettingDeclaration& setting : family.settings) {
      places.emplace_back(family.info.id, setting.key);
    }
  }
  return places;
}

py::tuple verify_all(const std::filesystem::path& data, int threads) {
  const auto values = std::make_shared<std::vector<VerifiedValue>>();
  run_interruptibly(
      [=, registry = process_registry()](const std::stop_token&) {
        *values = verify_plugins(registry, data, threads);
      },
      {});
  return to_python(*values);
}

}  // namespace

/// Never destroyed: it may hold Python objects, and the interpreter ends before statics do.
Registry& process_registry() {
  static auto* registry = new Registry(builtin_registry());
  return *registry;
}

void bind_plugins(py::module_& module) {
  module.def("load_plugin", &load, py::arg("plugin"), py::arg("origin"));
  module.def("scan_plugins", &scan);
  module.def("forget_plugins", [] { process_registry() = builtin_registry(); });
  module.def("add_plugin", &add, py::arg("description"), py::arg("origin"));
  module.def("plugin_settings", &settings_of, py::arg("names"), py::arg("folder"));
  module.def("run_program", &run, py::arg("words"));
  module.def("plugins", [] { return plugin_json(list_plugins(process_registry())); });
  module.def("verify_plugins", &verify_all, py::arg("data"), py::arg("threads"));
}

}  // namespace voxtrait::python

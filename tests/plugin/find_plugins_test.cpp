#include "voxtrait/plugin/find_plugins.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "support/errors.hpp"
#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/plugin/verify_plugins.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::FoundPlugins;
using voxtrait::PluginRequest;
using voxtrait::Registry;
using voxtrait::test::contains;
using voxtrait::test::error_of;

std::string broken(const std::string& name) {
  return std::string(VOXTRAIT_BROKEN_PLUGINS) + "/" + name + ".so";
}

/// VOXTRAIT_PLUGIN_PATH for as long as it lives.
class SearchPath {
 public:
  explicit SearchPath(const std::string& path) { setenv("VOXTRAIT_PLUGIN_PATH", path.c_str(), 1); }
  ~SearchPath() { unsetenv("VOXTRAIT_PLUGIN_PATH"); }
  SearchPath(const SearchPath&) = delete;
  SearchPath& operator=(const SearchPath&) = delete;
};

Error error_for(const std::string& name) {
  return error_of([&] {
    const std::vector<PluginRequest> requests{{name, "named"}};
    voxtrait::find_plugins(requests);
  });
}

}  // namespace

TEST_CASE("a library that is no plugin of this version is refused, and it says why") {
  struct Case {
    std::string name;
    ErrorCode code;
    const char* message;
  };
  const std::vector<Case> cases{
      {broken("none"), ErrorCode::plugin_load, "no such file"},
      {"nobody.none", ErrorCode::plugin_load, "no plugin of that name"},
      {std::string(VOXTRAIT_DATA_DIR) + "/ibsi/settings/A.json", ErrorCode::plugin_load,
       "invalid ELF header"},
      {broken("no_abi"), ErrorCode::plugin_load, "no function voxtrait_plugin_abi"},
      {broken("no_open"), ErrorCode::plugin_load, "no function voxtrait_plugin_open"},
      {broken("later_major"), ErrorCode::plugin_abi, "version 2.0"},
      {broken("later_minor"), ErrorCode::plugin_abi, "version 1.2"},
      {broken("unwilling"), ErrorCode::plugin_load, "cannot work"},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const Error error = error_for(c.name);
    CHECK(error.code() == c.code);
    CHECK_THAT(error.what(), Catch::Contains(c.message));
  }
}

TEST_CASE("what is found by scanning and fails is a warning; the rest is there") {
  const SearchPath path(VOXTRAIT_BROKEN_PLUGINS ":/nowhere");
  const FoundPlugins found = voxtrait::find_plugins({});
  CHECK(found.registry.find("test.throwing") != nullptr);
  CHECK(found.registry.plugins().front().origin == "VOXTRAIT_PLUGIN_PATH");
  CHECK(found.warnings.size() == 6);
  for (const char* part :
       {"no_abi", "no_open", "later_major", "later_minor", "unwilling", "/nowhere"}) {
    CHECK(std::ranges::any_of(found.warnings,
                              [part](const std::string& w) { return contains(w, part); }));
  }
}

TEST_CASE("a plugin is loaded once, however often it is named") {
  const std::vector<PluginRequest> requests{{broken("throwing"), "named"},
                                            {broken("throwing"), "settings"}};
  const FoundPlugins found = voxtrait::find_plugins(requests);
  REQUIRE(found.registry.plugins().size() == 1);
  const voxtrait::PluginInfo& plugin = found.registry.plugins().front();
  CHECK(plugin.origin == "named");
  CHECK(plugin.abi == "1.1");
  CHECK(plugin.sha256.size() == 64);
}

TEST_CASE("an exception that leaves a shared library becomes a status") {
  const std::vector<PluginRequest> requests{{broken("throwing"), "named"}};
  const Registry registry = voxtrait::find_plugins(requests).registry;
  const auto phantom =
      voxtrait::test::random_phantom(voxtrait::test::geometry_of({6, 5, 4}), {1, 1, 1}, 9);
  voxtrait::Settings settings;
  settings.families = {"test.throwing"};
  const auto table = voxtrait::Extractor(settings, registry).extract(phantom.image, phantom.mask);
  CHECK(table.rows.front().value.status == voxtrait::Status::failed);
  CHECK_THAT(table.rows.front().value.reason, Catch::Contains("there is no coffee"));
}

TEST_CASE("the plugin of body composition matches its phantom, counted by hand") {
  const std::vector<PluginRequest> requests{{VOXTRAIT_BODYCOMP, "named"}};
  const Registry registry = voxtrait::find_plugins(requests).registry;
  const auto values = voxtrait::verify_plugins(registry, {}, 2);
  CHECK(values.size() == 23);
  for (const voxtrait::VerifiedValue& value : values) {
    INFO(value.reference.configuration << " " << value.reference.feature);
    CHECK(value.verdict == voxtrait::Verdict::matched);
  }
}

#include "voxtrait/plugin/add_plugin.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "support/errors.hpp"
#include "support/made_up_plugin.hpp"

namespace {

using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Registry;
using voxtrait::test::contains;
using voxtrait::test::error_of;
using voxtrait::test::MadeUpPlugin;

namespace plugin = voxtrait::plugin;

struct BadPlugin {
  const char* what;
  std::function<void(MadeUpPlugin&)> change;
  ErrorCode code;
  const char* message;
};

const std::vector<BadPlugin>& bad_plugins() {
  const auto invalid = ErrorCode::plugin_invalid;
  static const char latin1[] = "\xe9";
  static const std::vector<BadPlugin> cases{
      {"plugin id without vendor", [](auto& p) { p.description.id = "plugin"; }, invalid,
       "vendor.plugin"},
      {"plugin id in capitals", [](auto& p) { p.description.id = "Test.plugin"; }, invalid,
       "lower case"},
      {"no plugin id", [](auto& p) { p.description.id = nullptr; }, invalid, "vendor.plugin"},
      {"no version", [](auto& p) { p.description.version = ""; }, invalid, "no version"},
      {"filters", [](auto& p) { p.description.filter_count = 1; }, invalid, "list of tables"},
      {"short plugin table", [](auto& p) { p.description.size = 16; }, invalid, "shorter"},
      {"family id without vendor", [](auto& p) { p.family.id = "family"; }, invalid,
       "vendor.family"},
      {"family id with a path", [](auto& p) { p.family.id = "test.../family"; }, invalid,
       "vendor.family"},
      {"built-in family id", [](auto& p) { p.family.id = "glcm"; }, invalid, "vendor.family"},
      {"short family table", [](auto& p) { p.family.size -= 8; }, invalid, "shorter"},
      {"family without doc", [](auto& p) { p.family.doc = nullptr; }, invalid, "no doc"},
      {"family without compute", [](auto& p) { p.family.compute = nullptr; }, invalid, "computes"},
      {"family without features", [](auto& p) { p.features.clear(); }, invalid, "no features"},
      {"unknown input", [](auto& p) { p.family.inputs |= 1U << 30U; }, invalid, "does not know"},
      {"unknown flag", [](auto& p) { p.family.flags = 1U << 30U; }, invalid, "does not know"},
      {"negative margin", [](auto& p) { p.family.margin_mm = -1; }, invalid, "margin"},
      {"margin that is no number",
       [](auto& p) { p.family.margin_mm = std::numeric_limits<double>::quiet_NaN(); }, invalid,
       "margin"},
      {"aggregation without matrices", [](auto& p) { p.aggregations = {VOXTRAIT_MERGED_3D}; },
       invalid, "aggregation"},
      {"aggregation of other matrices",
       [](auto& p) {
         p.family.inputs = VOXTRAIT_INPUT_GLSZM;
         p.aggregations = {VOXTRAIT_MERGED_3D};
       },
       invalid, "aggregation"},
      {"aggregation of two kinds of matrices",
       [](auto& p) {
         p.family.inputs = VOXTRAIT_INPUT_GLCM | VOXTRAIT_INPUT_GLRLM;
         p.aggregations = {VOXTRAIT_MERGED_3D};
       },
       invalid, "aggregation"},
      {"unknown aggregation", [](auto& p) { p.aggregations = {99}; }, invalid, "aggregation"},
      {"aggregation twice",
       [](auto& p) {
         p.family.inputs = VOXTRAIT_INPUT_GLCM;
         p.aggregations = {VOXTRAIT_MERGED_3D, VOXTRAIT_MERGED_3D};
       },
       invalid, "twice"},
      {"feature id with a space", [](auto& p) { p.features[0].id = "an id"; }, invalid,
       "lower-case"},
      {"no feature id", [](auto& p) { p.features[0].id = nullptr; }, invalid, "lower-case"},
      {"feature without doc", [](auto& p) { p.features[1].doc = nullptr; }, invalid, "no doc"},
      {"feature code of five characters", [](auto& p) { p.features[0].code = "ABCDE"; }, invalid,
       "four characters"},
      {"text that is not UTF-8", [](auto& p) { p.features[0].name = latin1; }, invalid, "UTF-8"},
      {"short feature table", [](auto& p) { p.features[0].size = 8; }, invalid, "shorter"},
      {"feature id twice", [](auto& p) { p.features[1].id = "one"; }, ErrorCode::registry_duplicate,
       "registered already"},
      {"IBSI's code of another feature", [](auto& p) { p.features[0].code = "TU9B"; },
       ErrorCode::registry_duplicate, "registered already"},
      {"setting key in capitals",
       [](auto& p) { p.settings = {plugin::setting("Key", VOXTRAIT_NUMBER, "1", "For tests.")}; },
       invalid, "lower-case"},
      {"setting without doc",
       [](auto& p) { p.settings = {plugin::setting("key", VOXTRAIT_NUMBER, "1", nullptr)}; },
       invalid, "no doc"},
      {"setting of unknown type",
       [](auto& p) { p.settings = {plugin::setting("key", 7, "1", "For tests.")}; }, invalid,
       "unknown type"},
      {"default of another type",
       [](auto& p) {
         p.settings = {plugin::setting("key", VOXTRAIT_NUMBER, "\"a\"", "For tests.")};
       },
       invalid, "a number"},
      {"default that is no JSON",
       [](auto& p) { p.settings = {plugin::setting("key", VOXTRAIT_TEXT, "a", "For tests.")}; },
       invalid, "a text"},
      {"choice without choices",
       [](auto& p) {
         p.settings = {plugin::setting("key", VOXTRAIT_CHOICE, "\"a\"", "For tests.")};
       },
       invalid, "one of"},
      {"setting twice",
       [](auto& p) {
         p.settings = {plugin::setting("key", VOXTRAIT_NUMBER, "1", "For tests."),
                       plugin::setting("key", VOXTRAIT_NUMBER, "1", "For tests.")};
       },
       invalid, "twice"},
  };
  return cases;
}

}  // namespace

TEST_CASE("a plugin whose tables are wrong is refused as a whole, and it says why") {
  for (const BadPlugin& bad : bad_plugins()) {
    INFO(bad.what);
    MadeUpPlugin made;
    bad.change(made);
    Registry registry = voxtrait::builtin_registry();
    const std::size_t before = registry.families().size();
    const Error error = error_of([&] { made.add_to(registry); });
    CHECK(error.code() == bad.code);
    CHECK_THAT(error.what(), Catch::Contains(bad.message));
    CHECK(registry.families().size() == before);
    CHECK(registry.plugins().empty());
  }
}

TEST_CASE("a plugin or family that is there already is a duplicate") {
  MadeUpPlugin made;
  Registry registry = made.registry();
  CHECK(error_of([&] { made.add_to(registry); }).code() == ErrorCode::registry_duplicate);
  made.description.id = "test.other";
  CHECK(error_of([&] { made.add_to(registry); }).code() == ErrorCode::registry_duplicate);
  CHECK(registry.plugins().size() == 1);
}

TEST_CASE("a plugin's family is a family like others") {
  MadeUpPlugin made;
  made.features[0].code = "ZZZZ";
  const Registry registry = made.registry();
  const voxtrait::Family& family = *registry.find("test.family");
  CHECK(family.info.name == "test.family");
  CHECK(family.features[0].name == "One");
  CHECK(family.features[1].name == "two");
  CHECK(family.features[1].unit == "1");
  CHECK(find_features(registry, "ZZZZ").size() == 1);
  CHECK(find_features(registry, "test.family.two").size() == 1);
  CHECK(registry.plugins().front().version == "1.2");
  CHECK(registry.plugins().front().families == std::vector<std::string>{"test.family"});
}

TEST_CASE("texts of a plugin are copied") {
  std::string id = "test.family";
  std::string doc = "For tests.";
  MadeUpPlugin made;
  made.family.id = id.c_str();
  made.features[0].doc = doc.c_str();
  const Registry registry = made.registry();
  id = "xxxxxxxxxxx";
  doc = "xxxxxxxxxx";
  REQUIRE(registry.find("test.family") != nullptr);
  CHECK(registry.find("test.family")->features[0].doc == "For tests.");
}

TEST_CASE("tables of a plugin may be longer than voxtrait knows them") {
  struct LaterFeature {
    voxtrait_feature known;
    std::array<std::uint64_t, 3> appended;
  };
  std::array<LaterFeature, 2> later{};
  MadeUpPlugin made;
  for (std::size_t i = 0; i < later.size(); ++i) {
    later[i] = {made.features[i], {1, 2, 3}};
    later[i].known.size = sizeof(LaterFeature);
  }
  Registry registry;
  made.family.features = &later[0].known;
  made.family.feature_count = later.size();
  made.description.families = &made.family;
  made.description.family_count = 1;
  voxtrait::add_plugin(registry, made.description, {});
  CHECK(registry.find("test.family")->features[1].id == "two");
}

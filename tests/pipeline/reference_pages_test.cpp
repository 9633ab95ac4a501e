#include "voxtrait/pipeline/reference_pages.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "support/errors.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using voxtrait::Family;
using voxtrait::FeatureInfo;
using voxtrait::Registry;
using voxtrait::test::contains;

std::map<std::string, std::string> pages() {
  std::map<std::string, std::string> result;
  for (const auto& page : voxtrait::reference_pages(voxtrait::builtin_registry())) {
    REQUIRE(result.emplace(page.file_name, page.text).second);
  }
  return result;
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// The part of a page on one feature: from the line of its id back to the heading and on to the
/// next one.
std::string section_of(const std::string& page, std::string_view id) {
  const std::size_t at = page.find("- Id: " + quoted(id) + "\n");
  REQUIRE(at != std::string::npos);
  const std::size_t begin = page.rfind("\n## ", at);
  REQUIRE(begin != std::string::npos);
  return page.substr(begin, page.find("\n## ", at) - begin);
}

}  // namespace

TEST_CASE("there is a page for each family, settings, filters, image types and an index of all") {
  const Registry registry = voxtrait::builtin_registry();
  const auto all = pages();
  CHECK(all.size() == registry.families().size() + 4);
  for (const Family& family : registry.families()) {
    const std::string file = std::string(family.info.id) + ".md";
    REQUIRE(all.contains(file));
    CHECK(contains(all.at("README.md"), "(" + file + ")"));
  }
  CHECK(contains(all.at("README.md"), "(settings.md)"));
  CHECK(contains(all.at("README.md"), "(filters.md)"));
  CHECK(contains(all.at("README.md"), "(image_types.md)"));
  for (const auto& filter : registry.filters()) {
    CHECK(contains(all.at("filters.md"), "## " + std::string(filter.info.name) + "\n"));
    for (const auto& setting : filter.settings) {
      CHECK(contains(all.at("filters.md"), "| " + quoted(setting.key) + " |"));
    }
  }
}

TEST_CASE("every feature has its name, id, code, unit, formula and conditions on its page") {
  const Registry registry = voxtrait::builtin_registry();
  const auto all = pages();
  for (const Family& family : registry.families()) {
    const std::string& page = all.at(std::string(family.info.id) + ".md");
    for (const FeatureInfo& feature : family.features) {
      const std::string section = section_of(page, feature.id);
      CAPTURE(feature.id);
      CHECK(contains(section, "## " + std::string(feature.name) + "\n"));
      CHECK(contains(section, "$$" + std::string(feature.formula) + "$$\n"));
      CHECK(contains(section, feature.code.empty() ? "none" : quoted(feature.code)));
      CHECK((feature.parameter_code.empty() || contains(section, quoted(feature.parameter_code))));
      CHECK(contains(section, "- Unit: " + std::string(feature.unit) + "\n"));
      for (const auto& text : {feature.doc, feature.undefined_when, feature.remark}) {
        CHECK(contains(section, text));
      }
    }
  }
}

TEST_CASE("every formula is closed: dollars and braces come in pairs") {
  const Registry registry = voxtrait::builtin_registry();
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      CAPTURE(family.info.id, feature.id);
      CHECK_FALSE(contains(feature.formula, "$"));
      CHECK(std::ranges::count(feature.formula, '{') == std::ranges::count(feature.formula, '}'));
      CHECK(std::ranges::count(feature.formula, '(') == std::ranges::count(feature.formula, ')'));
    }
  }
}

TEST_CASE("every aggregation of a family stands on its page with its code") {
  const auto all = pages();
  const Registry registry = voxtrait::builtin_registry();
  for (const Family& family : registry.families()) {
    for (const voxtrait::Aggregation a : family.aggregations) {
      CHECK(contains(all.at(std::string(family.info.id) + ".md"),
                     "| " + quoted(info(a).name) + " | " + quoted(info(a).code) + " |"));
    }
  }
}

TEST_CASE("every setting stands on the page of settings with flag, type, unit and default") {
  const std::string text = pages().at("settings.md");
  for (const auto& setting : voxtrait::setting_infos(voxtrait::builtin_registry())) {
    CAPTURE(setting.pointer);
    const std::size_t at = text.find("## " + quoted(setting.pointer) + "\n");
    REQUIRE(at != std::string::npos);
    const std::string section = text.substr(at, text.find("\n## ", at) - at);
    CHECK(contains(section, setting.doc));
    CHECK(contains(section, quoted(setting.flag)));
    CHECK(contains(section, setting.type));
    CHECK(contains(section, setting.unit));
    CHECK(contains(section, "- Default: " + quoted(setting.default_value)));
  }
}

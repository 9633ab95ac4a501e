#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "commands.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/registry/feature_id.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const FeatureLocation& location) {
  const FeatureInfo& feature = *location.feature;
  Json json;
  json["family"] = location.family->info.id;
  json["feature"] = feature.id;
  json["name"] = feature.name;
  json["ibsi_code"] = feature.code;
  json["parameter_code"] = feature.parameter_code;
  json["unit"] = feature.unit;
  json["formula"] = feature.formula;
  json["description"] = feature.doc;
  json["undefined_when"] = feature.undefined_when;
  json["remark"] = feature.remark;
  json["pyradiomics"] = pyradiomics_name(location.family->info, feature);
  json["formula_of"] = feature.formula_of;
  json["ibsi_section"] = location.family->info.section;
  json["aggregations"] = Json::array();
  for (const Aggregation a : location.family->aggregations) json["aggregations"].push_back(name(a));
  return json;
}

std::string line(const std::string& title, std::string_view text) {
  if (text.empty()) return {};
  return "  " + title + std::string(16 - title.size(), ' ') + std::string(text) + "\n";
}

std::string text_of(const FeatureLocation& location) {
  const FamilyInfo& family = location.family->info;
  const FeatureInfo& feature = *location.feature;
  std::string aggregations;
  for (const Aggregation a : location.family->aggregations) {
    aggregations += (aggregations.empty() ? "" : ", ") + std::string(name(a)) + " (" +
                    std::string(info(a).code) + ")";
  }
  return std::string(family.id) + "." + std::string(feature.id) + "\n" +
         line("name", feature.name) + line("description", feature.doc) +
         line("formula", feature.formula) + line("unit", feature.unit) +
         line("IBSI code", feature.code) + line("parameter code", feature.parameter_code) +
         line("PyRadiomics", pyradiomics_name(family, feature)) +
         line("formula of", feature.formula_of) +
         line("IBSI section", family.section.empty()
                                  ? std::string()
                                  : std::string(family.section) + " " + std::string(family.name)) +
         line("aggregations", aggregations) + line("undefined when", feature.undefined_when) +
         line("remark", feature.remark);
}

std::vector<FeatureLocation> all_features(const Registry& registry) {
  std::vector<FeatureLocation> all;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) all.push_back({&family, &feature});
  }
  return all;
}

[[noreturn]] void not_found(const std::string& query, const Registry& registry) {
  std::vector<std::string> known;
  for (const FeatureLocation& location : all_features(registry)) {
    known.emplace_back(location.feature->id);
    known.emplace_back(location.feature->code);
  }
  throw Error(ErrorCode::config_invalid, "there is no feature \"" + query + "\"; did you mean \"" +
                                             nearest_name(query, known) +
                                             "\"? 'voxtrait list' names all");
}

int describe(const std::string& query, bool json) {
  const Registry registry = builtin_registry();
  const std::vector<FeatureLocation> found = find_features(registry, query);
  if (found.empty()) not_found(query, registry);
  Json array = Json::array();
  std::string text;
  for (const FeatureLocation& location : found) {
    if (json) array.push_back(json_of(location));
    text += (text.empty() ? "" : "\n") + text_of(location);
  }
  print(json ? array.dump(2) + "\n" : text);
  return all_right;
}

std::string list_line(const FeatureLocation& location) {
  std::string id = std::string(location.family->info.id) + "." + std::string(location.feature->id);
  id.resize(std::max<std::size_t>(id.size(), 70), ' ');
  return id + "  " + std::string(location.feature->code) + "  " +
         std::string(location.feature->name) + "\n";
}

int list(const std::string& family, bool json) {
  const Registry registry = builtin_registry();
  if (!family.empty() && registry.find(family) == nullptr) {
    std::vector<std::string> known;
    for (const std::string_view id : registry.family_ids()) known.emplace_back(id);
    throw Error(ErrorCode::config_invalid, "unknown family; " + nearest_hint(family, known),
                "--family");
  }
  Json array = Json::array();
  std::string text;
  for (const FeatureLocation& location : all_features(registry)) {
    if (!family.empty() && location.family->info.id != family) continue;
    if (json) array.push_back(json_of(location));
    text += list_line(location);
  }
  print(json ? array.dump(2) + "\n" : text);
  return all_right;
}

}  // namespace

void add_describe(CLI::App& app, Action& action) {
  const auto query = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("describe", "Explain a feature: formula, code, unit.");
  command->footer("Examples:\n  voxtrait describe joint_entropy\n  voxtrait describe TU9B --json");
  command->add_option("FEATURE", *query, "Feature id, family.feature or IBSI code")->required();
  command->add_flag("--json", *json, "Print JSON");
  command->callback([=, &action] { action = [=] { return describe(*query, *json); }; });
}

void add_list(CLI::App& app, Action& action) {
  const auto family = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("list", "List all features with their IBSI codes.");
  command->footer("Example:\n  voxtrait list --family glcm");
  command->add_option("--family", *family, "Only this family");
  command->add_flag("--json", *json, "Print JSON");
  command->callback([=, &action] { action = [=] { return list(*family, *json); }; });
}

}  // namespace voxtrait::cli

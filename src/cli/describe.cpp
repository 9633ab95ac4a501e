#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"
#include "plugins.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/pipeline/feature_json.hpp"
#include "voxtrait/registry/feature_id.hpp"

namespace voxtrait::cli {

namespace {

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

[[noreturn]] void not_found(const std::string& query, const Registry& registry) {
  throw Error(ErrorCode::config_invalid, "there is no feature \"" + query + "\"; did you mean \"" +
                                             nearest_feature(registry, query) +
                                             "\"? 'voxtrait list' names all");
}

int describe(const std::string& query, const std::string& profile, bool json,
             const Registry& registry) {
  const std::vector<FeatureLocation> found =
      profile.empty() ? find_features(registry, query, std::nullopt)
                      : find_features(registry, query, profile_named(profile));
  if (found.empty()) not_found(query, registry);
  std::string text;
  for (const FeatureLocation& location : found) {
    text += (text.empty() ? "" : "\n") + text_of(location);
  }
  print(json ? feature_json(found, 2) + "\n" : text);
  return all_right;
}

std::string list_line(const FeatureLocation& location) {
  std::string id = std::string(location.family->info.id) + "." + std::string(location.feature->id);
  id.resize(std::max<std::size_t>(id.size(), 70), ' ');
  return id + "  " + std::string(location.feature->code) + "  " +
         std::string(location.feature->name) + "\n";
}

const Family& family_named(const Registry& registry, const std::string& id) {
  if (const Family* family = registry.find(id)) return *family;
  std::vector<std::string> known;
  for (const std::string_view family : registry.family_ids()) known.emplace_back(family);
  throw Error(ErrorCode::config_invalid, "unknown family; " + nearest_hint(id, known), "--family");
}

int list(const std::string& family, const std::string& profile, bool json,
         const Registry& registry) {
  std::vector<FeatureLocation> found;
  if (family.empty()) {
    found = features_of(registry, profile_named(profile));
  } else {
    const Family& only = family_named(registry, family);
    for (const FeatureInfo& feature : only.features) found.push_back({&only, &feature});
  }
  std::string text;
  for (const FeatureLocation& location : found) text += list_line(location);
  print(json ? feature_json(found, 2) + "\n" : text);
  return all_right;
}

}  // namespace

void add_describe(CLI::App& app, const Registry& registry, Action& action) {
  const auto query = std::make_shared<std::string>();
  const auto profile = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("describe", "Explain a feature: formula, code, unit.");
  command->footer("Examples:\n  voxtrait describe joint_entropy\n  voxtrait describe TU9B --json");
  command->add_option("FEATURE", *query, "Feature id, family.feature or IBSI code")->required();
  command->add_option("--profile", *profile, "Only features of this profile");
  command->add_flag("--json", *json, "Print JSON");
  command->callback([=, &registry, &action] {
    action = [=, &registry] { return describe(*query, *profile, *json, registry); };
  });
}

void add_list(CLI::App& app, const Registry& registry, Action& action) {
  const auto family = std::make_shared<std::string>();
  const auto profile = std::make_shared<std::string>("ibsi");
  const auto json = std::make_shared<bool>(false);
  const auto plugins = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("list", "List all features of a profile with their IBSI codes.");
  command->footer(
      "Examples:\n  voxtrait list --family glcm\n  voxtrait list --profile pyradiomics\n"
      "  voxtrait list --plugins");
  command->add_option("--family", *family, "Only this family");
  command->add_option("--profile", *profile, "ibsi (default) or pyradiomics");
  command->add_flag("--json", *json, "Print JSON");
  command->add_flag("--plugins", *plugins, "List plugins instead of features");
  command->callback([=, &registry, &action] {
    action = [=, &registry] {
      if (!*plugins) return list(*family, *profile, *json, registry);
      print(plugin_list(registry, *json));
      return int{all_right};
    };
  });
}

}  // namespace voxtrait::cli

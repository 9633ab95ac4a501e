#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"
#include "plugins.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/pipeline/declared_setting.hpp"
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

std::string text_of(const Filter& filter) {
  std::string text = "filter " + std::string(filter.info.id) + "\n" +
                     line("name", filter.info.name) + line("description", filter.info.doc) +
                     line("IBSI code", filter.info.code);
  for (const SettingDeclaration& setting : filter.settings) {
    const std::string unit = setting.unit.empty() ? "" : " [" + std::string(setting.unit) + "]";
    text += "  " + std::string(setting.key) + unit + ": " + expected_of(setting) + ", default " +
            default_of(setting) + "; " + std::string(setting.doc) + "\n";
  }
  return text;
}

[[noreturn]] void not_found(const std::string& query, const Registry& registry) {
  throw Error(ErrorCode::config_invalid,
              "there is no feature or filter \"" + query + "\"; did you mean \"" +
                  nearest_feature(registry, query) + "\"? 'voxtrait list' names all");
}

int describe(const std::string& query, const std::string& profile, bool json,
             const Registry& registry) {
  const std::vector<FeatureLocation> found =
      profile.empty() ? find_features(registry, query, std::nullopt)
                      : find_features(registry, query, profile_named(profile));
  const std::vector<const Filter*> filters =
      found.empty() ? find_filters(registry, query) : std::vector<const Filter*>{};
  if (found.empty() && filters.empty()) not_found(query, registry);
  if (json && found.empty()) {
    print(filter_json(filters, 2) + "\n");
    return all_right;
  }
  std::string text;
  for (const Filter* filter : filters) text += text_of(*filter);
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

int list_filters(const Registry& registry, bool json) {
  const std::vector<const Filter*> filters = find_filters(registry, {});
  std::string text;
  for (const Filter* filter : filters) {
    std::string id(filter->info.id);
    id.resize(std::max<std::size_t>(id.size(), 24), ' ');
    std::string code(filter->info.code);
    code.resize(4, ' ');
    text += id + "  " + code + "  " + std::string(filter->info.name) + "\n";
  }
  print(json ? filter_json(filters, 2) + "\n" : text);
  return all_right;
}

}  // namespace

void add_describe(CLI::App& app, const Registry& registry, Action& action) {
  const auto query = std::make_shared<std::string>();
  const auto profile = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("describe", "Explain a feature (formula, code, unit) or a filter.");
  command->footer("Examples:\n  voxtrait describe joint_entropy\n  voxtrait describe TU9B --json\n"
                  "  voxtrait describe laws");
  command->add_option("FEATURE", *query, "Feature id, family.feature, filter or IBSI code")
      ->required();
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
  const auto filters = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("list", "List all features of a profile with their IBSI codes.");
  command->footer(
      "Examples:\n  voxtrait list --family glcm\n  voxtrait list --profile pyradiomics\n"
      "  voxtrait list --filters\n  voxtrait list --plugins");
  command->add_option("--family", *family, "Only this family");
  command->add_option("--profile", *profile, "ibsi (default) or pyradiomics");
  command->add_flag("--json", *json, "Print JSON");
  command->add_flag("--filters", *filters, "List image filters instead of features");
  command->add_flag("--plugins", *plugins, "List plugins instead of features");
  command->callback([=, &registry, &action] {
    action = [=, &registry] {
      if (*filters) return list_filters(registry, *json);
      if (!*plugins) return list(*family, *profile, *json, registry);
      print(plugin_list(registry, *json));
      return int{all_right};
    };
  });
}

}  // namespace voxtrait::cli

#include "voxtrait/pipeline/reference_pages.hpp"

#include "voxtrait/filter/pyradiomics.hpp"
#include "voxtrait/pipeline/declared_setting.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait {

namespace {

constexpr const char* generated =
    "<!-- Made by `voxtrait reference`; change the registry instead. -->\n\n";

std::string code_text(std::string_view code) {
  return code.empty() ? std::string("none") : "`" + std::string(code) + "`";
}

std::string paragraph(std::string_view title, std::string_view text) {
  if (text.empty()) return {};
  return "- " + std::string(title) + ": " + std::string(text) + "\n";
}

std::string feature_text(const FeatureInfo& feature) {
  std::string text = "## " + std::string(feature.name) + "\n\n" + std::string(feature.doc) + "\n\n";
  if (!feature.formula.empty()) text += "$$" + std::string(feature.formula) + "$$\n\n";
  text += "- Id: `" + std::string(feature.id) + "`\n";
  text += paragraph("Name in PyRadiomics", feature.pyradiomics);
  text += paragraph("Formula of IBSI", feature.formula_of);
  if (feature.optional) text += paragraph("Computed", "only with `pyradiomics.optionalFeatures`");
  text += "- IBSI code: " + code_text(feature.code);
  if (!feature.parameter_code.empty()) text += ", parameter " + code_text(feature.parameter_code);
  text += "\n";
  text += "- Unit: " + std::string(feature.unit) + "\n";
  text += paragraph("Undefined when", feature.undefined_when);
  text += paragraph("Remark", feature.remark);
  return text + "\n";
}

std::string aggregation_table(const Family& family) {
  std::string text = "| aggregation | IBSI code | meaning |\n|---|---|---|\n";
  for (const Aggregation aggregation : family.aggregations) {
    const AggregationInfo& a = info(aggregation);
    text += "| `" + std::string(a.name) + "` | `" + std::string(a.code) + "` | " +
            std::string(a.doc) + " |\n";
  }
  return text + "\n";
}

/// Where the definitions of a family stand.
std::string origin_text(const FamilyInfo& family) {
  if (family.profile == Profile::pyradiomics) {
    return "class " + code_text(family.pyradiomics) + " of PyRadiomics";
  }
  if (family.code.empty()) return "of a plugin";
  return "IBSI code " + code_text(family.code) + ", section " + std::string(family.section) +
         " of the IBSI manual";
}

std::string family_text(const Family& family) {
  std::string text = generated + ("# " + std::string(family.info.name)) + "\n\n";
  text += std::string(family.info.doc) + " Family `" + std::string(family.info.id) + "`, " +
          origin_text(family.info) + ", " + std::to_string(family.features.size()) +
          " features.\n\n";
  text += aggregation_table(family);
  for (const FeatureInfo& feature : family.features) text += feature_text(feature);
  return text;
}

std::string index_text(const Registry& registry) {
  std::string text =
      std::string(generated) + "# Features\n\n| family | features | what |\n|---|---|---|\n";
  for (const Family& family : registry.families()) {
    const std::string id(family.info.id);
    text += "| [`" + id + "`](" + id;
    text += ".md) | " + std::to_string(family.features.size());
    text += " | " + std::string(family.info.doc) + " |\n";
  }
  return text + "\nSettings: [settings.md](settings.md). Filters: [filters.md](filters.md), "
                "[image_types.md](image_types.md).\n";
}

std::string settings_text(const Registry& registry) {
  std::string text = std::string(generated) + "# Settings\n\nA settings file is a JSON object; " +
                     "absent keys take their defaults. The flag overrides the file.\n\n";
  for (const SettingInfo& setting : setting_infos(registry)) {
    text += "## `" + setting.pointer + "`\n\n" + setting.doc + "\n\n- Flag: `" + setting.flag +
            "`\n- Expects: " + setting.type + "\n";
    if (!setting.unit.empty()) text += "- Unit: " + setting.unit + "\n";
    text += "- Default: `" + setting.default_value + "`\n\n";
  }
  return text;
}

std::string filter_text(const Filter& filter) {
  std::string text = "## " + std::string(filter.info.name) + "\n\n";
  text += std::string(filter.info.doc) + "\n\n- Type: `" + std::string(filter.info.id) +
          "`\n- IBSI code: " + code_text(filter.info.code) + "\n\n";
  if (filter.settings.empty()) return text;
  text += "| setting | expects | unit | default | what |\n|---|---|---|---|---|\n";
  for (const SettingDeclaration& setting : filter.settings) {
    text += "| `" + std::string(setting.key) + "` | " + expected_of(setting) + " | " +
            std::string(setting.unit) + " | `" + default_of(setting) + "` | " +
            std::string(setting.doc) + " |\n";
  }
  return text + "\n";
}

std::string filters_text(const Registry& registry) {
  std::string text = std::string(generated) +
                     "# Filters\n\nA filter is an entry of the setting `/filters`, such as "
                     "`{\"type\": \"log\", \"sigma_mm\": 3}`; `voxtrait filter` writes its "
                     "response map. An image variant has the filter's `name`, or else a name made "
                     "of the type and the settings that are not defaults.\n\n";
  for (const Filter& filter : registry.filters()) text += filter_text(filter);
  return text;
}

std::string image_types_text() {
  std::string text = std::string(generated) +
                     "# Image types of PyRadiomics\n\nEntries of the setting "
                     "`/pyradiomics/imageType`, beside `Original`. Settings of their own stand in "
                     "the section `pyradiomics` or, before that, with the entry.\n\n"
                     "| image type | images | what | settings |\n|---|---|---|---|\n";
  for (const PyradiomicsImageType& type : pyradiomics_image_types()) {
    std::string settings;
    for (const std::string_view key : type.settings) {
      settings += (settings.empty() ? "`" : ", `") + std::string(key) + "`";
    }
    text += "| `" + std::string(type.id) + "` | " + std::string(type.names) + " | " +
            std::string(type.doc) + " | " + settings + " |\n";
  }
  return text;
}

}  // namespace

std::vector<ReferencePage> reference_pages(const Registry& registry) {
  std::vector<ReferencePage> pages{{"README.md", index_text(registry)},
                                   {"settings.md", settings_text(registry)},
                                   {"filters.md", filters_text(registry)},
                                   {"image_types.md", image_types_text()}};
  for (const Family& family : registry.families()) {
    pages.push_back({std::string(family.info.id) + ".md", family_text(family)});
  }
  return pages;
}

}  // namespace voxtrait

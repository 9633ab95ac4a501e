#include "voxtrait/pipeline/feature_json.hpp"

#include <nlohmann/json.hpp>

#include "voxtrait/pipeline/declared_setting.hpp"
#include "voxtrait/registry/feature_id.hpp"

namespace voxtrait {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const FeatureLocation& location) {
  const FamilyInfo& family = location.family->info;
  const FeatureInfo& feature = *location.feature;
  Json json;
  json["profile"] = name(family.profile);
  json["family"] = family.id;
  json["feature"] = feature.id;
  json["name"] = feature.name;
  json["ibsi_code"] = feature.code;
  json["parameter_code"] = feature.parameter_code;
  json["unit"] = feature.unit;
  json["formula"] = feature.formula;
  json["description"] = feature.doc;
  json["undefined_when"] = feature.undefined_when;
  json["remark"] = feature.remark;
  json["pyradiomics"] = pyradiomics_name(family, feature);
  json["formula_of"] = feature.formula_of;
  json["optional"] = feature.optional;
  json["ibsi_section"] = family.section;
  json["aggregations"] = Json::array();
  for (const Aggregation a : location.family->aggregations) json["aggregations"].push_back(name(a));
  return json;
}

Json json_of(const SettingDeclaration& setting) {
  Json json;
  json["key"] = setting.key;
  json["unit"] = setting.unit;
  json["expects"] = expected_of(setting);
  json["default"] = Json::parse(default_of(setting));
  json["description"] = setting.doc;
  return json;
}

Json json_of(const Filter* filter) {
  Json json;
  json["filter"] = filter->info.id;
  json["name"] = filter->info.name;
  json["ibsi_code"] = filter->info.code;
  json["description"] = filter->info.doc;
  json["settings"] = Json::array();
  for (const SettingDeclaration& setting : filter->settings) {
    json["settings"].push_back(json_of(setting));
  }
  return json;
}

template <class List>
std::string json_text(const List& list, int indent) {
  Json array = Json::array();
  for (const auto& entry : list) array.push_back(json_of(entry));
  return array.dump(indent);
}

}  // namespace

std::string feature_json(std::span<const FeatureLocation> features, int indent) {
  return json_text(features, indent);
}

std::string filter_json(std::span<const Filter* const> filters, int indent) {
  return json_text(filters, indent);
}

}  // namespace voxtrait

#include "voxtrait/pipeline/feature_json.hpp"

#include <nlohmann/json.hpp>

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

}  // namespace

std::string feature_json(std::span<const FeatureLocation> features, int indent) {
  Json array = Json::array();
  for (const FeatureLocation& feature : features) array.push_back(json_of(feature));
  return array.dump(indent);
}

}  // namespace voxtrait

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "support/errors.hpp"
#include "support/setting_values.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

using voxtrait::Registry;
using voxtrait::Settings;
using voxtrait::test::setting_values;
using voxtrait::test::SettingValues;

const Registry& registry() {
  static const Registry value = voxtrait::builtin_registry();
  return value;
}

/// Whether a value suits a schema, for the keywords that settings use.
bool suits(const Json& schema, const Json& value);

bool has_type(const std::string& type, const Json& value) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  if (type == "string") return value.is_string();
  throw std::logic_error("the schema has a type that the test does not know: " + type);
}

bool suits_type(const Json& schema, const Json& value) {
  if (!schema.contains("type")) return true;
  if (schema["type"].is_string()) return has_type(schema["type"], value);
  for (const Json& type : schema["type"]) {
    if (has_type(type, value)) return true;
  }
  return false;
}

bool suits_range(const Json& schema, const Json& value) {
  if (!value.is_number()) return true;
  const auto x = value.get<double>();
  return (!schema.contains("minimum") || x >= schema["minimum"]) &&
         (!schema.contains("exclusiveMinimum") || x > schema["exclusiveMinimum"]) &&
         (!schema.contains("maximum") || x <= schema["maximum"]);
}

bool suits_list(const Json& schema, const Json& value) {
  if (!value.is_array()) return true;
  if (schema.contains("minItems") && value.size() < schema["minItems"]) return false;
  if (schema.contains("maxItems") && value.size() > schema["maxItems"]) return false;
  if (schema.value("uniqueItems", false) &&
      std::set<Json>(value.begin(), value.end()).size() != value.size()) {
    return false;
  }
  for (const Json& item : value) {
    if (schema.contains("items") && !suits(schema["items"], item)) return false;
  }
  return true;
}

bool suits_object(const Json& schema, const Json& value) {
  if (!value.is_object() || !schema.contains("properties")) return true;
  const Json& known = schema["properties"];
  for (const auto& [key, inner] : value.items()) {
    if (!known.contains(key) || !suits(known[key], inner)) return false;
  }
  return true;
}

bool suits(const Json& schema, const Json& value) {
  if (schema.contains("enum")) {
    const auto& choices = schema["enum"];
    if (std::find(choices.begin(), choices.end(), value) == choices.end()) return false;
  }
  return suits_type(schema, value) && suits_range(schema, value) && suits_list(schema, value) &&
         suits_object(schema, value);
}

Json schema_of(const Json& schema, const std::string& pointer) {
  const Json* at = &schema;
  for (std::size_t begin = 1; begin <= pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
    at = &at->at("properties").at(pointer.substr(begin, end - begin));
    begin = end + 1;
  }
  return *at;
}

}  // namespace

TEST_CASE("the schema is JSON and has every setting with its default and documentation") {
  const Json schema = Json::parse(voxtrait::settings_schema(registry()));
  const Json defaults = Json::parse(voxtrait::settings_to_json(Settings{}, registry()));
  CHECK(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema.at("additionalProperties") == false);
  std::size_t properties = 0;
  for (const auto& [key, value] : schema.at("properties").items()) {
    if (value.value("type", Json()) == "object") CHECK(value.at("additionalProperties") == false);
    properties += value.contains("properties") ? value["properties"].size() : 1;
  }
  CHECK(properties == setting_values().size());
  for (const SettingValues& field : setting_values()) {
    CAPTURE(field.pointer);
    const Json property = schema_of(schema, field.pointer);
    CHECK(property.at("default") == defaults.at(Pointer(field.pointer)));
    CHECK(property.at("description").get<std::string>().size() > 10);
    CHECK(suits(property, property.at("default")));
  }
}

TEST_CASE("the schema takes what is read and refuses what is not") {
  const Json schema = Json::parse(voxtrait::settings_schema(registry()));
  for (const SettingValues& field : setting_values()) {
    const Json property = schema_of(schema, field.pointer);
    for (const char* text : field.good) {
      CAPTURE(field.pointer, text);
      CHECK(suits(property, Json::parse(text)));
    }
    for (const char* text : field.bad) {
      CAPTURE(field.pointer, text);
      CHECK_FALSE(suits(property, Json::parse(text)));
    }
  }
}

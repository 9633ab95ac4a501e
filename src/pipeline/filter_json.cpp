#include "filter_json.hpp"

#include <algorithm>

#include "declared_json.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"

namespace voxtrait {

namespace {

[[noreturn]] void reject(const std::string& expected, const std::string& found,
                         const std::string& where) {
  throw Error(ErrorCode::config_invalid, "expected " + expected + "; found " + found, where);
}

void require_name(const std::string& name, const std::string& where) {
  const bool plain = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (plain && name != "original") return;
  reject("a name of letters, digits, '_', '-' and '.' other than original", shown(Json(name)),
         where);
}

const Filter& filter_named(const Json& json, const std::vector<Filter>& filters,
                           const std::string& where) {
  std::vector<std::string> ids;
  for (const Filter& filter : filters) {
    if (json.is_string() && filter.info.id == json.get<std::string>()) return filter;
    ids.emplace_back(filter.info.id);
  }
  std::string expected = "the type of a filter:";
  for (const std::string& id : ids) expected += (id == ids.front() ? " " : ", ") + id;
  const std::string found =
      json.is_string() ? nearest_hint(json.get<std::string>(), ids) : "found " + shown(json);
  throw Error(ErrorCode::config_invalid, "expected " + expected + "; " + found, where);
}

[[noreturn]] void unknown_setting(const Filter& filter, const std::string& key,
                                  const std::string& where) {
  std::vector<std::string> known{"type", "name"};
  for (const SettingDeclaration& setting : filter.settings) known.emplace_back(setting.key);
  throw Error(ErrorCode::config_unknown_key,
              "the filter " + std::string(filter.info.id) +
                  " has no such setting; did you mean \"" + nearest_name(key, known) + "\"?",
              where + "/" + key);
}

void read_setting(const Filter& filter, const std::string& key, const Json& value,
                  const std::string& where, FilterValues& values) {
  const auto setting = std::ranges::find(filter.settings, key, &SettingDeclaration::key);
  if (setting == filter.settings.end()) unknown_setting(filter, key, where);
  try {
    values.set(setting->key, value_from_json(value, *setting));
  } catch (const ValueRejected& rejected) {
    const std::string found = rejected.hint.empty() ? "found " + shown(value) : rejected.hint;
    throw Error(ErrorCode::config_invalid, "expected " + expected_of(*setting) + "; " + found,
                where + "/" + key);
  }
}

void check(const Filter& filter, const FilterValues& values, const std::string& where) {
  if (!filter.check) return;
  try {
    filter.check(values);
  } catch (const Error& error) {
    throw Error(error.code(), error.what(), where + "/" + error.where());
  }
}

FilterChoice choice_from(const Json& json, const std::vector<Filter>& filters,
                         const std::string& where) {
  if (!json.is_object() || !json.contains("type")) {
    reject(R"(an object such as {"type": "log", "sigma_mm": 3})", shown(json), where);
  }
  const Filter& filter = filter_named(json["type"], filters, where + "/type");
  FilterChoice choice{std::string(filter.info.id), "", FilterValues(filter.settings)};
  for (const auto& [key, value] : json.items()) {
    if (key == "type") continue;
    if (key != "name") {
      read_setting(filter, key, value, where, choice.values);
      continue;
    }
    if (!value.is_string()) reject("a name", shown(value), where + "/name");
    choice.name = value.get<std::string>();
    require_name(choice.name, where + "/name");
  }
  check(filter, choice.values, where);
  if (choice.name.empty()) choice.name = variant_name(filter, choice.values);
  return choice;
}

Json setting_schema(const SettingDeclaration& setting) {
  Json schema = schema_of(setting);
  schema["description"] = std::string(setting.doc) + "." +
                          (setting.unit.empty() ? "" : " Unit: " + std::string(setting.unit) + ".");
  schema["default"] = json_of(setting.default_value);
  return schema;
}

Json filter_schema(const Filter& filter) {
  Json properties;
  properties["type"] = {{"const", filter.info.id}};
  properties["name"] = {{"type", "string"}, {"description", "Name of the image variant."}};
  for (const SettingDeclaration& setting : filter.settings) {
    properties[std::string(setting.key)] = setting_schema(setting);
  }
  return {{"type", "object"},     {"title", filter.info.name},     {"description", filter.info.doc},
          {"required", {"type"}}, {"additionalProperties", false}, {"properties", properties}};
}

}  // namespace

std::vector<FilterChoice> filters_from_json(const Json& array, const std::vector<Filter>& filters) {
  std::vector<FilterChoice> choices;
  for (std::size_t i = 0; i < array.size(); ++i) {
    const std::string where = "/filters/" + std::to_string(i);
    FilterChoice choice = choice_from(array[i], filters, where);
    if (std::ranges::find(choices, choice.name, &FilterChoice::name) != choices.end()) {
      throw Error(ErrorCode::config_invalid,
                  "two filters have the name \"" + choice.name + R"("; give one another "name")",
                  where);
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

Json filters_to_json(const std::vector<FilterChoice>& choices, const std::vector<Filter>& filters) {
  Json array = Json::array();
  for (const FilterChoice& choice : choices) {
    Json json{{"type", choice.filter}, {"name", choice.name}};
    for (const Filter& filter : filters) {
      if (filter.info.id != choice.filter) continue;
      for (const SettingDeclaration& setting : filter.settings) {
        json[std::string(setting.key)] = json_of(choice.values.at(setting.key));
      }
    }
    array.push_back(std::move(json));
  }
  return array;
}

Json filters_schema(const std::vector<Filter>& filters) {
  Json types = Json::array();
  for (const Filter& filter : filters) types.push_back(filter_schema(filter));
  return {{"type", "array"}, {"items", {{"oneOf", types}}}};
}

FilterChoice filter_from_json(std::string_view text, const Registry& registry,
                              const std::string& where) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) reject("a filter in JSON", std::string(text), where);
  return choice_from(json, registry.filters(), where);
}

FilterChoice filter_from_text(std::string_view id,
                              const std::vector<std::pair<std::string, std::string>>& settings,
                              const Registry& registry) {
  Json json{{"type", id}};
  const Filter& filter = filter_named(json["type"], registry.filters(), "filter");
  for (const auto& [key, text] : settings) {
    const auto setting = std::ranges::find(filter.settings, key, &SettingDeclaration::key);
    if (setting == filter.settings.end()) unknown_setting(filter, key, "filter");
    const SettingType type = setting->type;
    const bool word = type == SettingType::choice || type == SettingType::text;
    const bool list = type == SettingType::numbers || type == SettingType::integers;
    const Json value =
        word ? Json(text) : Json::parse(list ? "[" + text + "]" : text, nullptr, false);
    json[key] = value.is_discarded() ? Json(text) : value;
  }
  return choice_from(json, registry.filters(), "filter");
}

}  // namespace voxtrait

#include "filter_json.hpp"

#include <algorithm>
#include <cmath>

#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"

namespace voxtrait {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

[[noreturn]] void reject(const std::string& expected, const std::string& found,
                         const std::string& where) {
  throw Error(ErrorCode::config_invalid, "expected " + expected + "; found " + found, where);
}

std::string shown(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Numbers and ranges as people write them: 3, 0.5.
std::string text_of(double number) {
  const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
  return whole ? std::to_string(static_cast<std::int64_t>(number)) : Json(number).dump();
}

std::string range_of(const FilterSetting& setting) {
  const std::string least = text_of(setting.least);
  if (setting.most == infinite) return (setting.above_least ? "above " : "of at least ") + least;
  if (setting.above_least) return "above " + least + " and at most " + text_of(setting.most);
  return "from " + least + " to " + text_of(setting.most);
}

bool within(const FilterSetting& setting, double number) {
  const bool enough = setting.above_least ? number > setting.least : number >= setting.least;
  return std::isfinite(number) && enough && number <= setting.most;
}

bool is_whole(const Json& json) {
  return json.is_number() && json.get<double>() == std::floor(json.get<double>());
}

/// The value of a setting; none if it is not what the setting may hold.
struct ValueReader {
  const FilterSetting& setting;
  const Json& json;

  std::optional<FilterValue> operator()(double) const {
    if (!json.is_number() || !within(setting, json.get<double>())) return std::nullopt;
    return json.get<double>();
  }
  std::optional<FilterValue> operator()(std::int64_t) const {
    if (!is_whole(json) || !within(setting, json.get<double>())) return std::nullopt;
    return static_cast<std::int64_t>(json.get<double>());
  }
  std::optional<FilterValue> operator()(bool) const {
    if (!json.is_boolean()) return std::nullopt;
    return json.get<bool>();
  }
  std::optional<FilterValue> operator()(const std::string&) const {
    if (!json.is_string()) return std::nullopt;
    const auto word = json.get<std::string>();
    const bool known = setting.choices.empty() ||
                       std::ranges::find(setting.choices, word) != setting.choices.end();
    return known ? std::optional<FilterValue>(word) : std::nullopt;
  }
  std::optional<FilterValue> operator()(const std::vector<std::int64_t>&) const {
    if (!json.is_array()) return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (const Json& item : json) {
      if (!is_whole(item) || !within(setting, item.get<double>())) return std::nullopt;
      numbers.push_back(static_cast<std::int64_t>(item.get<double>()));
    }
    return numbers;
  }
};

Json json_of(const FilterValue& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
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
  const std::string hint =
      json.is_string() ? "; " + nearest_hint(json.get<std::string>(), ids) : "";
  reject(expected, shown(json) + hint, where);
}

[[noreturn]] void unknown_setting(const Filter& filter, const std::string& key,
                                  const std::string& where) {
  std::vector<std::string> known{"type", "name"};
  for (const FilterSetting& setting : filter.settings) known.emplace_back(setting.id);
  throw Error(ErrorCode::config_unknown_key,
              "the filter " + std::string(filter.info.id) +
                  " has no such setting; did you mean \"" + nearest_name(key, known) + "\"?",
              where + "/" + key);
}

void read_setting(const Filter& filter, const std::string& key, const Json& value,
                  const std::string& where, FilterValues& values) {
  const auto setting = std::ranges::find(filter.settings, key, &FilterSetting::id);
  if (setting == filter.settings.end()) unknown_setting(filter, key, where);
  const auto read = std::visit(ValueReader{*setting, value}, setting->fallback);
  if (!read) reject(expected_of(*setting), shown(value), where + "/" + key);
  values.set(setting->id, *read);
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

Json setting_schema(const FilterSetting& setting) {
  Json schema;
  const bool words = std::holds_alternative<std::string>(setting.fallback);
  const bool list = std::holds_alternative<std::vector<std::int64_t>>(setting.fallback);
  Json number{{"type", std::holds_alternative<double>(setting.fallback) ? "number" : "integer"}};
  number[setting.above_least ? "exclusiveMinimum" : "minimum"] = setting.least;
  if (setting.most != infinite) number["maximum"] = setting.most;
  if (words && setting.choices.empty()) {
    schema["type"] = "string";
  } else if (words) {
    schema["enum"] = setting.choices;
  } else if (list) {
    schema = {{"type", "array"}, {"items", number}};
  } else {
    schema = std::holds_alternative<bool>(setting.fallback) ? Json{{"type", "boolean"}} : number;
  }
  schema["description"] = std::string(setting.doc) + ". " +
                          (setting.unit.empty() ? "" : "Unit: " + std::string(setting.unit) + ".");
  schema["default"] = json_of(setting.fallback);
  return schema;
}

Json filter_schema(const Filter& filter) {
  Json properties;
  properties["type"] = {{"const", filter.info.id}};
  properties["name"] = {{"type", "string"}, {"description", "Name of the image variant."}};
  for (const FilterSetting& setting : filter.settings) {
    properties[std::string(setting.id)] = setting_schema(setting);
  }
  return {{"type", "object"},     {"title", filter.info.name},     {"description", filter.info.doc},
          {"required", {"type"}}, {"additionalProperties", false}, {"properties", properties}};
}

}  // namespace

std::string expected_of(const FilterSetting& setting) {
  if (std::holds_alternative<bool>(setting.fallback)) return "true or false";
  if (std::holds_alternative<double>(setting.fallback)) return "a number " + range_of(setting);
  if (std::holds_alternative<std::int64_t>(setting.fallback)) {
    return "a whole number " + range_of(setting);
  }
  if (!std::holds_alternative<std::string>(setting.fallback)) {
    return "a list of whole numbers " + range_of(setting);
  }
  if (setting.choices.empty()) return "a word";
  std::string text = "one of";
  for (const std::string_view choice : setting.choices) {
    text += (choice == setting.choices.front() ? " " : ", ") + std::string(choice);
  }
  return text;
}

std::string default_of(const FilterSetting& setting) { return json_of(setting.fallback).dump(); }

std::vector<FilterChoice> filters_from_json(const Json& array, const std::vector<Filter>& filters) {
  std::vector<FilterChoice> choices;
  for (std::size_t i = 0; i < array.size(); ++i) {
    const std::string where = "/filters/" + std::to_string(i);
    FilterChoice choice = choice_from(array[i], filters, where);
    if (std::ranges::find(choices, choice.name, &FilterChoice::name) != choices.end()) {
      throw Error(ErrorCode::config_invalid,
                  "two filters have the name \"" + choice.name + "\"; give one another \"name\"",
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
      for (const FilterSetting& setting : filter.settings) {
        json[std::string(setting.id)] = json_of(choice.values.at(setting.id));
      }
    }
    array.push_back(std::move(json));
  }
  return array;
}

Json filters_schema(const Registry& registry) {
  Json types = Json::array();
  for (const Filter& filter : registry.filters()) types.push_back(filter_schema(filter));
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
    const auto setting = std::ranges::find(filter.settings, key, &FilterSetting::id);
    if (setting == filter.settings.end()) unknown_setting(filter, key, "filter");
    const bool word = std::holds_alternative<std::string>(setting->fallback);
    const bool list = std::holds_alternative<std::vector<std::int64_t>>(setting->fallback);
    const Json value =
        word ? Json(text) : Json::parse(list ? "[" + text + "]" : text, nullptr, false);
    json[key] = value.is_discarded() ? Json(text) : value;
  }
  return choice_from(json, registry.filters(), "filter");
}

}  // namespace voxtrait

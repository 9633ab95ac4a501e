#include "voxtrait/pipeline/declared_setting.hpp"

#include <algorithm>
#include <cmath>

#include "declared_json.hpp"
#include "voxtrait/core/nearest_name.hpp"

namespace voxtrait {

namespace {

/// Numbers as people write them: 3, 0.5.
std::string shown(double number) {
  const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
  return whole ? std::to_string(static_cast<std::int64_t>(number)) : Json(number).dump();
}

/// ` from 0 to 1`, ` of at least 0` or nothing.
std::string range_in_words(const SettingDeclaration& setting) {
  const bool below = std::isfinite(setting.minimum);
  const bool above = std::isfinite(setting.maximum);
  if (below && setting.above_minimum) {
    return " above " + shown(setting.minimum) +
           (above ? " and at most " + shown(setting.maximum) : "");
  }
  if (below && above) return " from " + shown(setting.minimum) + " to " + shown(setting.maximum);
  if (below) return " of at least " + shown(setting.minimum);
  return above ? " of at most " + shown(setting.maximum) : "";
}

std::string choices_in_words(const SettingDeclaration& setting) {
  std::string text = "one of";
  for (const std::string& choice : setting.choices) {
    text += (&choice == &setting.choices.front() ? " " : ", ") + choice;
  }
  return text;
}

std::string in_words(const SettingDeclaration& setting) {
  const std::string range = range_in_words(setting);
  switch (setting.type) {
    case SettingType::number: return "a number" + range;
    case SettingType::integer: return "a whole number" + range;
    case SettingType::boolean: return "true or false";
    case SettingType::choice: return choices_in_words(setting);
    case SettingType::text: return "a text";
    case SettingType::numbers: return "a list of numbers" + range;
    case SettingType::integers: break;
  }
  return "a list of whole numbers" + range;
}

Json number_schema(const SettingDeclaration& setting, const char* type) {
  Json schema{{"type", type}};
  const char* least = setting.above_minimum ? "exclusiveMinimum" : "minimum";
  if (std::isfinite(setting.minimum)) schema[least] = setting.minimum;
  if (std::isfinite(setting.maximum)) schema["maximum"] = setting.maximum;
  return schema;
}

Json list_schema(const SettingDeclaration& setting, const char* type) {
  return {{"type", "array"}, {"items", number_schema(setting, type)}};
}

Json schema_of_value(const SettingDeclaration& setting) {
  switch (setting.type) {
    case SettingType::number: return number_schema(setting, "number");
    case SettingType::integer: return number_schema(setting, "integer");
    case SettingType::boolean: return {{"type", "boolean"}};
    case SettingType::choice: return {{"enum", setting.choices}};
    case SettingType::text: return {{"type", "string"}};
    case SettingType::numbers: return list_schema(setting, "number");
    case SettingType::integers: break;
  }
  return list_schema(setting, "integer");
}

double number_within(const Json& json, const SettingDeclaration& setting) {
  if (!json.is_number() || !std::isfinite(json.get<double>())) throw ValueRejected{};
  const double number = json.get<double>();
  if (number < setting.minimum || number > setting.maximum) throw ValueRejected{};
  if (setting.above_minimum && number == setting.minimum) throw ValueRejected{};
  return number;
}

std::int64_t integer_within(const Json& json, const SettingDeclaration& setting) {
  constexpr double most = 9007199254740992.0;  // doubles hold all whole numbers up to this
  const double number = number_within(json, setting);
  if (number != std::floor(number) || std::abs(number) > most) throw ValueRejected{};
  return static_cast<std::int64_t>(number);
}

std::string choice_of(const Json& json, const SettingDeclaration& setting) {
  if (!json.is_string()) throw ValueRejected{};
  auto text = json.get<std::string>();
  if (std::ranges::find(setting.choices, text) == setting.choices.end()) {
    throw ValueRejected{nearest_hint(text, setting.choices)};
  }
  return text;
}

template <class T, class Item>
std::vector<T> list_of(const Json& json, const SettingDeclaration& setting, Item item) {
  if (!json.is_array()) throw ValueRejected{};
  std::vector<T> list;
  for (const Json& entry : json) list.push_back(item(entry, setting));
  return list;
}

}  // namespace

std::string expected_of(const SettingDeclaration& setting) {
  return in_words(setting) + (setting.nullable ? ", or null" : "");
}

Json schema_of(const SettingDeclaration& setting) {
  Json schema = schema_of_value(setting);
  if (!setting.nullable) return schema;
  if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
  } else {
    schema["type"] = Json::array({schema["type"], "null"});
  }
  return schema;
}

SettingValue value_from_json(const Json& json, const SettingDeclaration& setting) {
  if (json.is_null() && setting.nullable) return std::monostate{};
  switch (setting.type) {
    case SettingType::number: return number_within(json, setting);
    case SettingType::integer: return integer_within(json, setting);
    case SettingType::boolean:
      if (!json.is_boolean()) throw ValueRejected{};
      return json.get<bool>();
    case SettingType::choice: return choice_of(json, setting);
    case SettingType::text:
      if (!json.is_string()) throw ValueRejected{};
      return json.get<std::string>();
    case SettingType::numbers: return list_of<double>(json, setting, number_within);
    case SettingType::integers: break;
  }
  return list_of<std::int64_t>(json, setting, integer_within);
}

Json json_of(const SettingValue& value) {
  return std::visit(
      [](const auto& held) {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
          return Json();
        } else {
          return Json(held);
        }
      },
      value);
}

std::string default_of(const SettingDeclaration& setting) {
  return json_of(setting.default_value).dump();
}

}  // namespace voxtrait

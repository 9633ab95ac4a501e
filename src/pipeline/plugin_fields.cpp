#include <algorithm>
#include <cmath>

#include "fields.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/pipeline/plugin_settings.hpp"

namespace voxtrait {

namespace {

std::string shown(double number) { return Json(number).dump(); }

/// ` from 0 to 1`, ` of at least 0` or nothing.
std::string range_in_words(const SettingDeclaration& setting) {
  const bool below = std::isfinite(setting.minimum);
  const bool above = std::isfinite(setting.maximum);
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
  if (std::isfinite(setting.minimum)) schema["minimum"] = setting.minimum;
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

Json schema_of_setting(const SettingDeclaration& setting) {
  Json schema = schema_of_value(setting);
  if (!setting.nullable) return schema;
  if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
  } else {
    schema["type"] = Json::array({schema["type"], "null"});
  }
  return schema;
}

double number_within(const Json& json, const SettingDeclaration& setting) {
  if (!json.is_number() || !std::isfinite(json.get<double>())) throw ValueRejected{};
  const double number = json.get<double>();
  if (number < setting.minimum || number > setting.maximum) throw ValueRejected{};
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

PluginValue value_from(const Json& json, const SettingDeclaration& setting) {
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

Json json_from(const PluginValue& value) {
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

/// The field owns what it needs: it may outlive the registry's copy of the family.
Field field_of(const Family& family, const SettingDeclaration& setting) {
  Field field;
  field.section = family.info.id;
  field.key = setting.key;
  field.unit = setting.unit;
  field.doc = setting.doc;
  field.step = field.pointer();
  field.expected = in_words(setting) + (setting.nullable ? ", or null" : "");
  field.schema = schema_of_setting(setting);
  const std::string name = field.section + "/" + field.key;
  field.read = [name, setting, owner = family.owner](const Json& v, Settings& s) {
    s.plugin_values[name] = value_from(v, setting);
  };
  field.write = [name, setting, owner = family.owner](const Settings& s) {
    const auto found = s.plugin_values.find(name);
    return json_from(found == s.plugin_values.end() ? setting.default_value : found->second);
  };
  return field;
}

}  // namespace

void add_plugin_fields(std::vector<Field>& fields, const Registry& registry) {
  for (const Family& family : registry.families()) {
    for (const SettingDeclaration& setting : family.settings) {
      fields.push_back(field_of(family, setting));
    }
  }
}

const PluginValue& plugin_value(const Settings& settings, const Family& family,
                                const SettingDeclaration& setting) {
  const auto found =
      settings.plugin_values.find(std::string(family.info.id) + "/" + std::string(setting.key));
  return found == settings.plugin_values.end() ? setting.default_value : found->second;
}

PluginValue plugin_value_from_json(std::string_view text, const SettingDeclaration& setting) {
  const std::string where = "setting " + std::string(setting.key);
  const Json json = Json::parse(text, nullptr, false);
  try {
    if (!json.is_discarded()) return value_from(json, setting);
  } catch (const ValueRejected&) {
    // Said below, as for text that is no JSON.
  }
  throw Error(ErrorCode::plugin_invalid,
              "expected a default that is " + in_words(setting) + ", as JSON; found " +
                  std::string(text),
              where);
}

}  // namespace voxtrait

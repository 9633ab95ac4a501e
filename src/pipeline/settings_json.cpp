#include "voxtrait/pipeline/settings_json.hpp"

#include <algorithm>

#include "fields.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/pipeline/plugin_settings.hpp"

namespace voxtrait {

std::string shown(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

namespace {

std::vector<std::string> keys_in(const std::vector<Field>& fields, const std::string& section) {
  std::vector<std::string> keys;
  for (const Field& field : fields) {
    if (field.section == section) keys.push_back(field.key);
    const bool new_section = section.empty() && !field.section.empty() &&
                             std::ranges::find(keys, field.section) == keys.end();
    if (new_section) keys.push_back(field.section);
  }
  return keys;
}

[[noreturn]] void unknown_key(const std::string& key, const std::string& pointer,
                              const std::vector<std::string>& known) {
  throw Error(ErrorCode::config_unknown_key,
              "unknown setting; did you mean \"" + nearest_name(key, known) + "\"?", pointer);
}

/// A key as a part of a JSON pointer.
std::string escaped(const std::string& key) {
  std::string result;
  for (const char c : key) result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return result;
}

void read_value(const Field& field, const Json& value, Settings& settings) {
  try {
    field.read(value, settings);
  } catch (const ValueRejected& rejected) {
    const std::string found = rejected.hint.empty() ? "found " + shown(value) : rejected.hint;
    throw Error(ErrorCode::config_invalid, "expected " + field.expected + "; " + found,
                field.pointer());
  }
}

void read_section(const std::vector<Field>& fields, const std::string& section, const Json& object,
                  Settings& settings) {
  for (const auto& [key, value] : object.items()) {
    const auto field = std::ranges::find_if(fields, [&section, &key = key](const Field& f) {
      return f.section == section && f.key == key;
    });
    const std::string pointer = (section.empty() ? "" : "/" + section) + "/" + escaped(key);
    if (field != fields.end()) {
      read_value(*field, value, settings);
    } else if (section.empty() && !key.empty() && !keys_in(fields, key).empty()) {
      if (!value.is_object()) {
        throw Error(ErrorCode::config_invalid,
                    "expected an object with settings, found " + shown(value), pointer);
      }
      read_section(fields, key, value, settings);
    } else {
      unknown_key(key, pointer, keys_in(fields, section));
    }
  }
}

/// No setting is nested this deeply; values that are would exhaust the stack.
bool require_shallow(int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
  constexpr int most = 16;
  if (depth > most) throw Error(ErrorCode::config_invalid, "the settings are nested too deeply");
  return true;
}

Json parsed(std::string_view text) {
  try {
    return Json::parse(text, require_shallow);
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::config_invalid,
                std::string("the settings are not valid JSON: ") + error.what());
  }
}

std::string flag_of(const Field& field) {
  std::string flag = "--" + (field.section.empty() ? "" : field.section + "-") + field.key;
  std::ranges::replace(flag, '_', '-');
  return flag;
}

/// A flag's text as JSON: lists may be written without brackets and quotes.
Json json_from_text(const Field& field, const std::string& text) {
  Json literal = Json::parse(text, require_shallow, false);
  if (!literal.is_discarded() && (literal.is_array() || literal.is_null())) return literal;
  const Json schema = field.schema();
  const Json type = schema.value("type", Json());
  const bool list = type == "array" || (type.is_array() && type.front() == "array");
  if (!list) return literal.is_discarded() || schema.contains("enum") ? Json(text) : literal;
  Json array = Json::array();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    const Json value = Json::parse(item, nullptr, false);
    const Json& items = schema["items"];
    const bool word = value.is_discarded() || items.contains("enum") || items["type"] == "string";
    array.push_back(word ? Json(item) : value);
    begin = end + 1;
  }
  return array;
}

Json to_json(const Settings& settings, const std::vector<Field>& fields) {
  Json json;
  for (const Field& field : fields) {
    Json& object = field.section.empty() ? json : json[field.section];
    object[field.key] = field.write(settings);
  }
  return json;
}

Json schema_of(const Field& field) {
  Json schema = field.schema();
  schema["description"] = field.doc + (field.unit.empty() ? "" : " Unit: " + field.unit + ".");
  schema["default"] = field.write(Settings{});
  return schema;
}

/// Settings of the other profile would be ignored; that must not go unnoticed.
void require_own_profile(const Settings& settings, const std::vector<Field>& fields) {
  const bool pyradiomics = settings.profile == Profile::pyradiomics;
  const Settings defaults;
  for (const Field& field : fields) {
    const bool shared =
        field.section.empty() && field.key != "aggregations" && field.key != "filters";
    const bool own = (field.section == "pyradiomics") == pyradiomics;
    if (shared || own || field.write(settings) == field.write(defaults)) continue;
    throw Error(ErrorCode::config_invalid,
                std::string("this setting belongs to the profile ") +
                    (pyradiomics ? "ibsi" : "pyradiomics") + ", which is not the one chosen",
                field.pointer());
  }
}

void require_known_feature(const std::string& query, const Registry& registry) {
  if (!find_features(registry, query).empty()) return;
  std::vector<std::string> names;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) names.emplace_back(feature.id);
  }
  throw Error(ErrorCode::config_invalid,
              "expected features by id, FAMILY.ID or IBSI code; found \"" + query + "\"; " +
                  nearest_hint(query, names),
              "/exclude");
}

void require_consistent(const Settings& settings, const Registry& registry,
                        const std::vector<Field>& fields) {
  require_own_profile(settings, fields);
  const InterpolationSettings& i = settings.interpolation;
  const bool spacing = std::ranges::any_of(i.spacing, [](const auto& s) { return s.has_value(); });
  if (i.method != Interpolator::none && !spacing) {
    throw Error(ErrorCode::config_invalid,
                "interpolation needs the new spacing of at least one axis, e.g. [1, 1, 1]",
                "/interpolation/spacing");
  }
  if (i.method == Interpolator::none && spacing) {
    throw Error(ErrorCode::config_invalid,
                "a new spacing is given but the method is none; choose linear or cubic",
                "/interpolation/method");
  }
  if (settings.aggregations.empty()) {
    throw Error(ErrorCode::config_invalid, "expected at least one aggregation, found an empty list",
                "/aggregations");
  }
  if (settings.families.empty()) {
    throw Error(ErrorCode::config_invalid, "expected at least one family, found an empty list",
                "/families");
  }
  for (const FilterChoice& choice : settings.filters) {
    if (registry.find_filter(choice.filter) != nullptr) continue;
    throw Error(ErrorCode::config_invalid, "unknown filter \"" + choice.filter + "\"", "/filters");
  }
  for (const std::string& family : settings.families) {
    const Family* found = registry.find(family);
    if (family == "all" || (found != nullptr && found->info.profile == settings.profile)) continue;
    throw Error(ErrorCode::config_invalid,
                found == nullptr ? "unknown family \"" + family + "\""
                                 : "the family " + family + " belongs to another profile",
                "/families");
  }
  for (const std::string& feature : settings.exclude) require_known_feature(feature, registry);
}

}  // namespace

std::vector<SettingInfo> setting_infos(const Registry& registry) {
  std::vector<SettingInfo> infos;
  for (const Field& field : settings_fields(registry)) {
    infos.push_back({field.pointer(), flag_of(field), field.expected, field.unit, field.doc,
                     field.write(Settings{}).dump()});
  }
  return infos;
}

Settings settings_from_json(std::string_view text, const Registry& registry, const Settings& base) {
  Settings settings = base;
  const Json json = parsed(text);
  if (!json.is_object()) {
    throw Error(ErrorCode::config_invalid,
                std::string("expected a JSON object with settings, found ") + json.type_name());
  }
  const std::vector<Field> fields = settings_fields(registry);
  read_section(fields, "", json, settings);
  require_consistent(settings, registry, fields);
  return settings;
}

void set_from_text(Settings& settings, const std::string& pointer, const std::string& text,
                   const Registry& registry) {
  for (const Field& field : settings_fields(registry)) {
    if (field.pointer() == pointer) read_value(field, json_from_text(field, text), settings);
  }
}

std::vector<std::string> plugins_in_settings(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object() || !json.contains("plugins")) return {};
  Settings settings;
  const std::vector<Field> fields = settings_fields(Registry{});
  read_section(fields, "", {{"plugins", json["plugins"]}}, settings);
  return settings.plugins;
}

std::string settings_to_json(const Settings& settings, const Registry& registry, int indent) {
  return to_json(settings, settings_fields(registry)).dump(indent);
}

std::string consistent_settings_json(const Settings& settings, const Registry& registry) {
  const std::vector<Field> fields = settings_fields(registry);
  require_consistent(settings, registry, fields);
  return to_json(settings, fields).dump();
}

std::string settings_schema(const Registry& registry) {
  const std::vector<Field> fields = settings_fields(registry);
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "voxtrait settings"},
              {"type", "object"},
              {"additionalProperties", false}};
  Json& properties = schema["properties"];
  for (const Field& field : fields) {
    if (field.section.empty()) {
      properties[field.key] = schema_of(field);
      continue;
    }
    Json& section = properties[field.section];
    section["type"] = "object";
    section["additionalProperties"] = false;
    section["properties"][field.key] = schema_of(field);
  }
  return schema.dump(2);
}

}  // namespace voxtrait

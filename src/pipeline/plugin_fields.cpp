#include "declared_json.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/pipeline/plugin_settings.hpp"

namespace voxtrait {

namespace {

/// The field owns what it needs: it may outlive the registry's copy of the family.
Field field_of(const Family& family, const SettingDeclaration& setting) {
  Field field;
  field.section = family.info.id;
  field.key = setting.key;
  field.unit = setting.unit;
  field.doc = setting.doc;
  field.step = field.pointer();
  field.expected = expected_of(setting);
  field.schema = [setting, owner = family.owner] { return schema_of(setting); };
  const std::string name = field.section + "/" + field.key;
  field.read = [name, setting, owner = family.owner](const Json& v, Settings& s) {
    s.plugin_values[name] = value_from_json(v, setting);
  };
  field.write = [name, setting, owner = family.owner](const Settings& s) {
    const auto found = s.plugin_values.find(name);
    return json_of(found == s.plugin_values.end() ? setting.default_value : found->second);
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

const SettingValue& plugin_value(const Settings& settings, const Family& family,
                                 const SettingDeclaration& setting) {
  const auto found =
      settings.plugin_values.find(std::string(family.info.id) + "/" + std::string(setting.key));
  return found == settings.plugin_values.end() ? setting.default_value : found->second;
}

SettingValue plugin_value_from_json(std::string_view text, const SettingDeclaration& setting) {
  const std::string where = "setting " + std::string(setting.key);
  const Json json = Json::parse(text, nullptr, false);
  try {
    if (!json.is_discarded()) return value_from_json(json, setting);
  } catch (const ValueRejected&) {
    // Said below, as for text that is no JSON.
  }
  throw Error(ErrorCode::plugin_invalid,
              "expected a default that is " + expected_of(setting) + ", as JSON; found " +
                  std::string(text),
              where);
}

}  // namespace voxtrait

#include "plugin_setting.hpp"

#include <utility>

#include "voxtrait/pipeline/plugin_settings.hpp"

namespace voxtrait {

std::string_view or_else(const char* text, std::string_view other, Texts& texts) {
  const std::string_view kept = texts.keep(text);
  return kept.empty() ? other : kept;
}

SettingDeclaration setting_from(const voxtrait_setting& table, Texts& texts) {
  SettingDeclaration setting;
  setting.key = texts.keep(table.key);
  if (table.type > VOXTRAIT_INTEGERS) {
    reject_plugin("setting " + std::string(setting.key) + " has an unknown type");
  }
  setting.unit = texts.keep(table.unit);
  setting.doc = texts.keep(table.doc);
  setting.type = static_cast<SettingType>(table.type);
  setting.nullable = table.nullable != 0;
  if (table.minimum != nullptr) setting.minimum = *table.minimum;
  if (table.maximum != nullptr) setting.maximum = *table.maximum;
  for (std::size_t i = 0; i < table.choice_count; ++i) {
    setting.choices.emplace_back(texts.keep(table.choices[i]));
  }
  setting.default_value = plugin_value_from_json(texts.keep(table.default_value), setting);
  return setting;
}
static_assert(static_cast<int>(SettingType::number) == VOXTRAIT_NUMBER &&
              static_cast<int>(SettingType::integer) == VOXTRAIT_INTEGER &&
              static_cast<int>(SettingType::boolean) == VOXTRAIT_BOOLEAN &&
              static_cast<int>(SettingType::choice) == VOXTRAIT_CHOICE &&
              static_cast<int>(SettingType::text) == VOXTRAIT_TEXT &&
              static_cast<int>(SettingType::numbers) == VOXTRAIT_NUMBERS &&
              static_cast<int>(SettingType::integers) == VOXTRAIT_INTEGERS);

}  // namespace voxtrait

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "tables.hpp"
#include "voxtrait/plugin.h"
#include "voxtrait/registry/setting_declaration.hpp"

namespace voxtrait {

/// What the texts and functions of a family or filter need for as long as it lives.
struct PluginTexts {
  Texts texts;
  std::shared_ptr<const void> keep;
};

/// A plugin's text, or another one if it is empty.
std::string_view or_else(const char* text, std::string_view other, Texts& texts);

/// Throws `plugin.invalid`.
SettingDeclaration setting_from(const voxtrait_setting& table, Texts& texts);

/// The settings that a family's or filter's table declares; throws `plugin.invalid`.
template <class Table>
std::vector<SettingDeclaration> settings_from(const Table& table, Texts& texts) {
  std::vector<SettingDeclaration> settings;
  for_each_table(table.settings, table.setting_count, [&](const voxtrait_setting& setting) {
    settings.push_back(setting_from(setting, texts));
  });
  return settings;
}

}  // namespace voxtrait

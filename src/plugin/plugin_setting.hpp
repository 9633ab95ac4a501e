#pragma once

#include <memory>
#include <string_view>

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

}  // namespace voxtrait

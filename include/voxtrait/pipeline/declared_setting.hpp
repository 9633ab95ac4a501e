#pragma once

#include <string>

#include "voxtrait/registry/setting_declaration.hpp"

namespace voxtrait {

/// What a value of a setting must be, in words: `a number above 0`.
std::string expected_of(const SettingDeclaration& setting);

/// The default as JSON.
std::string default_of(const SettingDeclaration& setting);

}  // namespace voxtrait

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "voxtrait/plugin.h"
#include "voxtrait/registry/setting_declaration.hpp"

namespace voxtrait {

/// Values of settings as plugins see them; the tables point into it.
class SettingTables {
 public:
  SettingTables() = default;
  SettingTables(const SettingTables&) = delete;
  SettingTables& operator=(const SettingTables&) = delete;

  void add(const SettingValue& value, const SettingDeclaration& declaration);

  /// In the order in which they were added.
  [[nodiscard]] const std::vector<const voxtrait_value*>& tables() const noexcept {
    return tables_;
  }

 private:
  struct Setting {
    voxtrait_value value{};
    std::string text;
    std::vector<double> numbers;
    std::vector<std::int64_t> integers;
  };

  std::deque<Setting> settings_;
  std::vector<const voxtrait_value*> tables_;
};

}  // namespace voxtrait

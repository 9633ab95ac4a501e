#include "setting_tables.hpp"

#include <algorithm>

namespace voxtrait {

void SettingTables::add(const SettingValue& value, const SettingDeclaration& declaration) {
  Setting& setting = settings_.emplace_back();
  voxtrait_value& table = setting.value;
  table.size = sizeof(table);
  if (const auto* truth = std::get_if<bool>(&value)) {
    table.integer = *truth ? 1 : 0;
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    table.integer = *integer;
    table.number = static_cast<double>(*integer);
  } else if (const auto* number = std::get_if<double>(&value)) {
    table.number = *number;
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    setting.text = *text;
    table.text = setting.text.c_str();
    table.integer = std::ranges::find(declaration.choices, *text) - declaration.choices.begin();
  } else if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
    setting.numbers = *numbers;
    table.numbers = setting.numbers.data();
    table.count = numbers->size();
  } else if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&value)) {
    setting.integers = *integers;
    table.integers = setting.integers.data();
    table.count = integers->size();
  } else {
    table.is_null = 1;
  }
  tables_.push_back(&table);
}

}  // namespace voxtrait

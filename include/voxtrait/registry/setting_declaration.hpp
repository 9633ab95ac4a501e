#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace voxtrait {

/// The value of a setting of a filter or of a plugin; monostate is null.
using SettingValue = std::variant<std::monostate, bool, std::int64_t, double, std::string,
                                  std::vector<std::int64_t>, std::vector<double>>;

/// The types are in the order of plugin.h.
enum class SettingType : std::uint8_t { number, integer, boolean, choice, text, numbers, integers };

/// A setting of a filter or of a plugin: parsing, schema, flags and documentation follow from it.
struct SettingDeclaration {
  std::string_view key;
  std::string_view unit;
  std::string_view doc;
  SettingType type = SettingType::number;
  bool nullable = false;
  double minimum = -std::numeric_limits<double>::infinity();  ///< of numbers and of items of lists
  bool above_minimum = false;                                 ///< the minimum itself is not allowed
  double maximum = std::numeric_limits<double>::infinity();
  std::vector<std::string> choices;
  SettingValue default_value;
};

}  // namespace voxtrait

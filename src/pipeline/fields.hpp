#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "voxtrait/registry/registry.hpp"
#include "voxtrait/registry/settings.hpp"

namespace voxtrait {

using Json = nlohmann::ordered_json;

/// The declaration of one setting. Parsing, defaults, schema and flags follow from it.
struct Field {
  std::string section;  ///< empty at top level
  std::string key;
  std::string unit;
  std::string doc;
  std::string step;              ///< pointer of the step of processing that it belongs to
  std::string expected;          ///< what a value must be, in words
  std::function<Json()> schema;  ///< made when it is asked for: extractions need none
  std::function<void(const Json& value, Settings& settings)> read;  ///< throws ValueRejected
  std::function<Json(const Settings& settings)> write;

  [[nodiscard]] std::string pointer() const;
};

/// A value as it stands in messages; bytes that are no UTF-8 are replaced.
std::string shown(const Json& value);

/// Thrown by `Field::read`; the caller knows the pointer and says what was expected.
struct ValueRejected {
  std::string hint;
};

/// The part of the list that belongs to the profile `pyradiomics`.
void add_pyradiomics_fields(std::vector<Field>& fields);

/// The settings that plugins declare.
void add_plugin_fields(std::vector<Field>& fields, const Registry& registry);

/// The one list of all settings.
std::vector<Field> settings_fields(const Registry& registry);

}  // namespace voxtrait

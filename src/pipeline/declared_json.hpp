#pragma once

#include "fields.hpp"
#include "voxtrait/pipeline/declared_setting.hpp"

namespace voxtrait {

Json schema_of(const SettingDeclaration& setting);

/// Throws ValueRejected for a value that the declaration does not allow.
SettingValue value_from_json(const Json& json, const SettingDeclaration& setting);
Json json_of(const SettingValue& value);

}  // namespace voxtrait

#include "pyradiomics_image_types.hpp"

#include <algorithm>

#include "voxtrait/core/nearest_name.hpp"
#include "voxtrait/filter/pyradiomics.hpp"

namespace voxtrait {

namespace {

std::vector<std::string> type_names() {
  std::vector<std::string> names{"Original"};
  for (const PyradiomicsImageType& type : pyradiomics_image_types()) names.emplace_back(type.id);
  return names;
}

/// Whether a setting is for features, not for some image type.
bool of_features(const std::string& key) {
  return std::ranges::none_of(pyradiomics_image_types(), [&key](const PyradiomicsImageType& type) {
    return std::ranges::find(type.settings, key) != type.settings.end();
  });
}

/// The settings that may stand with an image type.
std::vector<Field> fields_of(const std::string& type) {
  std::vector<Field> fields = image_type_setting_fields();
  const PyradiomicsImageType* row = find_pyradiomics_image_type(type);
  std::erase_if(fields, [row](const Field& field) {
    const bool own =
        row != nullptr && std::ranges::find(row->settings, field.key) != row->settings.end();
    return !own && !of_features(field.key);
  });
  return fields;
}

void require_valid(const std::string& type, const std::string& key, const Json& value) {
  const std::vector<Field> fields = fields_of(type);
  const auto field = std::ranges::find(fields, key, &Field::key);
  if (field == fields.end()) {
    std::vector<std::string> keys;
    keys.reserve(fields.size());
    for (const Field& f : fields) keys.push_back(f.key);
    throw ValueRejected{type + " has no setting \"" + key + "\"; " + nearest_hint(key, keys)};
  }
  Settings room;
  try {
    field->read(value, room);
  } catch (const ValueRejected&) {
    throw ValueRejected{"found " + shown(value) + " for " + type + "/" + key + ", which must be " +
                        field->expected};
  }
}

PyradiomicsImageTypeChoice choice_from(const std::string& type, const Json& settings) {
  const std::vector<std::string> known = type_names();
  if (std::ranges::find(known, type) == known.end()) {
    throw ValueRejected{nearest_hint(type, known)};
  }
  if (!settings.is_object()) {
    throw ValueRejected{"found " + shown(settings) + " for the settings of " + type};
  }
  PyradiomicsImageTypeChoice choice{type, {}};
  for (const auto& [key, value] : settings.items()) {
    require_valid(type, key, value);
    choice.settings.emplace_back(key, value.dump());
  }
  return choice;
}

void read_choices(const Json& value, Settings& settings) {
  if (!value.is_object()) throw ValueRejected{};
  std::vector<PyradiomicsImageTypeChoice> choices;
  for (const auto& [type, own] : value.items()) choices.push_back(choice_from(type, own));
  settings.pyradiomics.image_types = std::move(choices);
}

Json written_choices(const Settings& settings) {
  Json json = Json::object();
  for (const auto& [type, own] : settings.pyradiomics.image_types) {
    json[type] = Json::object();
    for (const auto& [key, value] : own) json[type][key] = Json::parse(value);
  }
  return json;
}

Json choices_schema() {
  Json properties = Json::object();
  for (const std::string& type : type_names()) {
    Json own = Json::object();
    for (const Field& field : fields_of(type)) own[field.key] = field.schema();
    const PyradiomicsImageType* row = find_pyradiomics_image_type(type);
    properties[type] = {{"type", "object"},
                        {"description", row != nullptr ? row->doc : "The image itself."},
                        {"additionalProperties", false},
                        {"properties", own}};
  }
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", properties}};
}

}  // namespace

Field image_types_field() {
  Field field;
  field.section = "pyradiomics";
  field.key = "imageType";
  field.doc =
      "Images whose features are computed, in this order, each with the settings that differ for "
      "it: those of features and its own. Shape is that of the original image.";
  field.step = field.pointer();
  field.expected = "an object with image types (";
  for (const std::string& type : type_names()) {
    field.expected += (type == "Original" ? "" : ", ") + type;
  }
  field.expected += ") and objects with their settings";
  field.schema = choices_schema;
  field.read = read_choices;
  field.write = written_choices;
  return field;
}

PyradiomicsSettings settings_for(const PyradiomicsSettings& settings,
                                 const PyradiomicsImageTypeChoice& choice) {
  Settings own;
  own.pyradiomics = settings;
  if (choice.settings.empty()) return settings;
  const std::vector<Field> fields = image_type_setting_fields();
  for (const auto& [key, value] : choice.settings) {
    const auto field = std::ranges::find(fields, key, &Field::key);
    if (field != fields.end()) field->read(Json::parse(value), own);
  }
  return own.pyradiomics;
}

std::vector<std::string> image_names(const PyradiomicsSettings& settings) {
  std::vector<std::string> names;
  for (const PyradiomicsImageTypeChoice& choice : settings.image_types) {
    const PyradiomicsImageType* type = find_pyradiomics_image_type(choice.type);
    if (type == nullptr) continue;
    for (std::string& name : type->images(settings_for(settings, choice))) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace voxtrait

#pragma once

#include "fields.hpp"

namespace voxtrait {

/// The settings that may differ between image types: those of the feature classes, and those of
/// the types themselves.
std::vector<Field> image_type_setting_fields();

/// The setting `imageType` of the section `pyradiomics`.
Field image_types_field();

/// The settings that hold for one image type.
PyradiomicsSettings settings_for(const PyradiomicsSettings& settings,
                                 const PyradiomicsImageTypeChoice& choice);

/// The names of all images of the chosen types but for the original one, in their order.
std::vector<std::string> image_names(const PyradiomicsSettings& settings);

}  // namespace voxtrait

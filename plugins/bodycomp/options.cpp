#include "options.hpp"

namespace bodycomp {

namespace {

namespace plugin = voxtrait::plugin;

enum Place : std::size_t {
  preset_place,
  muscle_place,
  intermuscular_place,
  subcutaneous_place,
  visceral_place,
  range_place,
  height_place
};

constexpr double least_height = 0.3;
constexpr double most_height = 2.8;

constexpr voxtrait_setting height_setting() {
  voxtrait_setting height =
      plugin::setting("height", VOXTRAIT_NUMBER, "null",
                      "Height of the patient, for the skeletal muscle index and gauge.", "m");
  height.nullable = 1;
  height.minimum = &least_height;
  height.maximum = &most_height;
  return height;
}

constexpr std::array settings{
    plugin::choice("preset", preset_names, R"("alberta")",
                   "CT numbers of the tissues, closed ranges. Skeletal muscle is -29 to 150 HU in "
                   "all. alberta: fat -190 to -30 HU, but visceral fat -150 to -50 HU; boa: all "
                   "fat -190 to -30 HU; fat_140_30: all fat -140 to -30 HU."),
    plugin::setting("muscle_labels", VOXTRAIT_INTEGERS, "[]",
                    "Labels of the mask that skeletal muscle lies in. Fat in them is intermuscular "
                    "fat."),
    plugin::setting("intermuscular_labels", VOXTRAIT_INTEGERS, "[]",
                    "More labels that intermuscular fat lies in."),
    plugin::setting("subcutaneous_labels", VOXTRAIT_INTEGERS, "[]",
                    "Labels of the mask that subcutaneous fat lies in."),
    plugin::setting("visceral_labels", VOXTRAIT_INTEGERS, "[]",
                    "Labels of the mask that visceral fat lies in, such as the torso's fat or the "
                    "abdominal cavity."),
    plugin::setting("range_labels", VOXTRAIT_INTEGERS, "[]",
                    "Labels, such as vertebrae, from whose first to whose last slice tissue is "
                    "measured. Without any, the label of each row says it: extract the label of "
                    "L3 for the slices of L3."),
    height_setting(),
};

Options::Labels labels_of(const voxtrait_value& value) {
  return {value.integers, value.integers + value.count};
}

}  // namespace

std::span<const voxtrait_setting> declared_settings() { return settings; }

Options::Options(const plugin::Inputs& inputs)
    : preset(presets.at(static_cast<std::size_t>(inputs.setting(preset_place).integer))),
      range(labels_of(inputs.setting(range_place))) {
  regions[muscle] = labels_of(inputs.setting(muscle_place));
  regions[subcutaneous] = labels_of(inputs.setting(subcutaneous_place));
  regions[visceral] = labels_of(inputs.setting(visceral_place));
  regions[intermuscular] = regions[muscle];
  for (const std::int64_t label : labels_of(inputs.setting(intermuscular_place))) {
    regions[intermuscular].push_back(label);
  }
  const voxtrait_value& given = inputs.setting(height_place);
  if (given.is_null == 0) height = given.number;
}

}  // namespace bodycomp

// Body composition from CT: muscle and fat in the regions that a segmentation tool has labelled.
// Built through the public plugin interface alone.
#include <voxtrait/plugin.hpp>

#include "features.hpp"
#include "options.hpp"
#include "phantom.hpp"

namespace {

namespace plugin = voxtrait::plugin;

voxtrait_family made_family() {
  voxtrait_family family = plugin::family(
      "voxtrait.bodycomp", "CT body composition",
      "Muscle and fat in the slices of a label, by regions of the mask and named presets of CT "
      "numbers.",
      VOXTRAIT_INPUT_ROI | VOXTRAIT_INPUT_SCENE, bodycomp::declared_features(),
      plugin::compute<bodycomp::compute>);
  family.flags = VOXTRAIT_ON_DEMAND;
  family.settings = bodycomp::declared_settings().data();
  family.setting_count = bodycomp::declared_settings().size();
  return family;
}

}  // namespace

uint32_t voxtrait_plugin_abi() { return VOXTRAIT_ABI; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* /*host*/) {
  static const std::array families{made_family()};
  static const voxtrait_plugin description = [] {
    voxtrait_plugin made = plugin::describe(
        "voxtrait.bodycomp", BODYCOMP_VERSION,
        "CT body composition: muscle, intermuscular, subcutaneous and visceral fat.", families);
    made.references = bodycomp::references().data();
    made.reference_count = bodycomp::references().size();
    return made;
  }();
  return &description;
}

#include <map>
#include <memory>

#include "commands.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/write_image.hpp"
#include "voxtrait/pipeline/declared_setting.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"
#include "voxtrait/pipeline/response_map.hpp"

namespace voxtrait::cli {

namespace {

struct Options {
  std::string image;
  std::string output;
  std::string filter;
  std::string plane = "axial";
  int threads = 0;
  std::map<std::string, std::string> settings;  ///< of the filter
};

constexpr const char* footer = R"(Examples:
  voxtrait filter ct.nii.gz -o log.nii.gz --filter log --sigma-mm 3
  voxtrait filter ct.nii.gz -o llh.nii.gz --filter wavelet --wavelet db3 --bands LLH
  voxtrait filter ct.nrrd -o energy.nrrd --filter laws --kernels L5E5 --rotation-invariance true \
      --pooling max --energy true

The map has the image's grid, a decimated one every second voxel of it for each level, and holds
32-bit floats. Axes and slices are those of the patient, as in 'voxtrait extract', whatever the order
of the file's axes.)";

int filter_image(const Options& options, const Registry& registry) {
  require_writable_format(options.output);
  const FilterChoice choice = filter_from_text(
      options.filter, {options.settings.begin(), options.settings.end()}, registry);
  const Parallel parallel(options.threads);
  const Image image = read_image(options.image);
  const ResponseMap map =
      response_map(image, choice, slice_plane_named(options.plane, registry), registry, parallel);
  write_image(options.output, map.values, map.geometry);
  return all_right;
}

std::string filter_list(const Registry& registry) {
  std::string text;
  for (const Filter& filter : registry.filters()) {
    text += (text.empty() ? "" : ", ") + std::string(filter.info.id);
  }
  return text;
}

/// The filters that have a setting, and what each takes it for.
std::string setting_doc(const Registry& registry, std::string_view id) {
  std::map<std::string, std::string> filters_of;  // by what is said of the setting
  std::vector<std::string> order;
  for (const Filter& filter : registry.filters()) {
    for (const SettingDeclaration& setting : filter.settings) {
      if (setting.key != id) continue;
      const std::string doc = std::string(setting.doc) + "; " + expected_of(setting) +
                              ", default " + default_of(setting);
      std::string& filters = filters_of[doc];
      if (filters.empty()) order.push_back(doc);
      filters += (filters.empty() ? "" : ", ") + std::string(filter.info.id);
    }
  }
  std::string text;
  for (const std::string& doc : order) {
    text += (text.empty() ? "" : " ") + filters_of[doc] + ": " + doc + ".";
  }
  return text;
}

/// One flag for each setting that some filter has.
void add_filter_flags(CLI::App& command, const Registry& registry,
                      const std::shared_ptr<Options>& options) {
  std::vector<std::string_view> known;
  for (const Filter& filter : registry.filters()) {
    for (const SettingDeclaration& setting : filter.settings) {
      if (std::ranges::find(known, setting.key) != known.end()) continue;
      known.push_back(setting.key);
      std::string flag = "--" + std::string(setting.key);
      std::ranges::replace(flag, '_', '-');
      command
          .add_option_function<std::string>(
              flag,
              [options, id = std::string(setting.key)](const std::string& text) {
                options->settings[id] = text;
              },
              setting_doc(registry, setting.key))
          ->type_name(setting.unit.empty() ? "VALUE" : "[" + std::string(setting.unit) + "]")
          ->group("Settings of filters");
    }
  }
}

}  // namespace

void add_filter(CLI::App& app, const Registry& registry, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("filter", "Filter an image and write the response map as an image.");
  command->footer(footer);
  command->add_option("IMAGE", options->image, "Image: .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd")
      ->required();
  command->add_option("-o,--output", options->output, "Map: .nii, .nii.gz, .nrrd or .mha")
      ->required();
  command->add_option("--filter", options->filter, "One of " + filter_list(registry))->required();
  command
      ->add_option("--plane", options->plane,
                   "Plane of the slices: axial (default), coronal, sagittal or stored")
      ->check(CLI::IsMember({"axial", "coronal", "sagittal", "stored"}));
  command
      ->add_option("--threads", options->threads,
                   "Threads to use; VOXTRAIT_THREADS or all processors by default")
      ->check(CLI::Range(1, 1024));
  add_filter_flags(*command, registry, options);
  command->callback([options, &registry, &action] {
    action = [options, &registry] { return filter_image(*options, registry); };
  });
}

}  // namespace voxtrait::cli

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "voxtrait/core/label_map.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/memory.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string image;
  std::string mask;
  std::string settings;
  bool json = false;
};

constexpr const char* footer = R"(Examples:
  voxtrait plan --settings settings.json
  voxtrait plan ct.nii.gz tumour.nii.gz --settings settings.json

With image and mask, memory is estimated from the image's header and the boxes of the mask's labels;
the image's voxels are not read. Estimates are upper bounds; 'extract --max-memory' keeps to them.)";

/// What one label will take.
struct LabelPlan {
  LabelRegion region;
  MemoryEstimate memory;
};

struct CasePlan {
  std::uint64_t inputs = 0;  ///< bytes of image and mask
  std::vector<LabelPlan> labels;

  /// With one label at a time, as under --max-memory.
  [[nodiscard]] std::uint64_t peak() const {
    std::uint64_t largest = 0;
    for (const LabelPlan& label : labels) largest = std::max(largest, label.memory.peak());
    return base_memory + inputs + largest;
  }
};

std::uint64_t bytes_of(const Geometry& geometry, PixelType type) {
  return static_cast<std::uint64_t>(geometry.voxel_count()) * size_of(type);
}

CasePlan plan_case(const Options& options, const Extractor& extractor) {
  CasePlan result;
  if (options.image.empty()) return result;
  const ImageHeader image = read_image_header(options.image);
  const Image mask = read_image(options.mask);
  require_fitting_mask(image.geometry, mask.geometry(), extractor.settings());
  result.inputs = bytes_of(image.geometry, image.type) + bytes_of(mask.geometry(), mask.type());
  const std::vector<std::int64_t> labels = default_labels(extractor.settings());
  for (const LabelRegion& region : find_labels(mask)) {
    if (!labels.empty() && std::ranges::find(labels, region.label) == labels.end()) continue;
    result.labels.push_back({region, estimate_memory(image.geometry, mask.geometry(), region,
                                                     extractor.settings(), extractor.plan())});
  }
  return result;
}

std::string joined(const std::vector<Aggregation>& aggregations) {
  std::string text;
  for (const Aggregation a : aggregations) {
    text += (text.empty() ? "" : ", ") + std::string(name(a));
  }
  return text;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes >> 20U) + 1) + " MB"; }

std::string text_of(const Extractor& extractor, const CasePlan& plan) {
  std::string text = padded("family", 30) + padded("values", 8) + "aggregations\n";
  for (const Plan::Entry& entry : extractor.plan().entries) {
    const std::size_t values = entry.aggregations.size() * entry.features.size();
    text += padded(std::string(entry.family->info.id), 30) + padded(std::to_string(values), 8) +
            joined(entry.aggregations) + "\n";
  }
  text += padded("all", 30) + std::to_string(extractor.plan().value_count()) +
          " values for each label\n";
  if (plan.inputs == 0) return text;
  text += "\nimage and mask take " + megabytes(plan.inputs) + "\n";
  for (const LabelPlan& label : plan.labels) {
    text += "label " + std::to_string(label.region.label) + ": " +
            std::to_string(label.region.voxels) + " voxels, up to " +
            megabytes(label.memory.peak());
    if (label.memory.spatial_autocorrelation > 0) {
      text += " (" + megabytes(label.memory.peak_without_autocorrelation()) +
              " without Moran's I and Geary's C)";
    }
    text += "\n";
  }
  return text + "whole process, one label at a time: up to " + megabytes(plan.peak()) + "\n";
}

std::string json_of(const Extractor& extractor, const CasePlan& plan) {
  Json json;
  json["settings"] = Json::parse(extractor.settings_json());
  json["values_per_label"] = extractor.plan().value_count();
  json["families"] = Json::array();
  for (const Plan::Entry& entry : extractor.plan().entries) {
    Json family;
    family["family"] = entry.family->info.id;
    family["features"] = entry.features.size();
    for (const Aggregation a : entry.aggregations) family["aggregations"].push_back(name(a));
    json["families"].push_back(family);
  }
  if (plan.inputs == 0) return json.dump(1) + "\n";
  json["input_bytes"] = plan.inputs;
  json["peak_bytes"] = plan.peak();
  for (const LabelPlan& label : plan.labels) {
    json["labels"].push_back(
        {{"label", label.region.label},
         {"voxels", label.region.voxels},
         {"peak_bytes", label.memory.peak()},
         {"peak_bytes_without_autocorrelation", label.memory.peak_without_autocorrelation()}});
  }
  return json.dump(1) + "\n";
}

int print_plan(const Options& options, const Registry& registry) {
  Settings settings;
  if (!options.settings.empty()) {
    settings = settings_from_json(read_text_file(options.settings), registry);
  }
  const Extractor extractor(settings, registry);
  const CasePlan plan = plan_case(options, extractor);
  print(options.json ? json_of(extractor, plan) : text_of(extractor, plan));
  return all_right;
}

}  // namespace

void add_plan(CLI::App& app, const Registry& registry, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("plan", "Say what will be computed and how much memory it takes.");
  command->footer(footer);
  CLI::Option* image = command->add_option("IMAGE", options->image, "Image");
  CLI::Option* mask = command->add_option("MASK", options->mask, "Mask on the image's grid");
  image->needs(mask);
  command->add_option("--settings", options->settings, "Settings file (JSON)");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &registry, &action] {
    action = [options, &registry] { return print_plan(*options, registry); };
  });
}

}  // namespace voxtrait::cli

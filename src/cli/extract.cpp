#include <chrono>
#include <cstdio>
#include <map>
#include <memory>

#include "commands.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/core/without_background.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait::cli {

namespace {

struct Options {
  std::string image;
  std::string mask;
  std::string settings;
  std::string labels = "all";
  std::string format;
  std::string output;
  std::string provenance;
  Request request;
  bool timing = false;
  std::map<std::string, std::string> overrides;  ///< JSON pointer -> text
};

constexpr const char* footer = R"(Examples:
  voxtrait extract ct.nii.gz tumour.nii.gz --format table
  voxtrait extract ct.nii.gz tumour.nii.gz --settings A.json -o features.csv
  voxtrait extract ct.nrrd labels.nrrd --labels 1,3 --interpolation-method linear \
      --interpolation-spacing 1,1,1 --resegmentation-range=-500,400 --format json

Every setting has a flag; flags override the settings file. 'voxtrait schema' documents them.)";

std::vector<std::int64_t> labels_from(const std::string& text) {
  std::vector<std::int64_t> labels;
  if (text == "all") return labels;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    std::size_t used = 0;
    try {
      labels.push_back(std::stoll(item, &used));
    } catch (const std::logic_error&) {
      used = 0;
    }
    if (used == 0 || used != item.size()) {
      throw Error(ErrorCode::config_invalid,
                  "expected all or whole numbers such as 1,2; found \"" + text + "\"", "--labels");
    }
    begin = end + 1;
  }
  return labels;
}

TableFormat format_of(const Options& options) {
  static const std::map<std::string, TableFormat> formats{{"long", TableFormat::long_csv},
                                                          {"wide", TableFormat::wide_csv},
                                                          {"json", TableFormat::json},
                                                          {"table", TableFormat::text}};
  if (!options.format.empty()) return formats.at(options.format);
  return options.output.ends_with(".json") ? TableFormat::json : TableFormat::long_csv;
}

Settings settings_of(const Options& options, const Registry& registry) {
  Settings settings;
  if (!options.settings.empty()) {
    settings = settings_from_json(read_text_file(options.settings), registry);
  }
  for (const auto& [pointer, text] : options.overrides) {
    set_from_text(settings, pointer, text, registry);
  }
  return settings;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void deliver(const Options& options, const Table& table) {
  const std::string text = to_text(table, format_of(options));
  if (!options.provenance.empty()) write_file(options.provenance, table.provenance + "\n");
  if (options.output.empty()) {
    print(text);
  } else {
    write_file(options.output, text);
  }
}

void warn(const Table& table) {
  for (const std::string& warning : table.warnings) {
    std::fprintf(stderr, "voxtrait: warning: %s\n", warning.c_str());
  }
  if (!table.has_failures()) return;
  for (const Row& row : table.rows) {
    if (row.value.status != Status::failed && row.value.status != Status::empty_roi) continue;
    const std::string label = row.label ? "label " + std::to_string(*row.label) : "no label";
    std::fprintf(stderr, "voxtrait: %s: %s\n", label.c_str(), row.value.reason.c_str());
    break;
  }
}

int extract_case(Options options, const Registry& registry) {
  const Extractor extractor(settings_of(options, registry), registry);
  options.request.labels = labels_from(options.labels);
  options.request.hash_inputs =
      !options.provenance.empty() || format_of(options) == TableFormat::json;
  const auto start = std::chrono::steady_clock::now();
  const ImageHeader header = read_image_header(options.image);  // says early what is missing
  const Image mask = without_background(read_image(options.mask));
  const Box part = extractor.needed_part(header.geometry, mask, options.request);
  const Image image = read_image(options.image, part);
  const double reading = seconds_since(start);
  const Table table = extractor.extract(image, mask, options.request);
  const double computing = seconds_since(start) - reading;
  deliver(options, table);
  warn(table);
  if (options.timing) {
    std::fprintf(stderr, "reading %.3f s, computing %.3f s, writing %.3f s\n", reading, computing,
                 seconds_since(start) - reading - computing);
  }
  return table.has_failures() ? some_failed : all_right;
}

/// One flag for every setting, from the one list of settings.
void add_settings_flags(CLI::App& command, const Registry& registry,
                        const std::shared_ptr<Options>& options) {
  for (const SettingInfo& info : setting_infos(registry)) {
    command
        .add_option_function<std::string>(
            info.flag,
            [options, pointer = info.pointer](const std::string& text) {
              options->overrides[pointer] = text;
            },
            info.doc + " Expects " + info.type + ". Default " + info.default_value + ".")
        ->type_name(info.unit.empty() ? "VALUE" : "[" + info.unit + "]")
        ->group("Settings");
  }
}

}  // namespace

void add_extract(CLI::App& app, const Registry& registry, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("extract", "Compute the features of one image within a mask.");
  command->footer(footer);
  command->add_option("IMAGE", options->image, "Image: .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd")
      ->required();
  command->add_option("MASK", options->mask, "Mask on the image's grid; 0 is outside")->required();
  command->add_option("--settings", options->settings, "Settings file (JSON)");
  command->add_option("--labels", options->labels, "Labels such as 1,2; all by default");
  command
      ->add_option("--format", options->format,
                   "long (CSV, a line for each value; default), wide (CSV, a line for each "
                   "label), json, or table (for people)")
      ->check(CLI::IsMember({"long", "wide", "json", "table"}));
  command->add_option("-o,--output", options->output, "File to write instead of standard output");
  command->add_option("--provenance", options->provenance,
                      "File for version, settings and input hashes (JSON)");
  command->add_option("--case", options->request.case_name,
                      "Name of the case in the output; file names never appear there");
  command
      ->add_option("--threads", options->request.threads,
                   "Threads to use; VOXTRAIT_THREADS or all processors by default")
      ->check(CLI::Range(1, 1024));
  command
      ->add_option("--max-memory", options->request.max_memory,
                   "Limit for the whole process, e.g. 2GB; what does not fit gets status failed")
      ->transform(CLI::AsSizeValue(false));
  command->add_flag("--resample-mask", options->request.resample_mask,
                    "Put the mask onto the image's grid by nearest neighbour");
  command->add_flag("--diagnostics", options->request.diagnostics,
                    "Add rows on image and ROI after each stage of pre-processing");
  command->add_flag("--timing", options->timing, "Report times on standard error");
  add_settings_flags(*command, registry, options);
  command->callback([options, &registry, &action] {
    action = [options, &registry] { return extract_case(*options, registry); };
  });
}

}  // namespace voxtrait::cli

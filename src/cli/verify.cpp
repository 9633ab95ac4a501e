#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "verdict_counts.hpp"
#include "verify_html.hpp"
#include "voxtrait/core/error.hpp"
#include "voxtrait/io/reference_study.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/plugin/verify_plugins.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string data;
  std::string html;
  int threads = 0;
  bool json = false;
  bool plugins = false;
};

Json json_row(const VerifiedValue& v) {
  Json json;
  json["configuration"] = v.reference.configuration;
  json["family"] = v.reference.family;
  json["feature"] = v.reference.feature;
  json["ibsi_code"] = v.reference.ibsi_code;
  json["parameter_code"] = v.reference.parameter_code;
  json["aggregation"] = v.reference.aggregation;
  json["value"] = v.computed && v.computed->ok() ? Json(v.computed->number) : Json();
  json["reference"] = v.reference.value ? Json(*v.reference.value) : Json();
  json["tolerance"] = v.reference.tolerance;
  json["consensus"] = v.reference.consensus;
  json["verdict"] = name(v.verdict);
  json["reason"] = v.computed ? v.computed->reason : "";
  return json;
}

std::string json_text(const std::vector<VerifiedValue>& values) {
  const Counts counts = count_all(values);
  Json json;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    json["summary"][std::string(name(static_cast<Verdict>(i)))] = counts[i];
  }
  json["rows"] = Json::array();
  for (const VerifiedValue& value : values) json["rows"].push_back(json_row(value));
  return json.dump(1) + "\n";
}

std::string miss_text(const VerifiedValue& v) {
  const std::string found =
      v.computed->ok() ? shortest_decimal(v.computed->number)
                       : std::string(name(v.computed->status)) + " (" + v.computed->reason + ")";
  return "MISS " + v.reference.configuration + " " + v.reference.family + " " +
         v.reference.feature + " [" + v.reference.ibsi_code + " " + v.reference.aggregation +
         "]: " + found + ", reference " + shortest_decimal(*v.reference.value) + " +/- " +
         shortest_decimal(v.reference.tolerance) + "\n";
}

std::string readable_text(const std::vector<VerifiedValue>& values) {
  std::string text;
  std::string misses;
  for (std::size_t begin = 0; begin < values.size();) {
    const ReferenceValue& first = values[begin].reference;
    Counts counts{};
    std::size_t end = begin;
    while (end < values.size() && values[end].reference.family == first.family &&
           values[end].reference.configuration == first.configuration) {
      ++counts[static_cast<std::size_t>(values[end].verdict)];
      if (values[end].verdict == Verdict::missed) misses += miss_text(values[end]);
      ++end;
    }
    std::string title = first.configuration +
                        std::string(9 - std::min<std::size_t>(first.configuration.size(), 8), ' ') +
                        first.family;
    title.resize(std::max<std::size_t>(title.size() + 1, 42), ' ');
    text += title + verdict_text(counts) + "\n";
    begin = end;
  }
  return text + misses + "total    " + verdict_text(count_all(values)) + "\n";
}

/// The folder with the reference data; for plugins it need not be there.
std::filesystem::path data_for_plugins(const Options& options) {
  if (!options.data.empty()) return options.data;
  try {
    return find_data_directory();
  } catch (const Error&) {
    return {};
  }
}

int report(const std::vector<VerifiedValue>& values, bool json) {
  print(json ? json_text(values) : readable_text(values));
  return count(count_all(values), Verdict::missed) == 0 ? all_right : some_failed;
}

int verify_all(const Options& options, const Registry& registry) {
  if (options.plugins) {
    return report(verify_plugins(registry, data_for_plugins(options), options.threads),
                  options.json);
  }
  const std::filesystem::path data =
      options.data.empty() ? find_data_directory() : std::filesystem::path(options.data);
  const bool terminal = isatty(STDERR_FILENO) != 0;
  const auto values = verify(data, options.threads, [terminal](const std::string& configuration) {
    if (terminal) std::fprintf(stderr, "running configuration %s\n", configuration.c_str());
  });
  if (!options.html.empty()) {
    const auto second = std::ranges::find(values, "filters", [](const VerifiedValue& v) {
      return std::string_view(v.reference.configuration);
    });
    const std::span first(values.begin(), second);  // the report is that of IBSI 1
    write_file(options.html, verification_page(first, data, options.threads));
  }
  return report(values, options.json);
}

}  // namespace

void add_verify(CLI::App& app, const Registry& registry, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Compare with the IBSI reference values: digital phantom, configurations A to E, filters.");
  command->footer(
      "Examples:\n  voxtrait verify --json > verification.json\n"
      "  voxtrait verify --html verification.html\n"
      "  voxtrait verify --plugin voxtrait.bodycomp --plugins\n\n"
      "A value matches by IBSI's rule: its difference from the reference, cut after "
      "the\nreference's third significant digit, is within the tolerance. A response map matches "
      "if no voxel\ndeviates by more than 1 % of the range of the reference map; its "
      "value is the largest\ndeviation in %. The HTML report covers IBSI 1. Exit code "
      "1 on a miss.");
  command->add_flag("--json", options->json, "Print JSON with every value");
  command->add_option("--html", options->html,
                      "File for a report: one web page with all values, settings and pictures");
  command->add_option("--data", options->data, "Folder that holds ibsi/reference and the phantoms");
  command->add_option("--threads", options->threads, "Threads to use")->check(CLI::Range(1, 1024));
  command->add_flag("--plugins", options->plugins,
                    "Compare with the values that loaded plugins bring instead");
  command->callback([options, &registry, &action] {
    action = [options, &registry] { return verify_all(*options, registry); };
  });
}

}  // namespace voxtrait::cli

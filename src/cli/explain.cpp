#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/explain.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string first;
  std::string second;
  std::string image;
  std::string mask;
  bool json = false;
  Request request;
};

constexpr const char* footer = R"(Example:
  voxtrait explain site_a.json site_b.json ct.nii.gz tumour.nii.gz

Settings are switched from A to B one step at a time, in the order in which they act; the changes of
a feature add up to its whole difference.)";

Json json_value(const Value& value) { return value.ok() ? Json(value.number) : Json(); }

std::string json_text(const Explanation& explanation) {
  Json json;
  json["steps"] = explanation.steps;
  json["only_a"] = explanation.only_first;
  json["only_b"] = explanation.only_second;
  json["features"] = Json::array();
  for (const Explanation::Feature& f : explanation.features) {
    Json row;
    row["label"] = f.label ? Json(*f.label) : Json();
    row["family"] = f.id.family;
    row["feature"] = f.id.feature;
    row["ibsi_code"] = f.id.ibsi_code;
    row["aggregation"] = name(f.id.aggregation);
    row["value_a"] = json_value(f.first);
    row["value_b"] = json_value(f.second);
    for (std::size_t s = 0; s < f.changes.size(); ++s) {
      row["changes"][explanation.steps[s]] = json_value(f.changes[s]);
    }
    json["features"].push_back(row);
  }
  return json.dump(1) + "\n";
}

std::string number_text(const Value& value, const char* format) {
  if (!value.ok()) return std::string(name(value.status));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), format, value.number);
  return text.data();
}

/// The steps that change a feature, the largest change first.
std::string changes_text(const Explanation& explanation, const Explanation::Feature& feature) {
  std::vector<std::size_t> order;
  for (std::size_t s = 0; s < feature.changes.size(); ++s) {
    if (!feature.changes[s].ok() || feature.changes[s].number != 0.0) order.push_back(s);
  }
  std::ranges::stable_sort(order, std::greater<>(), [&feature](std::size_t s) {
    return feature.changes[s].ok() ? std::abs(feature.changes[s].number) : HUGE_VAL;
  });
  std::string text;
  for (const std::size_t s : order) {
    text += (text.empty() ? "" : ", ") + explanation.steps[s] + " " +
            number_text(feature.changes[s], "%+.4g");
  }
  return text;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string readable_text(const Explanation& explanation) {
  std::string text = "Steps that differ, in the order in which they act:\n";
  for (const std::string& step : explanation.steps) text += "  " + step + "\n";
  if (explanation.steps.empty()) text += "  (none)\n";
  text += "\n" + padded("feature", 62) + padded("A", 14) + padded("B", 14) + "changed by\n";
  std::size_t equal = 0;
  for (const Explanation::Feature& f : explanation.features) {
    if (!f.differs()) {
      ++equal;
      continue;
    }
    const std::string aggregation =
        f.id.aggregation == Aggregation::whole_roi ? "" : " " + std::string(name(f.id.aggregation));
    const std::string label = f.label ? std::to_string(*f.label) + " " : "";
    text += padded(label + f.id.family + "." + f.id.feature + aggregation, 61) + " " +
            padded(number_text(f.first, "%.6g"), 14) + padded(number_text(f.second, "%.6g"), 14) +
            changes_text(explanation, f) + "\n";
  }
  text += "\n" + std::to_string(explanation.features.size() - equal) + " features differ, " +
          std::to_string(equal) + " are equal";
  text += "; only A computes " + std::to_string(explanation.only_first) + ", only B " +
          std::to_string(explanation.only_second) + " values\n";
  return text;
}

Settings settings_from_file(const std::string& path, const Registry& registry) {
  return settings_from_json(read_text_file(path), registry);
}

int explain_case(const Options& options, const Registry& registry) {
  const Settings first = settings_from_file(options.first, registry);
  const Settings second = settings_from_file(options.second, registry);
  const Explanation explanation = explain(read_image(options.image), read_image(options.mask),
                                          first, second, options.request, registry);
  print(options.json ? json_text(explanation) : readable_text(explanation));
  return all_right;
}

}  // namespace

void add_explain(CLI::App& app, const Registry& registry, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("explain", "Say which step makes the values of two settings differ.");
  command->footer(footer);
  command->add_option("A", options->first, "Settings file (JSON)")->required();
  command->add_option("B", options->second, "Settings file (JSON)")->required();
  command->add_option("IMAGE", options->image, "Image to compare them on")->required();
  command->add_option("MASK", options->mask, "Mask on the image's grid")->required();
  command->add_flag("--json", options->json, "Print JSON, with the features that are equal");
  command->add_option("--threads", options->request.threads, "Threads to use")
      ->check(CLI::Range(1, 1024));
  command->callback([options, &registry, &action] {
    action = [options, &registry] { return explain_case(*options, registry); };
  });
}

}  // namespace voxtrait::cli

#include "voxtrait/plugin/verify_plugins.hpp"

#include <cmath>
#include <optional>

#include "voxtrait/io/read_image.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

/// The features of a case's image; nothing where the image is not there.
std::optional<Table> run(const PluginReferenceCase& reference, const Registry& registry,
                         const fs::path& data, int threads) {
  const std::string settings = reference.settings.empty() ? "{}" : reference.settings;
  const Extractor extractor(settings_from_json(settings, registry), registry);
  Request request;
  request.threads = threads;
  if (!reference.intensities.empty()) {
    return extractor.extract(view(reference.intensities.data(), reference.geometry),
                             view(reference.labels.data(), reference.geometry), request);
  }
  const ReferenceStudy study = reference_study(data, "phantom");
  if (data.empty() || !fs::exists(study.image)) return std::nullopt;
  return extractor.extract(read_image(study.image), read_image(study.mask), request);
}

std::optional<Value> find_value(const Table& table, const PluginReferenceValue& wanted) {
  for (const Row& row : table.rows) {
    if (row.label == wanted.label && row.id.family == wanted.family &&
        row.id.feature == wanted.feature && row.id.aggregation == wanted.aggregation) {
      return row.value;
    }
  }
  return std::nullopt;
}

ReferenceValue described(const PluginReferenceValue& value, const std::string& configuration) {
  ReferenceValue reference;
  reference.configuration = configuration;
  reference.family = value.family;
  reference.feature = value.feature;
  reference.aggregation = name(value.aggregation);
  reference.value = value.value;
  reference.tolerance = value.tolerance;
  return reference;
}

Verdict judge(const PluginReferenceValue& reference, const std::optional<Value>& computed) {
  if (!computed) return Verdict::not_implemented;
  const bool good =
      computed->ok() && std::abs(computed->number - reference.value) <= reference.tolerance;
  return good ? Verdict::matched : Verdict::missed;
}

}  // namespace

std::vector<VerifiedValue> verify_plugins(const Registry& registry, const fs::path& data,
                                          int threads,
                                          const std::function<void(const std::string&)>& progress) {
  std::vector<VerifiedValue> result;
  for (const PluginInfo& plugin : registry.plugins()) {
    for (const PluginReferenceCase& reference : plugin.references) {
      const std::string configuration = plugin.id + "/" + reference.name;
      if (progress) progress(configuration);
      const std::optional<Table> table = run(reference, registry, data, threads);
      for (const PluginReferenceValue& value : reference.values) {
        VerifiedValue verified{described(value, configuration), std::nullopt, Verdict::no_data};
        if (table) {
          verified.computed = find_value(*table, value);
          verified.verdict = judge(value, verified.computed);
        }
        result.push_back(std::move(verified));
      }
    }
  }
  return result;
}

}  // namespace voxtrait

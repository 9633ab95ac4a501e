#include "voxtrait/io/reference_maps.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "voxtrait/core/error.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/filter_choice.hpp"
#include "voxtrait/preprocess/prepare_region.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string file_name(std::string id) {
  std::ranges::replace(id, '.', '_');
  return id + "-ValidCRM.nii.gz";
}

fs::path list_of_maps(const fs::path& data) {
  return data / "ibsi" / "settings" / "response_maps.json";
}

Region whole(const fs::path& path, const Parallel& parallel) {
  const Image image = read_image(path);
  const Region grid = prepared_grid(image.geometry(), {});
  return prepare_region(image, {}, {{0, 0, 0}, grid.grid}, parallel);
}

VerifiedValue judged(const ReferenceMap& map, int threads, const std::stop_token& stop) {
  VerifiedValue result;
  result.reference.configuration = "filters";
  result.reference.family = "response_map";
  result.reference.feature = map.id;
  result.reference.tag = map.id;
  result.reference.aggregation = map.filter;
  result.reference.value = 0.0;
  result.reference.tolerance = 100.0 * map_tolerance;
  result.verdict = Verdict::no_data;
  if (!fs::exists(map.image) || !fs::exists(map.response)) return result;
  const double deviation = largest_deviation(map, threads, stop);
  result.computed = Value::of(100.0 * deviation);
  result.verdict = deviation <= map_tolerance ? Verdict::matched : Verdict::missed;
  return result;
}

}  // namespace

std::vector<ReferenceMap> reference_maps(const fs::path& data) {
  const Json json = Json::parse(read_text_file(list_of_maps(data)));
  std::vector<ReferenceMap> maps;
  for (const Json& entry : json) {
    const auto id = entry.at("id").get<std::string>();
    const auto phantom = entry.at("phantom").get<std::string>();
    maps.push_back({id, phantom, entry.at("filter").dump(),
                    data / "ibsi" / "filter_phantoms" / (phantom + ".nii.gz"),
                    data / "ibsi" / "response_maps" / file_name(id)});
  }
  return maps;
}

double largest_deviation(const ReferenceMap& map, int threads, const std::stop_token& stop) {
  const Parallel parallel(threads, stop);
  const Registry registry = builtin_registry();
  const FilterChoice choice = filter_from_json(map.filter, registry, map.id);
  const Region image = whole(map.image, parallel);
  const Region expected = whole(map.response, parallel);
  const Volume<double> response =
      registry.find_filter(choice.filter)->apply(choice.values, image, image.box, parallel);
  const auto [low, high] = std::ranges::minmax_element(expected.values.values());
  double largest = 0.0;
  for (std::size_t i = 0; i < response.values().size(); ++i) {
    // A difference that is no number must not pass for a small one.
    const double difference = std::abs(response.values()[i] - expected.values.values()[i]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest / (*high - *low);
}

std::vector<VerifiedValue> verify_maps(const fs::path& data, int threads,
                                       const std::function<void(const std::string&)>& progress,
                                       const std::stop_token& stop) {
  std::vector<VerifiedValue> result;
  if (!fs::exists(list_of_maps(data))) return {};
  if (progress) progress("filters");
  for (const ReferenceMap& map : reference_maps(data)) {
    result.push_back(judged(map, threads, stop));
  }
  return result;
}

}  // namespace voxtrait

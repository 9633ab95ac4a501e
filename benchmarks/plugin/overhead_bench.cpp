// What the plugin interface costs: one matrix feature (GLCM contrast, 3D merged) on 103,823 voxels,
// from a shared library, from a function in the program, and from the built-in family.
// Prints medians in s as JSON. The library is the template examples/plugin_c.
//   voxtrait_plugin_overhead [PLUGIN.so]
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include "voxtrait/features/context.hpp"
#include "voxtrait/features/matrices.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/plugin/find_plugins.hpp"

namespace {

using namespace voxtrait;

constexpr std::int64_t edge = 47;
constexpr int rounds = 61;

struct Scan {
  Geometry geometry;
  std::vector<std::int16_t> voxels;
  std::vector<std::uint8_t> mask;
};

/// Whole numbers from 1 to 32 without pattern.
Scan made_up_scan() {
  Scan scan;
  scan.geometry.size = {edge, edge, edge};
  std::uint32_t state = 1;
  for (std::int64_t i = 0; i < edge * edge * edge; ++i) {
    state = state * 1664525U + 1013904223U;
    scan.voxels.push_back(static_cast<std::int16_t>(1U + (state >> 27U)));
  }
  scan.mask.assign(scan.voxels.size(), 1);
  return scan;
}

/// The same feature as a family in the program.
Family inside_family() {
  FeatureInfo feature;
  feature.id = "contrast";
  feature.unit = "1";
  feature.doc = "For the benchmark.";
  Family family;
  family.info = {.id = "bench.inside", .doc = "For the benchmark."};
  family.info.discretised = Discretised::texture;
  family.info.shares = shared_result::co_occurrences;
  family.aggregations = {Aggregation::merged_3d};
  family.features = {feature};
  family.compute = [](const Context& context, std::span<const Aggregation> wanted) {
    const CoOccurrence matrix = glcm_matrices(context, wanted.front()).front();
    double contrast = 0.0;
    for (const CoOccurrence::Cell& cell : matrix.cells) {
      const double apart = static_cast<double>(cell.j - cell.i);
      contrast += apart * apart * (cell.i == cell.j ? 1.0 : 2.0) * cell.count / matrix.total;
    }
    return std::vector<AggregatedValues>{{wanted.front(), {Value::of(contrast)}, {}}};
  };
  return family;
}

Extractor extractor_of(const char* family, const Registry& registry) {
  Settings settings;
  settings.families = {family};
  settings.aggregations = {Aggregation::merged_3d};
  settings.discretisation.method = Discretiser::none;
  return Extractor(settings, registry);
}

double contrast_of(const Table& table) {
  for (const Row& row : table.rows) {
    if (row.id.feature == "contrast") return row.value.number;
  }
  throw std::runtime_error("there is no contrast");
}

struct Contestant {
  const char* what;
  Extractor extractor;
  std::vector<double> seconds;
};

double run(const Contestant& contestant, const Scan& scan) {
  Request request;
  request.threads = 1;
  return contrast_of(contestant.extractor.extract(view(scan.voxels.data(), scan.geometry),
                                                  view(scan.mask.data(), scan.geometry), request));
}

void time_all(std::vector<Contestant>& contestants, const Scan& scan) {
  for (int round = 0; round < rounds; ++round) {
    for (Contestant& contestant : contestants) {
      const auto start = std::chrono::steady_clock::now();
      run(contestant, scan);
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
      contestant.seconds.push_back(taken.count());
    }
  }
}

double median(std::vector<double> numbers) {
  std::ranges::sort(numbers);
  return numbers[numbers.size() / 2];
}

void compare(const std::string& library) {
  const std::vector<PluginRequest> requests{{library, "named"}};
  Registry registry = find_plugins(requests).registry;
  registry.add(PluginInfo{.id = "bench.inside"}, {inside_family()});
  const Scan scan = made_up_scan();
  std::vector<Contestant> contestants{
      {"function in the program", extractor_of("bench.inside", registry), {}},
      {"plugin in C, two features", extractor_of("example.pairs", registry), {}},
      {"built-in glcm, 25 features", extractor_of("glcm", registry), {}}};
  const double expected = run(contestants[0], scan);
  for (const Contestant& contestant : contestants) {
    if (std::abs(run(contestant, scan) / expected - 1.0) > 1e-12) {
      throw std::runtime_error(std::string(contestant.what) + " has another contrast");
    }
  }
  time_all(contestants, scan);
  const char* before = "{";
  for (const Contestant& contestant : contestants) {
    std::printf("%s\n \"%s\": %.6g", before, contestant.what, median(contestant.seconds));
    before = ",";
  }
  std::printf("\n}\n");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    compare(argc > 1 ? argv[1] : VOXTRAIT_EXAMPLE_PLUGIN);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "voxtrait_plugin_overhead: %s\n", problem.what());
    return 1;
  }
  return 0;
}

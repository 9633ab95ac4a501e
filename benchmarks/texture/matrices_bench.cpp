// The matrices of a ball with the time of everything that makes them from levels.
//   cmake --preset bench && cmake --build --preset bench && build/bench/bin/voxtrait_texture_bench
#include "benchmarks.hpp"
#include "support/numbers.hpp"
#include "voxtrait/texture/run_length.hpp"
#include "voxtrait/texture/zones.hpp"

namespace voxtrait::bench {

namespace {

/// Voxels a second if the levels were read `times` times and nothing else were done.
double read_levels(const Levels& levels, double times) {
  const double bytes = levels.padded.index() == 0 ? 1.0 : 2.0;
  return voxels_by_reading(bytes, static_cast<double>(levels.voxels)) / times;
}

Task voxel_task(const Scene& scene, const SharedLevels& levels, double times) {
  return {.unit = "voxels",
          .items = scene.voxels(),
          .limit_name = "reading",
          .limit = read_levels(*levels, times)};
}

std::vector<CoOccurrence> all_co_occurrences(const Levels& levels) {
  std::vector<CoOccurrence> matrices;
  for (const Direction& direction : directions_3d) {
    matrices.push_back(co_occurrence(levels, direction, 0, levels.slice_count()));
  }
  return matrices;
}

Task co_occurrence_task(const Scene& scene, Content content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task{.unit = "pairs", .limit_name = "increments"};
  for (const CoOccurrence& m : all_co_occurrences(*levels)) task.items += 0.5 * m.total;
  task.limit =
      measured_increment_limit(n, content == Content::random ? Pattern::random : Pattern::smooth);
  set_work(
      task, [levels] { return all_co_occurrences(*levels); },
      [](const auto& m) { return numbers_of(m); });
  return task;
}

Task run_length_task(const Scene& scene, Content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task = voxel_task(scene, levels, directions_3d.size());
  const auto compute = [levels] {
    std::vector<LevelSizeMatrix> matrices;
    for (const Direction& direction : directions_3d) {
      matrices.push_back(run_lengths(*levels, direction, 0, levels->slice_count()));
    }
    return matrices;
  };
  set_work(task, compute, [](const auto& m) { return numbers_of(m); });
  return task;
}

Task zone_task(const Scene& scene, Content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  const auto distances = std::make_shared<const Volume<std::uint16_t>>(
      border_distances(scene.roi.morphological_mask, false));
  Task task = voxel_task(scene, levels, 1.0);
  const auto compute = [levels, distances] {
    const auto zones = zones_of(*levels, *distances, 0, levels->slice_count());
    return std::vector{size_zones(zones, levels->count), distance_zones(zones, levels->count)};
  };
  set_work(task, compute, [](const auto& m) { return numbers_of(m); });
  return task;
}

Task neighbourhood_task(const Scene& scene, Content, int n) {
  const SharedLevels levels = shared_levels(scene, n);
  Task task = voxel_task(scene, levels, 1.0);
  const auto compute = [levels] {
    return neighbourhood_matrices(*levels, 1, 0, 0, levels->slice_count());
  };
  set_work(task, compute, [](const auto& m) { return numbers_of(m); });
  return task;
}

Task border_distance_task(const Scene& scene, Content, int) {
  Task task{.unit = "voxels", .items = scene.voxels(), .limit_name = "reading"};
  task.limit = voxels_by_reading(1.0, scene.voxels());
  const Volume<std::uint8_t>* mask = &scene.roi.morphological_mask;
  set_work(
      task, [mask] { return border_distances(*mask, false); },
      [](const auto& distances) {
        return std::vector(distances.values().begin(), distances.values().end());
      });
  return task;
}

}  // namespace

std::vector<Benchmark> matrix_benchmarks() {
  return {{"co_occurrence", co_occurrence_task},
          {"run_lengths", run_length_task},
          {"zones_of", zone_task},
          {"neighbourhood_matrices", neighbourhood_task},
          {"border_distances", border_distance_task, false}};
}

std::vector<Benchmark> benchmarks() {
  std::vector<Benchmark> all = matrix_benchmarks();
  const std::vector<Benchmark> kernels = kernel_benchmarks();
  all.insert(all.end(), kernels.begin(), kernels.end());
  return all;
}

}  // namespace voxtrait::bench

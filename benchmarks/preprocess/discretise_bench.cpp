// Discretisation of a ball: the whole of it, and the kernel that computes the levels.
//   cmake --preset bench && cmake --build --preset bench &&
//   build/bench/bin/voxtrait_preprocess_bench
#include <memory>

#include "preprocess/kernels/level_rows.hpp"
#include "support/tasks.hpp"

namespace voxtrait::bench {

namespace {

/// An intensity and a byte of the mask are read for each voxel.
constexpr double bytes_read = 9.0;

Task voxel_task(const Scene& scene) {
  Task task{.unit = "voxels", .items = scene.voxels(), .limit_name = "reading"};
  task.limit = voxels_by_reading(bytes_read, scene.voxels());
  return task;
}

std::vector<std::uint16_t> numbers_of(const Levels& levels) {
  return std::visit(
      [](const auto& padded) {
        return std::vector<std::uint16_t>(padded.values().begin(), padded.values().end());
      },
      levels.padded);
}

Task discretise_task(const Scene& scene, Content, int n) {
  Task task = voxel_task(scene);
  set_work(
      task, [&scene, n] { return levels_of(scene, n); },
      [](const Levels& levels) { return numbers_of(levels); });
  return task;
}

template <class T>
void write_box(const Roi& roi, const LevelRule& rule, T* levels) {
  const auto intensities = roi.intensity.own().values();
  write_levels(intensities.data(), roi.intensity_mask.values().data(),
               static_cast<std::int64_t>(intensities.size()), rule, levels);
}

template <class T>
Task write_task(const Scene& scene, const LevelRule& rule) {
  Task task = voxel_task(scene);
  const std::size_t size = scene.roi.intensity.own().values().size();
  task.items = static_cast<double>(size);  // outside voxels cost the same
  const auto write = [&scene, rule, size] {
    std::vector<T> levels(size);
    write_box(scene.roi, rule, levels.data());
    return levels;
  };
  set_work(task, write, [](const auto& levels) { return levels; });
  const auto levels = std::make_shared<std::vector<T>>(size);
  task.run = [&scene, rule, levels] { write_box(scene.roi, rule, levels->data()); };
  return task;
}

Task level_row_task(const Scene& scene, Content, int n) {
  DiscretisationSettings settings;
  settings.bin_number = n;
  const LevelRule rule = LevelMap::make(scene.intensities, settings, std::nullopt).value().rule();
  return n <= 255 ? write_task<std::uint8_t>(scene, rule) : write_task<std::uint16_t>(scene, rule);
}

}  // namespace

std::vector<Benchmark> benchmarks() {
  return {{"discretise", discretise_task}, {"kernel_write_levels", level_row_task}};
}

}  // namespace voxtrait::bench

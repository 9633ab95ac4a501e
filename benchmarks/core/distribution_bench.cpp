// The distribution of intensities in a ball, and the kernel that finds the runs of mask rows.
//   cmake --preset bench && cmake --build --preset bench && build/bench/bin/voxtrait_core_bench
#include <bit>

#include "core/kernels/mask_rows.hpp"
#include "support/tasks.hpp"

namespace voxtrait::bench {

namespace {

std::vector<std::uint64_t> numbers_of(const Distribution& distribution) {
  std::vector<std::uint64_t> numbers{distribution.voxels, distribution.non_finite};
  for (const Distribution::Bin& bin : distribution.bins) {
    numbers.push_back(std::bit_cast<std::uint64_t>(bin.value));
    numbers.push_back(bin.count);
  }
  return numbers;
}

Task distribution_task(const Scene& scene, Content, int) {
  Task task{.unit = "voxels", .items = scene.voxels(), .limit_name = "reading"};
  task.limit = voxels_by_reading(9.0, scene.voxels());
  const Roi* roi = &scene.roi;
  set_work(
      task, [roi] { return distribution_of(roi->intensity, roi->intensity_mask); },
      [](const Distribution& d) { return numbers_of(d); });
  return task;
}

std::vector<Span> all_runs(const Volume<std::uint8_t>& mask) {
  std::vector<Span> runs;
  for (std::int64_t z = 0; z < mask.size()[2]; ++z) {
    for (std::int64_t y = 0; y < mask.size()[1]; ++y) {
      append_runs(mask.row(y, z).data(), mask.size()[0], 0, 1, runs);
    }
  }
  return runs;
}

Task run_task(const Scene& scene, Content, int) {
  const Volume<std::uint8_t>* mask = &scene.roi.intensity_mask;
  Task task{.unit = "voxels", .limit_name = "reading"};
  task.items = static_cast<double>(mask->values().size());  // outside voxels are read as well
  task.limit = voxels_by_reading(1.0, task.items);
  set_work(
      task, [mask] { return all_runs(*mask); },
      [](const std::vector<Span>& runs) {
        std::vector<std::int64_t> numbers;
        for (const Span& run : runs) numbers.insert(numbers.end(), {run.begin, run.end});
        return numbers;
      });
  return task;
}

}  // namespace

std::vector<Benchmark> benchmarks() {
  return {{"distribution_of", distribution_task, false}, {"kernel_append_runs", run_task, false}};
}

}  // namespace voxtrait::bench

#include "support/tasks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <ctime>
#include <map>
#include <optional>

namespace voxtrait::bench {

namespace {

/// What one benchmark runs with.
struct Case {
  const Benchmark* benchmark;
  Content content;
  std::int64_t voxels;
  int levels;  ///< 0 where they don't matter
  std::string target;
};

std::string name_of(Content content) { return content == Content::random ? "random" : "smooth"; }

std::string name_of(const Case& c) {
  std::string name =
      c.benchmark->name + "/" + name_of(c.content) + "/voxels:" + std::to_string(c.voxels);
  if (c.levels > 0) name += "/levels:" + std::to_string(c.levels);
  return name + "/" + c.target;
}

/// The scene at hand; large ones must not pile up.
const Scene& scene_of(std::int64_t voxels, Content content) {
  static std::map<std::pair<std::int64_t, Content>, Scene> scenes;
  const std::pair key{voxels, content};
  if (!scenes.contains(key)) {
    scenes.clear();
    scenes.emplace(key, make_scene(voxels, content));
  }
  return scenes.at(key);
}

/// The task of a case, prepared once; the library asks again while it looks for the iterations.
const Task& task_of(const Case& c) {
  static std::string name;
  static std::optional<Task> task;
  static bool agrees = false;
  if (name != name_of(c)) {
    name.clear();
    task.reset();
    limit_simd(c.target);
    task = c.benchmark->make(scene_of(c.voxels, c.content), c.content, c.levels);
    agrees = task->agrees();
    name = name_of(c);
  }
  if (!agrees) throw std::logic_error("differs from the plain code");
  return *task;
}

/// Counters are rates of the processor's time, so other work on the machine matters little.
void report(benchmark::State& state, const Task& task, double seconds) {
  const double rate = task.items * static_cast<double>(state.iterations()) / seconds;
  state.counters[task.unit + "/s"] = rate;
  if (task.limit > 0.0) state.counters["of_" + task.limit_name] = rate / task.limit;
}

void run(benchmark::State& state, const Case& c) {
  try {
    const Task& task = task_of(c);
    limit_simd(c.target);
    const std::clock_t start = std::clock();
    for (auto _ : state) task.run();
    report(state, task, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  } catch (const std::exception& error) {
    state.SkipWithError(error.what());
  }
}

void register_one(const Case& c) {
  benchmark::RegisterBenchmark(name_of(c).c_str(), [c](auto& state) {
    run(state, c);
  })->Unit(benchmark::kMicrosecond);
}

}  // namespace

void register_all(const std::vector<Benchmark>& benchmarks) {
  static std::vector<Benchmark> kept;  // cases point to them
  kept = benchmarks;
  for (const std::int64_t voxels : {1000, 10000, 100000, 1000000, 10000000}) {
    for (const Content content : {Content::random, Content::smooth}) {
      for (const Benchmark& b : kept) {
        const std::vector<int> levels =
            b.by_levels ? std::vector{8, 32, 64, 255, 1024} : std::vector{0};
        for (const int n : levels) {
          for (const std::string& target : simd_targets()) {
            register_one({&b, content, voxels, n, target});
          }
        }
      }
    }
  }
}

double voxels_by_reading(double bytes, double voxels) {
  const auto wanted = std::bit_ceil(static_cast<std::size_t>(bytes * voxels));
  const std::size_t buffer = std::clamp(wanted, std::size_t{16} << 10U, std::size_t{256} << 20U);
  return measured_read_bandwidth(buffer) / bytes;
}

}  // namespace voxtrait::bench

#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>
#include <vector>

#include "probes/probes.hpp"
#include "support/scene.hpp"
#include "voxtrait/core/simd.hpp"

namespace voxtrait::bench {

/// One thing to time, with what it is compared to.
struct Task {
  std::function<void()> run;
  std::function<bool()> agrees;  ///< whether the result is that of the plain code, bit for bit
  std::string unit;              ///< "pairs" or "voxels"
  double items = 0.0;            ///< pairs or voxels of one run
  std::string limit_name;        ///< "increments" or "reading"
  double limit = 0.0;            ///< items a second that the machine could do at most
};

/// What a task works on. Levels are those of the scene, in the number that the benchmark names.
using MakeTask = Task (*)(const Scene& scene, Content content, int levels);

/// A family of benchmarks: each content, size, number of levels and instruction set.
struct Benchmark {
  std::string name;
  MakeTask make;
  bool by_levels = true;  ///< whether the number of levels matters
};

/// Registers benchmarks as name/content/voxels/levels/instruction set.
void register_all(const std::vector<Benchmark>& benchmarks);

/// Times `compute()`, whose result `numbers_of` turns into a vector of numbers to compare.
template <class Compute, class Numbers>
void set_work(Task& task, Compute compute, Numbers numbers_of) {
  task.run = [compute] { benchmark::DoNotOptimize(compute()); };
  task.agrees = [compute, numbers_of] {
    const auto found = numbers_of(compute());
    const std::string target = active_simd_target();
    limit_simd("scalar");
    const auto expected = numbers_of(compute());
    limit_simd(target);
    return found == expected;
  };
}

/// Voxels a second at most if each is `bytes` to be read once, from a buffer of all of them.
double voxels_by_reading(double bytes, double voxels);

}  // namespace voxtrait::bench

// The main program of the benchmarks of kernels and matrices. Without --benchmark_filter it runs a
// part of them that takes a minute or so: every instruction set and number of levels at 100,000
// voxels, and every size with the best instruction set at 32 levels. Each for 0.02 s unless
// --benchmark_min_time says otherwise.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/tasks.hpp"

namespace voxtrait::bench {
std::vector<Benchmark> benchmarks();  // of the program
}

namespace {

std::string default_filter() {
  const std::string best = voxtrait::simd_targets().front();
  return "--benchmark_filter=voxels:100000/|smooth/voxels:[0-9]*/(levels:32/)?" + best;
}

bool has(const std::vector<char*>& arguments, std::string_view option) {
  return std::ranges::any_of(arguments,
                             [&](std::string_view given) { return given.starts_with(option); });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  std::string filter = default_filter();
  std::string time = "--benchmark_min_time=0.02";
  const bool chosen = has(arguments, "--benchmark_filter") || has(arguments, "--benchmark_list");
  if (!chosen) arguments.push_back(filter.data());
  if (!has(arguments, "--benchmark_min_time")) arguments.push_back(time.data());
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 1;
  voxtrait::bench::register_all(voxtrait::bench::benchmarks());
  return benchmark::RunSpecifiedBenchmarks() > 0 ? 0 : 1;
}

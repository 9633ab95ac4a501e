#pragma once

#include <memory>

#include "support/tasks.hpp"

namespace voxtrait::bench {

using SharedLevels = std::shared_ptr<const Levels>;

inline SharedLevels shared_levels(const Scene& scene, int levels) {
  return std::make_shared<const Levels>(levels_of(scene, levels));
}

std::vector<Benchmark> matrix_benchmarks();
std::vector<Benchmark> kernel_benchmarks();

}  // namespace voxtrait::bench

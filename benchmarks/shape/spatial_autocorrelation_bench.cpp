// Moran's I and Geary's C: Fourier transforms beside the double loop over all pairs of voxels.
//   cmake --preset bench && cmake --build --preset bench && build/bench/bin/voxtrait_shape_bench
#include "voxtrait/shape/spatial_autocorrelation.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <vector>

namespace {

using voxtrait::Parallel;
using voxtrait::Roi;
using voxtrait::SpatialAutocorrelation;
using voxtrait::Volume;

struct Ball {
  Roi roi;
  double mean = 0.0;
  double voxels = 0.0;
};

/// A ball of noise with a gradient, at CT's anisotropic spacing.
Ball ball_of(std::int64_t radius) {
  const std::int64_t n = 2 * radius + 1;
  Ball ball;
  ball.roi.spacing = {0.98, 0.98, 2.5};
  ball.roi.grid = {n, n, n};
  ball.roi.box = {{0, 0, 0}, {n, n, n}};
  ball.roi.intensity = Volume<double>({n, n, n});
  ball.roi.intensity_mask = Volume<std::uint8_t>({n, n, n});
  std::uint32_t state = 1;
  for (std::int64_t z = 0; z < n; ++z) {
    for (std::int64_t y = 0; y < n; ++y) {
      for (std::int64_t x = 0; x < n; ++x) {
        const std::int64_t dx = x - radius;
        const std::int64_t dy = y - radius;
        const std::int64_t dz = z - radius;
        if (dx * dx + dy * dy + dz * dz > radius * radius) continue;
        state = state * 1664525U + 1013904223U;
        const double intensity = static_cast<double>(x) + static_cast<double>(state >> 24U);
        ball.roi.intensity.at(x, y, z) = intensity;
        ball.roi.intensity_mask.at(x, y, z) = 1;
        ball.mean += intensity;
        ball.voxels += 1.0;
      }
    }
  }
  ball.mean /= ball.voxels;
  return ball;
}

struct Voxel {
  std::array<double, 3> position;
  double deviation;
};

std::vector<Voxel> voxels_of(const Ball& ball) {
  std::vector<Voxel> voxels;
  const auto& size = ball.roi.intensity.size();
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      for (std::int64_t x = 0; x < size[0]; ++x) {
        if (ball.roi.intensity_mask.at(x, y, z) == 0) continue;
        voxels.push_back({{static_cast<double>(x) * ball.roi.spacing[0],
                           static_cast<double>(y) * ball.roi.spacing[1],
                           static_cast<double>(z) * ball.roi.spacing[2]},
                          ball.roi.intensity.at(x, y, z) - ball.mean});
      }
    }
  }
  return voxels;
}

/// The definition: every pair once.
SpatialAutocorrelation double_loop(const Ball& ball) {
  const std::vector<Voxel> voxels = voxels_of(ball);
  double weights = 0.0;
  double products = 0.0;
  double differences = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    squares += voxels[i].deviation * voxels[i].deviation;
    for (std::size_t j = 0; j < i; ++j) {
      double distance = 0.0;
      for (std::size_t a = 0; a < 3; ++a) {
        const double d = voxels[i].position[a] - voxels[j].position[a];
        distance += d * d;
      }
      const double weight = 1.0 / std::sqrt(distance);
      const double difference = voxels[i].deviation - voxels[j].deviation;
      weights += weight;
      products += weight * voxels[i].deviation * voxels[j].deviation;
      differences += weight * difference * difference;
    }
  }
  return {ball.voxels / weights * products / squares,
          (ball.voxels - 1.0) / (2.0 * weights) * differences / squares};
}

bool agree(double a, double b) { return std::abs(a - b) <= 1e-10 * std::abs(b); }

void fourier(benchmark::State& state) {
  const Ball small = ball_of(8);
  const Parallel parallel(static_cast<int>(state.range(1)));
  const SpatialAutocorrelation expected = double_loop(small);
  const SpatialAutocorrelation found =
      voxtrait::spatial_autocorrelation(small.roi, small.mean, parallel);
  if (!agree(found.moran_i, expected.moran_i) || !agree(found.geary_c, expected.geary_c)) {
    state.SkipWithError("differs from the double loop");
    return;
  }
  const Ball ball = ball_of(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(voxtrait::spatial_autocorrelation(ball.roi, ball.mean, parallel));
  }
  state.counters["voxels"] = ball.voxels;
  state.counters["MB"] =
      static_cast<double>(voxtrait::spatial_autocorrelation_memory(ball.roi.box.extents())) / 1e6;
}

/// Times the double loop where that is feasible and says what a million voxels would take.
void pairs(benchmark::State& state) {
  const Ball ball = ball_of(state.range(0));
  const std::clock_t start = std::clock();
  for (auto _ : state) benchmark::DoNotOptimize(double_loop(ball));
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC /
                         static_cast<double>(state.iterations());
  const double ratio = 1e6 / ball.voxels;
  state.counters["voxels"] = ball.voxels;
  state.counters["s_for_1e6_voxels"] = seconds * ratio * ratio;
}

}  // namespace

BENCHMARK(fourier)
    ->ArgNames({"radius", "threads"})
    ->Args({13, 1})
    ->Args({29, 1})
    ->Args({62, 1})
    ->Args({62, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(pairs)->ArgName("radius")->Arg(13)->Arg(17)->Unit(benchmark::kMillisecond);

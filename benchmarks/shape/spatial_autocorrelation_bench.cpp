// Moran's I and Geary's C: Fourier transforms beside the double loop over all pairs of voxels.
//   cmake --preset bench && cmake --build --preset bench && build/bench/bin/voxtrait_shape_bench
#include "voxtrait/shape/spatial_autocorrelation.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

namespace {

using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Roi;
using voxtrait::SpatialAutocorrelation;
using voxtrait::Volume;

struct Ball {
  Roi roi;
  double mean = 0.0;
  double voxels = 0.0;
};

/// A ball, stretched to touch all sides of the box, of noise with a gradient at CT's spacing.
Ball ball_in(const Index& size) {
  Ball ball;
  ball.roi.spacing = {0.98, 0.98, 2.5};
  ball.roi.grid = size;
  ball.roi.box = {{0, 0, 0}, size};
  Volume<double> intensities(size);
  ball.roi.intensity_mask = Volume<std::uint8_t>(size);
  const auto from_centre = [&](std::size_t axis, std::int64_t i) {
    return static_cast<double>(2 * i + 1 - size[axis]) / static_cast<double>(size[axis]);
  };
  std::uint32_t state = 1;
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      for (std::int64_t x = 0; x < size[0]; ++x) {
        const double dx = from_centre(0, x);
        const double dy = from_centre(1, y);
        const double dz = from_centre(2, z);
        if (dx * dx + dy * dy + dz * dz > 1.0) continue;
        state = state * 1664525U + 1013904223U;
        const double intensity = static_cast<double>(x) + static_cast<double>(state >> 24U);
        intensities.at(x, y, z) = intensity;
        ball.roi.intensity_mask.at(x, y, z) = 1;
        ball.mean += intensity;
        ball.voxels += 1.0;
      }
    }
  }
  ball.roi.intensity = std::move(intensities);
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

/// The number that Linux gives under this name in /proc/self/status, in bytes.
double own_memory(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return 1024.0 * std::stod(line.substr(name.size() + 1));
  }
  return 0.0;
}

/// Peak memory from now on, where Linux lets us ask.
void forget_peak_memory() { std::ofstream("/proc/self/clear_refs") << "5"; }

void fourier(benchmark::State& state) {
  const Ball small = ball_in({17, 17, 17});
  const Parallel parallel(static_cast<int>(state.range(3)));
  const SpatialAutocorrelation expected = double_loop(small);
  const SpatialAutocorrelation found =
      voxtrait::spatial_autocorrelation(small.roi, small.mean, parallel);
  if (!agree(found.moran_i, expected.moran_i) || !agree(found.geary_c, expected.geary_c)) {
    state.SkipWithError("differs from the double loop");
    return;
  }
  const Ball ball = ball_in({state.range(0), state.range(1), state.range(2)});
  const double before = own_memory("VmRSS");
  forget_peak_memory();
  for (auto _ : state) {
    benchmark::DoNotOptimize(voxtrait::spatial_autocorrelation(ball.roi, ball.mean, parallel));
  }
  const auto box = static_cast<double>(ball.roi.intensity.own().values().size());
  state.counters["voxels"] = ball.voxels;
  state.counters["announced_B_per_voxel"] =
      static_cast<double>(voxtrait::spatial_autocorrelation_memory(ball.roi.box.extents())) / box;
  state.counters["peak_B_per_voxel"] = (own_memory("VmHWM") - before) / box;
}

/// Times the double loop where that is feasible and says what a million voxels would take.
void pairs(benchmark::State& state) {
  const Ball ball = ball_in({state.range(0), state.range(0), state.range(0)});
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
    ->ArgNames({"x", "y", "z", "threads"})
    ->Args({30, 30, 30, 1})
    ->Args({75, 75, 75, 1})
    ->Args({200, 200, 90, 1})
    ->Args({200, 200, 90, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(pairs)->ArgName("edge")->Arg(27)->Arg(35)->Unit(benchmark::kMillisecond);

#include "voxtrait/preprocess/interpolate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "support/random.hpp"
#include "support/volumes.hpp"

namespace {

using voxtrait::AxisGrid;
using voxtrait::AxisWeights;
using voxtrait::Box;
using voxtrait::GridAlignment;
using voxtrait::Index;
using voxtrait::InterpolationSettings;
using voxtrait::Interpolator;
using voxtrait::Kernel;
using voxtrait::Parallel;
using voxtrait::ResamplingPlan;
using voxtrait::Vector;
using voxtrait::Volume;
using voxtrait::test::Random;

using Signal = std::vector<double>;

constexpr std::array all_alignments{GridAlignment::centre, GridAlignment::origin,
                                    GridAlignment::corner, GridAlignment::fit};

Signal random_signal(std::int64_t size, Random& random) {
  Signal signal(static_cast<std::size_t>(size));
  for (double& x : signal) x = random.real(-1.0, 1.0);
  return signal;
}

double edge_extended(const Signal& signal, std::int64_t i) {
  const auto last = static_cast<std::int64_t>(signal.size()) - 1;
  return signal[static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, last))];
}

/// All samples of a grid over a signal.
Signal sampled(const Signal& signal, const AxisGrid& grid, Kernel kernel) {
  const AxisWeights w = voxtrait::axis_weights(grid, kernel, 0, grid.size, 0);
  REQUIRE(w.samples.size() == static_cast<std::size_t>(grid.size));
  Signal result;
  for (const AxisWeights::Sample& s : w.samples) {
    double sum = 0.0;
    for (std::int64_t k = 0; k < s.count; ++k) {
      sum += w.weights[s.offset + static_cast<std::size_t>(k)] *
             signal.at(static_cast<std::size_t>(s.first + k));
    }
    result.push_back(sum);
  }
  return result;
}

double linear_at(const Signal& signal, double position) {
  const double below = std::floor(position);
  const auto i = static_cast<std::int64_t>(below);
  const double t = position - below;
  return (1.0 - t) * edge_extended(signal, i) + t * edge_extended(signal, i + 1);
}

/// The cubic spline through an edge-extended signal by solving for its coefficients; the ends of
/// the system lie so far outside that what is assumed there does not matter.
class SolvedSpline {
 public:
  explicit SolvedSpline(const Signal& signal) {
    const auto size = static_cast<std::int64_t>(signal.size()) + 2 * extension;
    std::vector<long double> diagonal(static_cast<std::size_t>(size), 4.0L);
    coefficients_.resize(diagonal.size());
    for (std::int64_t i = 0; i < size; ++i) {
      coefficients_[static_cast<std::size_t>(i)] = 6.0L * edge_extended(signal, i - extension);
    }
    for (std::size_t i = 1; i < diagonal.size(); ++i) {  // Thomas' algorithm on (1, 4, 1)
      const long double factor = 1.0L / diagonal[i - 1];
      diagonal[i] -= factor;
      coefficients_[i] -= factor * coefficients_[i - 1];
    }
    coefficients_.back() /= diagonal.back();
    for (std::size_t i = diagonal.size() - 1; i-- > 0;) {
      coefficients_[i] = (coefficients_[i] - coefficients_[i + 1]) / diagonal[i];
    }
  }

  [[nodiscard]] double at(double position) const {
    const auto below = static_cast<std::int64_t>(std::floor(position));
    long double sum = 0;
    for (std::int64_t i = below - 1; i <= below + 2; ++i) {
      sum += coefficients_.at(static_cast<std::size_t>(i + extension)) *
             basis(std::abs(static_cast<long double>(position) - static_cast<long double>(i)));
    }
    return static_cast<double>(sum);
  }

 private:
  static constexpr std::int64_t extension = 150;

  static long double basis(long double t) {
    if (t >= 2) return 0;
    if (t >= 1) return (2 - t) * (2 - t) * (2 - t) / 6;
    return 2.0L / 3 - t * t + t * t * t / 2;
  }

  std::vector<long double> coefficients_;
};

struct GridCase {
  std::int64_t size;
  double spacing;
  double new_spacing;
};

const std::vector<GridCase>& grid_cases() {
  static const std::vector<GridCase> cases{{1, 1.0, 0.3},  {2, 1.0, 0.4},        {5, 3.0, 2.0},
                                           {9, 0.7, 1.0},  {40, 0.9765625, 2.0}, {90, 2.5, 1.0},
                                           {33, 1.0, 2.0}, {34, 1.0, 2.0},       {64, 1.0, 0.5},
                                           {7, 1.0, 10.0}, {20, 2.2, 2.0}};
  return cases;
}

/// Calls `check(signal, grid)` for random signals on all grids.
template <class Check>
void for_each_grid(Check&& check) {
  Random random(51);
  for (const GridCase& c : grid_cases()) {
    for (const GridAlignment alignment : all_alignments) {
      CAPTURE(c.size, c.spacing, c.new_spacing, static_cast<int>(alignment));
      check(random_signal(c.size, random),
            voxtrait::axis_grid(c.size, c.spacing, c.new_spacing, alignment));
    }
  }
}

}  // namespace

TEST_CASE("the weights of a sample sum to 1 and touch existing voxels only") {
  for_each_grid([](const Signal&, const AxisGrid& grid) {
    for (const Kernel kernel : {Kernel::nearest, Kernel::linear, Kernel::cubic}) {
      const AxisWeights w = voxtrait::axis_weights(grid, kernel, 0, grid.size, 0);
      for (const AxisWeights::Sample& s : w.samples) {
        REQUIRE(s.first >= 0);
        REQUIRE(s.first + s.count <= grid.input_size);
        long double sum = 0;
        for (std::int64_t k = 0; k < s.count; ++k) {
          sum += w.weights[s.offset + static_cast<std::size_t>(k)];
        }
        REQUIRE(static_cast<double>(sum) == Approx(1.0).epsilon(1e-15));
      }
    }
  });
}

TEST_CASE("linear weights follow the formula with the edge's value beyond the edge") {
  for_each_grid([](const Signal& signal, const AxisGrid& grid) {
    const Signal found = sampled(signal, grid, Kernel::linear);
    for (std::int64_t j = 0; j < grid.size; ++j) {
      REQUIRE(found[static_cast<std::size_t>(j)] ==
              Approx(linear_at(signal, grid.position(j))).epsilon(0).margin(1e-8));
    }
  });
}

TEST_CASE("nearest weights take the nearest voxel") {
  for_each_grid([](const Signal& signal, const AxisGrid& grid) {
    const Signal found = sampled(signal, grid, Kernel::nearest);
    for (std::int64_t j = 0; j < grid.size; ++j) {
      const double position = grid.position(j);
      const double fraction = position - std::floor(position);
      if (std::abs(fraction - 0.5) < 1e-6) continue;  // both are nearest
      const auto nearest = static_cast<std::int64_t>(std::floor(position + 0.5));
      REQUIRE(found[static_cast<std::size_t>(j)] == edge_extended(signal, nearest));
    }
  });
}

TEST_CASE("cubic weights equal a solved spline through the edge-extended signal") {
  for_each_grid([](const Signal& signal, const AxisGrid& grid) {
    const SolvedSpline spline(signal);
    const Signal found = sampled(signal, grid, Kernel::cubic);
    for (std::int64_t j = 0; j < grid.size; ++j) {
      CAPTURE(j);
      REQUIRE(found[static_cast<std::size_t>(j)] ==
              Approx(spline.at(grid.position(j))).epsilon(0).margin(1e-12));
    }
  });
}

TEST_CASE("every kernel reproduces the voxels at their own positions without error") {
  Random random(52);
  const Signal signal = random_signal(50, random);
  for (const Kernel kernel : {Kernel::nearest, Kernel::linear, Kernel::cubic}) {
    const AxisGrid fine = voxtrait::axis_grid(50, 0.7, 0.35, GridAlignment::origin);
    const Signal found = sampled(signal, fine, kernel);
    for (std::size_t i = 0; i < signal.size(); ++i) REQUIRE(found[2 * i] == signal[i]);
  }
}

TEST_CASE("cubic weights are continuous where a position meets a voxel") {
  Random random(53);
  const Signal signal = random_signal(20, random);
  for (const double off : {-1e-6, -1e-8, 1e-8, 1e-6}) {
    const AxisGrid grid{20, 20, 1.0, off, 1.0};
    const Signal found = sampled(signal, grid, Kernel::cubic);
    for (std::size_t i = 1; i + 1 < signal.size(); ++i) {
      REQUIRE(found[i] == Approx(signal[i]).epsilon(0).margin(10 * std::abs(off)));
    }
  }
}

TEST_CASE("cubic weights reproduce cubic polynomials away from the edges") {
  const auto polynomial = [](double x) { return 3.0 + x * (-0.5 + x * (0.02 + x * -0.001)); };
  Signal signal(140);
  for (std::size_t i = 0; i < signal.size(); ++i)
    signal[i] = polynomial(static_cast<double>(i) - 70.0);
  const AxisGrid grid = voxtrait::axis_grid(140, 1.0, 0.37, GridAlignment::origin);
  const Signal found = sampled(signal, grid, Kernel::cubic);
  int looked_at = 0;
  for (std::int64_t j = 0; j < grid.size; ++j) {
    const double position = grid.position(j);
    if (position < 40.0 || position > 99.0) continue;
    REQUIRE(found[static_cast<std::size_t>(j)] ==
            Approx(polynomial(position - 70.0)).epsilon(0).margin(1e-10));
    ++looked_at;
  }
  CHECK(looked_at > 100);
}

TEST_CASE("three passes make the trilinear formula") {
  Random random(54);
  const Index size{6, 5, 4};
  const auto image =
      voxtrait::test::volume_of<double>(size, [&](auto...) { return random.real(-100.0, 100.0); });
  InterpolationSettings settings;
  settings.method = Interpolator::linear;
  settings.spacing = {1.0, 1.3, 0.8};
  const Vector spacing{0.7, 2.0, 3.0};
  const Box whole{{0, 0, 0}, size};
  const ResamplingPlan plan = voxtrait::plan_resampling(size, spacing, whole, settings, 0.0);
  const Volume<double> found = voxtrait::resample_intensity(image, plan, settings, Parallel(2));
  REQUIRE(plan.input == whole);
  REQUIRE(found.size() == plan.output.extents());
  const auto clamped = [&](std::int64_t i, std::size_t a) {
    return std::clamp<std::int64_t>(i, 0, size[a] - 1);
  };
  voxtrait::test::for_each_voxel(found.size(), [&](auto x, auto y, auto z) {
    const Index sample{x, y, z};
    Index below{};
    Vector t{};
    for (std::size_t a = 0; a < 3; ++a) {
      const double p = plan.axes[a].position(plan.output.begin[a] + sample[a]);
      below[a] = static_cast<std::int64_t>(std::floor(p));
      t[a] = p - std::floor(p);
    }
    double expected = 0.0;
    for (std::int64_t corner = 0; corner < 8; ++corner) {
      const Index up{corner & 1, corner >> 1 & 1, corner >> 2 & 1};
      double weight = 1.0;
      for (std::size_t a = 0; a < 3; ++a) weight *= up[a] == 1 ? t[a] : 1.0 - t[a];
      expected += weight * image.at(clamped(below[0] + up[0], 0), clamped(below[1] + up[1], 1),
                                    clamped(below[2] + up[2], 2));
    }
    REQUIRE(found.at(x, y, z) == Approx(expected).epsilon(0).margin(1e-6));
  });
}

TEST_CASE("rounding after interpolation is a setting") {
  InterpolationSettings settings;
  settings.method = Interpolator::linear;
  settings.spacing = {0.5, std::nullopt, std::nullopt};
  settings.grid = GridAlignment::origin;
  const auto image = voxtrait::test::row_of({0.0, 3.0, 4.0});
  const ResamplingPlan plan =
      voxtrait::plan_resampling({3, 1, 1}, {1, 1, 1}, {{0, 0, 0}, {3, 1, 1}}, settings, 0.0);
  const auto as_is = voxtrait::resample_intensity(image, plan, settings, Parallel(1));
  const std::vector<double> exact{0.0, 1.5, 3.0, 3.5, 4.0, 4.0};
  CHECK(std::ranges::equal(as_is.values(), exact));
  settings.rounding = voxtrait::Rounding::nearest_integer;
  const auto rounded = voxtrait::resample_intensity(image, plan, settings, Parallel(1));
  const std::vector<double> whole{0.0, 2.0, 3.0, 4.0, 4.0, 4.0};
  CHECK(std::ranges::equal(rounded.values(), whole));
}

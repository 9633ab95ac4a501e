#include "filter/kernels/recursive_lines.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::RecursiveFilter;
using voxtrait::test::Random;

constexpr std::size_t lines = voxtrait::recursive_line_count;

/// One line in plain code; the line goes on with its edge's values, and so do results, whose
/// coefficients are then those of the edge.
std::vector<double> filtered(const RecursiveFilter& f, const std::vector<double>& v) {
  const auto n = static_cast<int>(v.size());
  const auto run = [&](const auto& at, const std::array<double, 4>& own, int delay,
                       const std::array<double, 4>& edge) {
    std::vector<double> result(v.size());
    for (int i = 0; i < n; ++i) {
      double forward = at(i - delay) * own[0];
      for (int k = 1; k < 4; ++k) forward += at(i - delay - k) * own[static_cast<std::size_t>(k)];
      double back = 0.0;
      for (int k = 0; k < 4; ++k) {
        const auto c = static_cast<std::size_t>(k);
        const double term =
            i > k ? result[static_cast<std::size_t>(i - 1 - k)] * f.feedback[c] : at(-1) * edge[c];
        back = k == 0 ? term : back + term;
      }
      result[static_cast<std::size_t>(i)] = forward - back;
    }
    return result;
  };
  const auto forth = [&](int i) { return v[static_cast<std::size_t>(std::max(i, 0))]; };
  const auto back = [&](int i) { return v[static_cast<std::size_t>(n - 1 - std::max(i, 0))]; };
  std::vector<double> result = run(forth, f.causal, 0, f.causal_edge);
  const std::vector<double> other = run(back, f.anticausal, 1, f.anticausal_edge);
  for (std::size_t i = 0; i < v.size(); ++i) result[i] += other[v.size() - 1 - i];
  return result;
}

std::array<double, 4> four(Random& random) {
  std::array<double, 4> numbers{};
  for (double& x : numbers) x = random.real(-0.2, 0.2);
  return numbers;
}

}  // namespace

TEST_CASE("every instruction set filters each line as plain code does") {
  voxtrait::test::for_each_simd_target([] {
    Random random(8);
    for (std::size_t length = 4; length < 40; ++length) {
      const RecursiveFilter filter{four(random), four(random), four(random), four(random),
                                   four(random)};
      std::vector<double> values(length * lines);
      for (double& x : values) x = random.real(-100.0, 100.0);
      std::vector<double> results(values.size());
      voxtrait::recursive_lines(filter, values.data(), length, results.data());
      for (std::size_t c = 0; c < lines; ++c) {
        std::vector<double> line(length);
        for (std::size_t i = 0; i < length; ++i) line[i] = values[i * lines + c];
        const std::vector<double> plain = filtered(filter, line);
        for (std::size_t i = 0; i < length; ++i) {
          CAPTURE(length, c, i);
          REQUIRE(results[i * lines + c] == plain[i]);
        }
      }
    }
  });
}

#include "core/kernels/equal_runs.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::test::Random;

/// A run of `run` equal elements, then others; all of `count` elements and nothing behind them.
template <class T>
void require_same_run(std::int64_t run, std::int64_t count, Random& random) {
  const auto first = static_cast<T>(random.integer(0, 3));
  std::vector<T> elements(static_cast<std::size_t>(count), first);
  for (std::int64_t k = run; k < count; ++k) {
    elements[static_cast<std::size_t>(k)] = static_cast<T>(first + (k == run ? 1 : 0));
  }
  CAPTURE(sizeof(T), run, count);
  REQUIRE(voxtrait::equal_run(elements.data(), sizeof(T), count) == std::min(run, count));
  REQUIRE(voxtrait::reference::equal_run(elements.data(), sizeof(T), count) ==
          std::min(run, count));
}

}  // namespace

TEST_CASE("every instruction set finds the end of a run of equal elements") {
  voxtrait::test::for_each_simd_target([] {
    Random random(2);
    for (std::int64_t count = 1; count <= 200; ++count) {
      for (const std::int64_t run : {std::int64_t{1}, count / 2 + 1, count - 1, count}) {
        if (run < 1) continue;
        require_same_run<std::uint8_t>(run, count, random);
        require_same_run<std::int16_t>(run, count, random);
        require_same_run<std::uint32_t>(run, count, random);
        require_same_run<std::int64_t>(run, count, random);
        require_same_run<float>(run, count, random);
        require_same_run<double>(run, count, random);
      }
    }
  });
}

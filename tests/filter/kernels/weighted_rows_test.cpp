#include "filter/kernels/weighted_rows.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "filter/kernels/sliding_rows.hpp"
#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::test::Random;

template <class T>
std::vector<T> numbers(std::size_t count, Random& random) {
  std::vector<T> result(count);
  for (T& x : result) x = static_cast<T>(random.real(-100.0, 100.0));
  return result;
}

/// Rows of any width, so that there are vectors, parts of them and single numbers.
template <class T>
void check_weighted_rows(Random& random) {
  for (std::size_t width = 1; width < 150; ++width) {
    const std::vector<T> weights = numbers<T>(1 + width % 7, random);
    const std::vector<T> image = numbers<T>(width + weights.size(), random);
    std::vector<const T*> rows;
    for (std::size_t k = 0; k < weights.size(); ++k) rows.push_back(image.data() + k);
    std::vector<T> found(width + 1, T{7});
    std::vector<T> plain(width + 1, T{7});
    voxtrait::weighted_rows(std::span<const T>(weights), rows.data(), width, found.data());
    voxtrait::reference::weighted_rows(std::span<const T>(weights), rows.data(), 0, width,
                                       plain.data());
    CAPTURE(width);
    REQUIRE(found == plain);
  }
}

}  // namespace

TEST_CASE("every instruction set sums weighted rows of any width as plain code does") {
  voxtrait::test::for_each_simd_target([] {
    Random random(3);
    check_weighted_rows<double>(random);
    check_weighted_rows<float>(random);
  });
}

TEST_CASE("every instruction set slides a window over rows as plain code does") {
  voxtrait::test::for_each_simd_target([] {
    Random random(4);
    for (std::size_t width = 1; width < 150; ++width) {
      const std::size_t outputs = 1 + width % 5;
      const std::vector<double> weights = numbers<double>(width % 6, random);
      std::vector<std::size_t> places;
      for (std::size_t k = 0; k < weights.size(); ++k) places.push_back(2 * (weights.size() - k));
      const std::vector<double> image = numbers<double>(width + 40, random);
      std::vector<const double*> rows;
      for (std::size_t r = 0; r < outputs + 12; ++r) rows.push_back(image.data() + r);
      const voxtrait::SlidingRows window{weights, places, rows.data(), outputs, width};
      const std::size_t step = width + 3;
      std::vector<double> found(outputs * step, 7.0);
      std::vector<double> plain = found;
      voxtrait::sliding_rows(window, found.data(), step);
      voxtrait::reference::sliding_rows(window, 0, plain.data(), step);
      CAPTURE(width);
      REQUIRE(found == plain);
    }
  });
}

#include "core/kernels/widen_row.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::test::Random;

/// Random numbers with the smallest and largest of the type among them.
template <class T>
std::vector<T> numbers(std::size_t count, Random& random) {
  std::vector<T> result(count);
  for (T& number : result) number = static_cast<T>(random.real(-120.0, 120.0) + 120.0);
  if (count > 0) result.front() = std::numeric_limits<T>::lowest();
  if (count > 1) result.back() = std::numeric_limits<T>::max();
  return result;
}

}  // namespace

TEMPLATE_TEST_CASE("every instruction set widens rows of every length exactly", "", std::int8_t,
                   std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
                   std::int64_t, float, double) {
  voxtrait::test::for_each_simd_target([] {
    Random random(9);
    for (std::size_t count = 0; count <= 70; ++count) {
      for (std::size_t first = 0; first < 3; ++first) {
        const std::vector<TestType> source = numbers<TestType>(first + count, random);
        std::vector<double> found(first + count + 1, 0.5);
        voxtrait::widen_row(source.data() + first, static_cast<std::int64_t>(count),
                            found.data() + first);
        CAPTURE(count, first);
        for (std::size_t i = first; i < first + count; ++i) {
          REQUIRE(found[i] == static_cast<double>(source[i]));
        }
        REQUIRE(found.back() == 0.5);  // nothing is written beyond the row
      }
    }
  });
}

#include "texture/sort_keys.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "support/random.hpp"

TEST_CASE("keys of any number and width come out in order") {
  voxtrait::test::Random random(20);
  for (const unsigned bits : {2U, 8U, 11U, 12U, 20U, 22U, 31U, 32U}) {
    const auto highest = static_cast<std::int64_t>((std::uint64_t{1} << bits) - 1);
    for (const std::size_t count : {0U, 1U, 2U, 500U, 2047U, 2048U, 2049U, 30000U}) {
      std::vector<std::uint32_t> keys(count);
      for (std::uint32_t& key : keys) key = static_cast<std::uint32_t>(random.integer(0, highest));
      if (count > 2) keys[1] = static_cast<std::uint32_t>(highest);
      std::vector<std::uint32_t> expected = keys;
      std::ranges::sort(expected);
      voxtrait::sort_keys(keys, bits);
      CAPTURE(bits, count);
      REQUIRE(keys == expected);
    }
  }
}

#pragma once

#include <cstdint>
#include <vector>

namespace voxtrait {

/// Sorts numbers below 2^`bits`, digit by digit where there are many. O(n bits).
void sort_keys(std::vector<std::uint32_t>& keys, unsigned bits);

}  // namespace voxtrait

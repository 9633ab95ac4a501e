#include "texture/sort_keys.hpp"

#include <algorithm>
#include <array>

namespace voxtrait {

namespace {

constexpr unsigned digit_bits = 11;  // counters of a digit stay in the nearest cache
constexpr std::uint32_t digits = 1U << digit_bits;

/// Orders keys by one digit; those of equal digit keep their order.
void pass(const std::vector<std::uint32_t>& from, unsigned shift, std::vector<std::uint32_t>& to) {
  const auto digit = [shift](std::uint32_t key) { return key >> shift & (digits - 1); };
  std::array<std::size_t, digits> places{};
  for (const std::uint32_t key : from) ++places[digit(key)];
  std::size_t before = 0;
  for (std::size_t& place : places) {
    const std::size_t count = place;
    place = before;
    before += count;
  }
  for (const std::uint32_t key : from) to[places[digit(key)]++] = key;
}

}  // namespace

void sort_keys(std::vector<std::uint32_t>& keys, unsigned bits) {
  if (keys.size() < digits) {
    std::ranges::sort(keys);
    return;
  }
  std::vector<std::uint32_t> other(keys.size());
  for (unsigned shift = 0; shift < bits; shift += digit_bits) {
    pass(keys, shift, other);
    keys.swap(other);
  }
}

}  // namespace voxtrait

#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "texture/kernels/equal_neighbours.hpp"

namespace voxtrait {

/// To which preceding neighbours a voxel must be linked so that it is linked to all that have its
/// level, for each set of those. Equal neighbours that touch each other are linked already, so one
/// of each group is enough; the neighbour right before in z touches all others.
///
/// An entry holds up to four neighbours, the number of each plus 1 in four bits, lowest first.
class ZoneLinks {
 public:
  constexpr ZoneLinks() {
    for (unsigned code = 0; code < links_.size(); ++code) links_[code] = links_for(code);
  }

  [[nodiscard]] constexpr std::uint16_t operator[](std::uint16_t code) const noexcept {
    return links_[code];
  }

 private:
  static constexpr std::size_t count = preceding_neighbours.size();

  static constexpr bool touch(std::size_t a, std::size_t b) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const std::int64_t d = preceding_neighbours[a][axis] - preceding_neighbours[b][axis];
      if (d < -1 || d > 1) return false;
    }
    return true;
  }

  /// For each neighbour those that touch it, as bits.
  static constexpr std::array<unsigned, count> touching() {
    std::array<unsigned, count> result{};
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b) result[a] |= (touch(a, b) ? 1U : 0U) << b;
    }
    return result;
  }

  /// All of `code` that hang together with its lowest bit.
  static constexpr unsigned first_group(unsigned code) {
    constexpr std::array<unsigned, count> touches = touching();
    unsigned group = 0;
    for (unsigned open = code & (~code + 1); open != 0; open &= code & ~group) {
      const auto next = static_cast<std::size_t>(std::countr_zero(open));
      group |= 1U << next;
      open |= touches[next];
    }
    return group;
  }

  static constexpr std::uint16_t links_for(unsigned code) {
    unsigned links = 0;
    for (unsigned shift = 0; code != 0; shift += 4) {
      links |= static_cast<unsigned>(std::countr_zero(code) + 1) << shift;
      code &= ~first_group(code);
    }
    return static_cast<std::uint16_t>(links);
  }

  std::array<std::uint16_t, std::size_t{1} << count> links_{};
};

}  // namespace voxtrait

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace voxtrait {

/// Steps to the neighbours that come before a voxel when rows are read in order, as x, y, z; the
/// last four lie in the same slice.
inline constexpr std::array<std::array<std::int64_t, 3>, 13> preceding_neighbours{{{0, 0, -1},
                                                                                   {-1, 0, -1},
                                                                                   {1, 0, -1},
                                                                                   {0, -1, -1},
                                                                                   {0, 1, -1},
                                                                                   {-1, -1, -1},
                                                                                   {1, -1, -1},
                                                                                   {-1, 1, -1},
                                                                                   {1, 1, -1},
                                                                                   {-1, 0, 0},
                                                                                   {0, -1, 0},
                                                                                   {-1, -1, 0},
                                                                                   {1, -1, 0}}};
inline constexpr std::size_t preceding_in_slice = 4;

/// Distances in memory to the preceding neighbours.
using NeighbourSteps = std::array<std::ptrdiff_t, 13>;

/// For each of `count` voxels of a row, which preceding neighbours have the same level: bit i
/// stands for preceding_neighbours[i]. `in_slice` leaves out the slice before. Writes up to 64
/// codes more.
void equal_neighbours(const std::uint8_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                      bool in_slice, std::uint16_t* codes);
void equal_neighbours(const std::uint16_t* voxels, std::int64_t count, const NeighbourSteps& steps,
                      bool in_slice, std::uint16_t* codes);

namespace reference {

template <class T>
void equal_neighbours(const T* voxels, std::int64_t count, const NeighbourSteps& steps,
                      bool in_slice, std::uint16_t* codes) {
  const std::size_t first = in_slice ? steps.size() - preceding_in_slice : 0;
  for (std::int64_t k = 0; k < count; ++k) {
    unsigned code = 0;
    for (std::size_t i = first; i < steps.size(); ++i) {
      if (voxels[k + steps[i]] == voxels[k]) code |= 1U << i;
    }
    codes[k] = static_cast<std::uint16_t>(code);
  }
}

}  // namespace reference

}  // namespace voxtrait

#include <algorithm>
#include <map>

#include "pyradiomics_glcm_statistics.hpp"

namespace voxtrait::pyradiomics {

namespace {

/// Keys of all ordered pairs of one direction, one for each pair.
template <class T>
std::vector<std::uint32_t> pair_keys(const Volume<T>& padded, std::int64_t border,
                                     const Direction& d) {
  std::vector<std::uint32_t> keys;
  const Index& size = padded.size();
  for (std::int64_t z = border; z < size[2] - border; ++z) {
    for (std::int64_t y = border; y < size[1] - border; ++y) {
      for (std::int64_t x = border; x < size[0] - border; ++x) {
        const std::uint32_t i = padded.at(x, y, z);
        if (i == 0) continue;
        const std::uint32_t j = padded.at(x + d[0], y + d[1], z + d[2]);
        if (j != 0) keys.push_back(i << 16U | j);
      }
    }
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

std::vector<TextureMatrix::Element> elements_of(const PairMatrix& matrix) {
  using Element = TextureMatrix::Element;
  std::vector<Element> elements;
  elements.reserve(matrix.cells.size());
  for (const PairMatrix::Cell& cell : matrix.cells) {
    elements.push_back({cell.i, cell.j, cell.count});
  }
  std::ranges::sort(elements, {}, [](const Element& e) { return std::pair(e.level, e.column); });
  return elements;
}

PairMatrix both_triangles(const CoOccurrence& matrix) {
  PairMatrix result;
  result.total = matrix.total;
  result.cells.reserve(2 * matrix.cells.size());
  for (const CoOccurrence::Cell& cell : matrix.cells) {
    result.cells.push_back({cell.i, cell.j, cell.count});
    if (cell.i != cell.j) result.cells.push_back({cell.j, cell.i, cell.count});
  }
  return result;
}

PairMatrix ordered_pairs(const Levels& levels, const Direction& direction) {
  const std::vector<std::uint32_t> keys =
      std::visit([&](const auto& padded) { return pair_keys(padded, levels.border, direction); },
                 levels.padded);
  PairMatrix result;
  result.total = static_cast<double>(keys.size());
  for (std::size_t begin = 0; begin < keys.size();) {
    std::size_t end = begin;
    while (end < keys.size() && keys[end] == keys[begin]) ++end;
    result.cells.push_back(
        {keys[begin] >> 16U, keys[begin] & 0xffffU, static_cast<double>(end - begin)});
    begin = end;
  }
  return result;
}

PairMatrix weighted_sum(const std::vector<PairMatrix>& matrices,
                        const std::vector<double>& weights) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> sums;
  for (std::size_t m = 0; m < matrices.size(); ++m) {
    for (const PairMatrix::Cell& cell : matrices[m].cells) {
      sums[{cell.i, cell.j}] += cell.count * weights[m];
    }
  }
  PairMatrix result;
  for (const auto& [levels, count] : sums) {
    if (count == 0.0) continue;
    result.cells.push_back({levels.first, levels.second, count});
    result.total += count;
  }
  return result;
}

}  // namespace voxtrait::pyradiomics

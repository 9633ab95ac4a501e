#include "listed.hpp"

#include <algorithm>
#include <tuple>

namespace voxtrait {

using Element = TextureMatrix::Element;

std::vector<Element> elements_of(const CoOccurrence& matrix) {
  std::vector<Element> elements;
  for (const CoOccurrence::Cell& cell : matrix.cells) {
    elements.push_back({cell.i, cell.j, cell.count});
    if (cell.i != cell.j) elements.push_back({cell.j, cell.i, cell.count});
  }
  std::ranges::sort(elements, {}, [](const Element& e) { return std::pair(e.level, e.column); });
  return elements;
}

std::vector<Element> elements_of(const LevelSizeMatrix& matrix) {
  std::vector<Element> elements;
  for (const LevelSizeMatrix::Cell& cell : matrix.cells) {
    elements.push_back({cell.level, cell.size, cell.count});
  }
  return elements;
}

std::vector<Element> elements_of(const ToneDifference& matrix) {
  std::vector<Element> elements;
  for (std::uint32_t i = 0; i < matrix.voxels.size(); ++i) {
    if (matrix.voxels[i] == 0) continue;
    elements.push_back({i + 1, 1, static_cast<double>(matrix.voxels[i])});
    if (matrix.differences[i] != 0.0) elements.push_back({i + 1, 2, matrix.differences[i]});
  }
  return elements;
}

}  // namespace voxtrait

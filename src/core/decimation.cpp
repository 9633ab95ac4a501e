#include "voxtrait/core/decimation.hpp"

#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/roi.hpp"

namespace voxtrait {

namespace {

Volume<std::uint8_t> kept(const Volume<std::uint8_t>& mask, const Box& from, const Box& box,
                          const Step& step) {
  Volume<std::uint8_t> result(box.extents());
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      const auto row = mask.row((box.begin[1] + y) * step[1] - from.begin[1],
                                (box.begin[2] + z) * step[2] - from.begin[2]);
      auto at = static_cast<std::size_t>(box.begin[0] * step[0] - from.begin[0]);
      for (std::uint8_t& voxel : result.row(y, z)) {
        voxel = row[at];
        at += static_cast<std::size_t>(step[0]);
      }
    }
  }
  return result;
}

}  // namespace

Index decimated(const Index& size, const Step& step) noexcept {
  return {decimated(size[0], step[0]), decimated(size[1], step[1]), decimated(size[2], step[2])};
}

Box decimated(const Box& box, const Step& step) noexcept {
  return {decimated(box.begin, step), decimated(box.end, step)};
}

Geometry decimated(const Geometry& geometry, const Step& step,
                   const std::array<bool, 3>& from_end) noexcept {
  Geometry result = geometry;
  result.size = decimated(geometry.size, step);
  Vector first{};
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t rest = geometry.size[a] - 1 - step[a] * (result.size[a] - 1);
    first[a] = from_end[a] ? static_cast<double>(rest) : 0.0;
    result.spacing[a] *= static_cast<double>(step[a]);
  }
  if (first != Vector{}) result.origin = geometry.position(first);
  return result;
}

Roi decimated(const Roi& roi, const Step& step) {
  Roi result;
  result.label = roi.label;
  result.grid = decimated(roi.grid, step);
  result.box = decimated(roi.box, step);
  for (std::size_t a = 0; a < 3; ++a) {
    result.spacing[a] = roi.spacing[a] * static_cast<double>(step[a]);
  }
  if (result.box.empty()) return result;
  result.morphological_mask = kept(roi.morphological_mask, roi.box, result.box, step);
  result.intensity_mask = kept(roi.intensity_mask, roi.box, result.box, step);
  result.rows = row_spans(result.morphological_mask);
  return result;
}

}  // namespace voxtrait

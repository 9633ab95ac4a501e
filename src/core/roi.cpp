#include "voxtrait/core/roi.hpp"

#include <algorithm>

namespace voxtrait {

Span span_in(const Roi& roi, const Box& box, std::int64_t y, std::int64_t z) noexcept {
  if (roi.rows.empty()) return {box.begin[0], box.end[0]};
  const Span span = roi.span(y, z);
  const std::int64_t begin = std::clamp(span.begin, box.begin[0], box.end[0]);
  return {begin, std::clamp(span.end, begin, box.end[0])};
}

Box intensity_box(const Roi& roi) {
  if (roi.rows.empty()) return bounding_box(roi.intensity_mask);
  const Index& size = roi.intensity_mask.size();
  std::vector<Span> rows;
  rows.reserve(roi.rows.size());
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const Span span = roi.span(y, z);
      const auto row = roi.intensity_mask.row(y, z).subspan(
          static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin));
      const Span inner = span_of(row);
      rows.push_back({span.begin + inner.begin, span.begin + inner.end});
    }
  }
  return bounding_box(rows, size);
}

}  // namespace voxtrait

#include "voxtrait/shape/closed_mask.hpp"

#include <algorithm>

namespace voxtrait {

ClosedMask closed(const Volume<std::uint8_t>& mask, std::span<const Span> rows, const Box& box) {
  const Index size{box.extent(0) + 2, box.extent(1) + 2, box.extent(2) + 2};
  ClosedMask result;
  result.rows.resize(static_cast<std::size_t>(size[1] * size[2]));
  result.padded = Volume<std::uint8_t>(size, filling_of(rows, size));
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      const std::int64_t from_y = y + box.begin[1];
      const std::int64_t from_z = z + box.begin[2];
      const Span& span = rows[static_cast<std::size_t>(from_z * mask.size()[1] + from_y)];
      if (span.begin == span.end) continue;
      const auto row = mask.row(from_y, from_z);
      const std::int64_t shift = 1 - box.begin[0];
      std::copy(row.begin() + span.begin, row.begin() + span.end,
                result.padded.row(y + 1, z + 1).begin() + span.begin + shift);
      result.rows[static_cast<std::size_t>((z + 1) * size[1] + y + 1)] = {span.begin + shift,
                                                                          span.end + shift};
    }
  }
  return result;
}

ClosedMask closed(const Volume<std::uint8_t>& mask) {
  return closed(mask, row_spans(mask), {{0, 0, 0}, mask.size()});
}

}  // namespace voxtrait

#include "voxtrait/shape/closed_mask.hpp"

#include <algorithm>

namespace voxtrait {

ClosedMask closed(const Volume<std::uint8_t>& mask, const Box& box) {
  ClosedMask result;
  result.padded =
      Volume<std::uint8_t>({box.extent(0) + 2, box.extent(1) + 2, box.extent(2) + 2});
  for (std::int64_t z = 0; z < box.extent(2); ++z) {
    for (std::int64_t y = 0; y < box.extent(1); ++y) {
      const auto row = mask.row(y + box.begin[1], z + box.begin[2])
                           .subspan(static_cast<std::size_t>(box.begin[0]),
                                    static_cast<std::size_t>(box.extent(0)));
      const Span span = span_of(row);
      std::copy(row.begin() + span.begin, row.begin() + span.end,
                result.padded.row(y + 1, z + 1).begin() + 1 + span.begin);
    }
  }
  result.rows = row_spans(result.padded);
  return result;
}

ClosedMask closed(const Volume<std::uint8_t>& mask) { return closed(mask, {{0, 0, 0}, mask.size()}); }

}  // namespace voxtrait

#include "voxtrait/core/mask.hpp"

#include <algorithm>
#include <cstring>

#include "core/kernels/mask_rows.hpp"

namespace voxtrait {

Span span_of(std::span<const std::uint8_t> row) noexcept {
  const void* first = row.empty() ? nullptr : std::memchr(row.data(), 1, row.size());
  if (first == nullptr) return {};
  const auto last = std::find(row.rbegin(), row.rend(), std::uint8_t{1});
  return {static_cast<const std::uint8_t*>(first) - row.data(), row.rend() - last};
}

void runs_of(const Volume<std::uint8_t>& mask, std::int64_t y, std::int64_t z,
             std::vector<Span>& runs) {
  runs.clear();
  append_runs(mask.row(y, z).data(), mask.size()[0], 0, 1, runs);
}

std::vector<Span> row_spans(const Volume<std::uint8_t>& mask) {
  const Index& size = mask.size();
  std::vector<Span> rows;
  rows.reserve(static_cast<std::size_t>(size[1] * size[2]));
  for (std::int64_t z = 0; z < size[2]; ++z) {
    for (std::int64_t y = 0; y < size[1]; ++y) rows.push_back(span_of(mask.row(y, z)));
  }
  return rows;
}

Box bounding_box(std::span<const Span> rows, const Index& size) noexcept {
  Box box{size, {0, 0, 0}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].begin == rows[i].end) continue;
    const auto row = static_cast<std::int64_t>(i);
    const Index low{rows[i].begin, row % size[1], row / size[1]};
    const Index high{rows[i].end, low[1] + 1, low[2] + 1};
    for (std::size_t a = 0; a < 3; ++a) {
      box.begin[a] = std::min(box.begin[a], low[a]);
      box.end[a] = std::max(box.end[a], high[a]);
    }
  }
  return box.empty() ? Box{} : box;
}

Filling filling_of(std::span<const Span> rows, const Index& size) noexcept {
  std::int64_t length = 0;
  for (const Span& span : rows) length += span.end - span.begin;
  return 4 * length >= size[0] * size[1] * size[2] ? Filling::dense : Filling::sparse;
}

Volume<std::uint8_t> copy_of(const Volume<std::uint8_t>& mask, std::span<const Span> rows) {
  const Index& size = mask.size();
  Volume<std::uint8_t> copy(size, filling_of(rows, size));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i);
    const auto count = static_cast<std::size_t>(rows[i].end - rows[i].begin);
    const std::size_t at = mask.offset(rows[i].begin, row % size[1], row / size[1]);
    std::ranges::copy(mask.values().subspan(at, count),
                      copy.values().begin() + static_cast<std::ptrdiff_t>(at));
  }
  return copy;
}

Box bounding_box(const Volume<std::uint8_t>& mask) {
  return bounding_box(row_spans(mask), mask.size());
}

bool any_set(const Volume<std::uint8_t>& mask) noexcept {
  return std::ranges::find(mask.values(), std::uint8_t{1}) != mask.values().end();
}

}  // namespace voxtrait

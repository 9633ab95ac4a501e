#include "voxtrait/filter/boundary.hpp"

#include <algorithm>

namespace voxtrait {

namespace {

std::int64_t remainder_of(std::int64_t index, std::int64_t period) noexcept {
  const std::int64_t rest = index % period;
  return rest < 0 ? rest + period : rest;
}

}  // namespace

Boundary boundary_named(std::string_view name) noexcept {
  if (name == "nearest") return Boundary::nearest;
  if (name == "periodic") return Boundary::periodic;
  return name == "mirror" ? Boundary::mirror : Boundary::zero;
}

std::int64_t found_at(Boundary boundary, std::int64_t index, std::int64_t size) noexcept {
  if (index >= 0 && index < size) return index;
  switch (boundary) {
    case Boundary::nearest: return std::clamp<std::int64_t>(index, 0, size - 1);
    case Boundary::periodic: return remainder_of(index, size);
    case Boundary::mirror: {
      const std::int64_t rest = remainder_of(index, 2 * size);
      return rest < size ? rest : 2 * size - 1 - rest;
    }
    case Boundary::zero: break;
  }
  return -1;
}

std::vector<std::int64_t> found_in(Boundary boundary, const Span& span, std::int64_t size,
                                   std::int64_t first) {
  std::vector<std::int64_t> places;
  places.reserve(static_cast<std::size_t>(span.end - span.begin));
  for (std::int64_t i = span.begin; i < span.end; ++i) {
    const std::int64_t at = found_at(boundary, i, size);
    places.push_back(at < 0 ? at : at - first);
  }
  return places;
}

Span needed_span(Boundary boundary, const Span& wanted, std::int64_t reach,
                 std::int64_t size) noexcept {
  const Span whole{0, size};
  const Span around{wanted.begin - reach, wanted.end + reach};
  const bool inside = around.begin >= 0 && around.end <= size;
  if (boundary == Boundary::periodic && !inside) return whole;
  // What is mirrored or repeated at an edge lies no deeper than the kernel reaches beyond it.
  return {std::max(around.begin, whole.begin), std::min(around.end, whole.end)};
}

}  // namespace voxtrait

#include "passes.hpp"

#include <algorithm>

#include "filter/kernels/weighted_rows.hpp"

namespace voxtrait {

namespace {

/// A weight that is not zero: it takes image `term` at `shift` voxels from the response's place.
struct Tap {
  std::size_t term;
  std::int64_t shift;
};

/// The kernels of all terms, without their zeros.
struct TapList {
  std::vector<double> weights;
  std::vector<Tap> taps;
  std::int64_t reach = 0;
};

TapList taps_of(std::span<const PassTerm> terms) {
  TapList list;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const Taps& taps = *terms[t].taps;
    const std::int64_t reach = reach_of(taps);
    list.reach = std::max(list.reach, reach);
    for (std::size_t k = 0; k < taps.size(); ++k) {
      if (taps[k] == 0.0) continue;
      list.weights.push_back(taps[k]);
      list.taps.push_back({t, reach - static_cast<std::int64_t>(k)});
    }
  }
  return list;
}

/// One axis of a pass: where values lie, what is wanted, and the rule beyond the edges.
struct Along {
  Span known;
  Span wanted;
  std::int64_t size;
  Boundary boundary;

  /// Place of a voxel within the known ones; -1 where the value is 0.
  [[nodiscard]] std::int64_t place(std::int64_t index) const noexcept {
    const std::int64_t found = found_at(boundary, index, size);
    return found < 0 ? -1 : found - known.begin;
  }
};

/// Rows along x: each is copied with what lies beyond its ends, so that kernels see one array.
void convolve_rows(std::span<const PassTerm> terms, const TapList& list, const Along& along,
                   std::int64_t z, Volume<double>& result) {
  const std::int64_t wanted = along.wanted.end - along.wanted.begin;
  const std::int64_t width = wanted + 2 * list.reach;
  std::vector<std::int64_t> places(static_cast<std::size_t>(width));
  for (std::int64_t i = 0; i < width; ++i) {
    places[static_cast<std::size_t>(i)] = along.place(along.wanted.begin - list.reach + i);
  }
  std::vector<double> extended(places.size() * terms.size());
  std::vector<const double*> rows;
  for (const Tap& tap : list.taps) {
    rows.push_back(extended.data() + tap.term * places.size() + list.reach + tap.shift);
  }
  for (std::int64_t y = 0; y < result.size()[1]; ++y) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const double* source = terms[t].values->row(y, z).data();
      std::ranges::transform(places, extended.data() + t * places.size(),
                             [source](std::int64_t p) { return p < 0 ? 0.0 : source[p]; });
    }
    weighted_rows(list.weights, rows.data(), static_cast<std::size_t>(wanted),
                  result.row(y, z).data());
  }
}

/// Whole rows at once, along y (in slice `other`) or z (at row `other`).
void convolve_columns(std::size_t axis, std::span<const PassTerm> terms, const TapList& list,
                      const Along& along, std::int64_t other, std::span<const double> zeros,
                      Volume<double>& result) {
  std::vector<const double*> rows(list.taps.size());
  for (std::int64_t i = along.wanted.begin; i < along.wanted.end; ++i) {
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const std::int64_t at = along.place(i + list.taps[k].shift);
      const Volume<double>& values = *terms[list.taps[k].term].values;
      rows[k] = at < 0      ? zeros.data()
                : axis == 1 ? values.row(at, other).data()
                            : values.row(other, at).data();
    }
    const std::int64_t to = i - along.wanted.begin;
    double* sums = axis == 1 ? result.row(to, other).data() : result.row(other, to).data();
    weighted_rows(list.weights, rows.data(), zeros.size(), sums);
  }
}

}  // namespace

Volume<double> convolved_along(std::size_t axis, std::span<const PassTerm> terms, const Box& box,
                               const Span& wanted, std::int64_t size, Boundary boundary,
                               const Parallel& parallel) {
  Index extents = box.extents();
  extents[axis] = wanted.end - wanted.begin;
  Volume<double> result(extents, Filling::dense);
  const TapList list = taps_of(terms);
  const Along along{{box.begin[axis], box.end[axis]}, wanted, size, boundary};
  const std::vector<double> zeros(static_cast<std::size_t>(extents[0]));
  // Along z a thread takes one y, so that the rows it reads stay in its cache.
  const auto count = static_cast<std::size_t>(axis == 2 ? extents[1] : extents[2]);
  parallel.for_each(count, [&](std::size_t i) {
    const auto other = static_cast<std::int64_t>(i);
    if (axis == 0) {
      convolve_rows(terms, list, along, other, result);
    } else {
      convolve_columns(axis, terms, list, along, other, zeros, result);
    }
  });
  return result;
}

}  // namespace voxtrait

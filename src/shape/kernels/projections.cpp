#include "shape/kernels/projections.hpp"

#include <bit>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shape/kernels/projections.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/mask_bits-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, Coordinates::multiple>;

HWY_INLINE hn::Vec<Doubles> projection(const Coordinates& c, std::size_t i, const Vector& v) {
  const Doubles d;
  const auto xy = hn::Add(hn::Mul(hn::LoadU(d, &c.x[i]), hn::Set(d, v[0])),
                          hn::Mul(hn::LoadU(d, &c.y[i]), hn::Set(d, v[1])));
  return hn::Add(xy, hn::Mul(hn::LoadU(d, &c.z[i]), hn::Set(d, v[2])));
}

/// The smallest and the largest projection.
std::array<double, 2> range_of(const Coordinates& points, const Vector& direction) {
  const Doubles d;
  auto low = hn::Set(d, HUGE_VAL);
  auto high = hn::Set(d, -HUGE_VAL);
  for (std::size_t i = 0; i < points.size(); i += hn::Lanes(d)) {
    const auto at = projection(points, i, direction);
    low = hn::Min(low, at);
    high = hn::Max(high, at);
  }
  return {hn::GetLane(hn::MinOfLanes(d, low)), hn::GetLane(hn::MaxOfLanes(d, high))};
}

double extent_of(const Coordinates& points, const Vector& direction) {
  const auto [low, high] = range_of(points, direction);
  return high - low;
}

std::array<std::size_t, 2> outermost_of(const Coordinates& points, const Vector& direction) {
  const Doubles d;
  const std::array<double, 2> range = range_of(points, direction);
  std::array<std::size_t, 2> found{points.size(), points.size()};
  for (std::size_t i = 0; found[0] == points.size() || found[1] == points.size();
       i += hn::Lanes(d)) {
    const auto at = projection(points, i, direction);
    for (std::size_t k = 0; k < 2; ++k) {
      const std::uint64_t bits = bits_of(d, hn::Eq(at, hn::Set(d, range[k])));
      if (bits == 0 || found[k] != points.size()) continue;
      found[k] = i + static_cast<std::size_t>(std::countr_zero(bits));
    }
  }
  return found;
}

/// A vector of edges at a time; every start is compared with all of them.
void extents_of_edges(const FlatEdges& edges, std::size_t count, double* along, double* across) {
  const Doubles d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto dx = hn::LoadU(d, &edges.dx[i]);
    const auto dy = hn::LoadU(d, &edges.dy[i]);
    auto low_along = hn::Set(d, HUGE_VAL);
    auto high_along = hn::Set(d, -HUGE_VAL);
    auto low_across = low_along;
    auto high_across = high_along;
    for (std::size_t k = 0; k < count; ++k) {
      const auto x = hn::Set(d, edges.x[k]);
      const auto y = hn::Set(d, edges.y[k]);
      const auto u = hn::Add(hn::Mul(x, dx), hn::Mul(y, dy));
      const auto v = hn::Sub(hn::Mul(y, dx), hn::Mul(x, dy));
      low_along = hn::Min(low_along, u);
      high_along = hn::Max(high_along, u);
      low_across = hn::Min(low_across, v);
      high_across = hn::Max(high_across, v);
    }
    hn::StoreU(hn::Sub(high_along, low_along), d, along + i);
    hn::StoreU(hn::Sub(high_across, low_across), d, across + i);
  }
}

double farthest_of(const Coordinates& points, const Vector& point) {
  const Doubles d;
  auto largest = hn::Zero(d);
  for (std::size_t i = 0; i < points.size(); i += hn::Lanes(d)) {
    const auto x = hn::Sub(hn::LoadU(d, &points.x[i]), hn::Set(d, point[0]));
    const auto y = hn::Sub(hn::LoadU(d, &points.y[i]), hn::Set(d, point[1]));
    const auto z = hn::Sub(hn::LoadU(d, &points.z[i]), hn::Set(d, point[2]));
    const auto squares = hn::Add(hn::Add(hn::Mul(x, x), hn::Mul(y, y)), hn::Mul(z, z));
    largest = hn::Max(largest, squares);
  }
  return hn::GetLane(hn::MaxOfLanes(d, largest));
}

void faces_of(const Coordinates& normals, const Vector& direction, std::uint8_t* faces) {
  const Doubles d;
  for (std::size_t i = 0; i < normals.size(); i += hn::Lanes(d)) {
    const std::uint64_t bits = bits_of(d, hn::Ge(projection(normals, i, direction), hn::Zero(d)));
    for (std::size_t k = 0; k < hn::Lanes(d); ++k) {
      faces[i + k] = static_cast<std::uint8_t>(bits >> k & 1U);
    }
  }
}

double form_of(const Coordinates& points, const RankOneChange& change, std::span<double> values) {
  const Doubles d;
  const Vector axes{change.linear[0], change.linear[1], change.linear[2]};
  const auto constant = hn::Set(d, change.linear[3]);
  const auto factor = hn::Set(d, change.factor);
  const auto stretch = hn::Set(d, change.stretch);
  auto largest = hn::Set(d, -HUGE_VAL);
  for (std::size_t i = 0; i < points.size(); i += hn::Lanes(d)) {
    const auto along = hn::Add(projection(points, i, axes), constant);
    const auto taken = hn::Mul(factor, hn::Mul(along, along));
    const auto value = hn::Mul(stretch, hn::Sub(hn::LoadU(d, &values[i]), taken));
    hn::StoreU(value, d, &values[i]);
    largest = hn::Max(largest, value);
  }
  return hn::GetLane(hn::MaxOfLanes(d, largest));
}

#else

double form_of(const Coordinates& points, const RankOneChange& change, std::span<double> values) {
  return reference::change_form(points, change, values);
}

double extent_of(const Coordinates& points, const Vector& direction) {
  return reference::extent_along(points, direction);
}

std::array<std::size_t, 2> outermost_of(const Coordinates& points, const Vector& direction) {
  return reference::outermost_along(points, direction);
}

void extents_of_edges(const FlatEdges& edges, std::size_t count, double* along, double* across) {
  reference::extents_by_edges(edges, count, along, across);
}

double farthest_of(const Coordinates& points, const Vector& point) {
  return reference::farthest_from(points, point);
}

void faces_of(const Coordinates& normals, const Vector& direction, std::uint8_t* faces) {
  reference::face_along(normals, direction, faces);
}

#endif

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(extent_of);
HWY_EXPORT(extents_of_edges);
HWY_EXPORT(outermost_of);
HWY_EXPORT(farthest_of);
HWY_EXPORT(faces_of);
HWY_EXPORT(form_of);

double extent_along(const Coordinates& points, const Vector& direction) {
  return VOXTRAIT_DISPATCH(extent_of)(points, direction);
}

std::array<std::size_t, 2> outermost_along(const Coordinates& points, const Vector& direction) {
  return VOXTRAIT_DISPATCH(outermost_of)(points, direction);
}

void extents_by_edges(const FlatEdges& edges, std::size_t count, double* along, double* across) {
  VOXTRAIT_DISPATCH(extents_of_edges)(edges, count, along, across);
}

double farthest_from(const Coordinates& points, const Vector& point) {
  return VOXTRAIT_DISPATCH(farthest_of)(points, point);
}

void face_along(const Coordinates& normals, const Vector& direction, std::uint8_t* faces) {
  VOXTRAIT_DISPATCH(faces_of)(normals, direction, faces);
}

double change_form(const Coordinates& points, const RankOneChange& change,
                   std::span<double> values) {
  return VOXTRAIT_DISPATCH(form_of)(points, change, values);
}

}  // namespace voxtrait

#endif

#include "shape/kernels/projections.hpp"

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

double extent_of(const Coordinates& points, const Vector& direction) {
  const Doubles d;
  auto low = hn::Set(d, HUGE_VAL);
  auto high = hn::Set(d, -HUGE_VAL);
  for (std::size_t i = 0; i < points.size(); i += hn::Lanes(d)) {
    const auto at = projection(points, i, direction);
    low = hn::Min(low, at);
    high = hn::Max(high, at);
  }
  return hn::GetLane(hn::MaxOfLanes(d, high)) - hn::GetLane(hn::MinOfLanes(d, low));
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
HWY_EXPORT(farthest_of);
HWY_EXPORT(faces_of);
HWY_EXPORT(form_of);

double extent_along(const Coordinates& points, const Vector& direction) {
  return VOXTRAIT_DISPATCH(extent_of)(points, direction);
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

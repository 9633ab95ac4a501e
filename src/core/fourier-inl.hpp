// Included once for each instruction set, so there is no ordinary include guard.
#if defined(VOXTRAIT_CORE_FOURIER_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef VOXTRAIT_CORE_FOURIER_INL_HPP
#undef VOXTRAIT_CORE_FOURIER_INL_HPP
#else
#define VOXTRAIT_CORE_FOURIER_INL_HPP
#endif

#include <hwy/highway.h>

#include "voxtrait/core/fourier.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// At most a block of columns: wider vectors would have nothing for their upper half.
using Doubles = hn::CappedTag<double, FourierTransform::block>;
using DoubleVector = hn::Vec<Doubles>;

/// One complex number of each column. Products are never fused with sums: bits are the same
/// wherever there is no instruction for both at once.
struct ComplexVector {
  DoubleVector re;
  DoubleVector im;
};

HWY_INLINE ComplexVector sum(const ComplexVector& a, const ComplexVector& b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}

HWY_INLINE ComplexVector difference(const ComplexVector& a, const ComplexVector& b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}

HWY_INLINE ComplexVector scaled(double factor, const ComplexVector& a) {
  const auto f = hn::Set(Doubles(), factor);
  return {hn::Mul(f, a.re), hn::Mul(f, a.im)};
}

HWY_INLINE ComplexVector product(const ComplexVector& a, const ComplexVector& b) {
  return {hn::Sub(hn::Mul(a.re, b.re), hn::Mul(a.im, b.im)),
          hn::Add(hn::Mul(a.re, b.im), hn::Mul(a.im, b.re))};
}

/// a + i b.
HWY_INLINE ComplexVector sum_turned(const ComplexVector& a, const ComplexVector& b) {
  return {hn::Sub(a.re, b.im), hn::Add(a.im, b.re)};
}

/// a - i b.
HWY_INLINE ComplexVector difference_turned(const ComplexVector& a, const ComplexVector& b) {
  return {hn::Add(a.re, b.im), hn::Sub(a.im, b.re)};
}

HWY_INLINE ComplexVector load(const double* re, std::size_t imaginary) {
  const Doubles d;
  return {hn::LoadU(d, re), hn::LoadU(d, re + imaginary)};
}

HWY_INLINE void store(const ComplexVector& v, double* re, std::size_t imaginary) {
  const Doubles d;
  hn::StoreU(v.re, d, re);
  hn::StoreU(v.im, d, re + imaginary);
}

/// The same number for all columns, from a table of real and imaginary parts by turns.
HWY_INLINE ComplexVector broadcast(const double* table, std::size_t at) {
  const Doubles d;
  return {hn::Set(d, table[2 * at]), hn::Set(d, table[2 * at + 1])};
}

template <std::size_t Factor>
struct Points {
  ComplexVector v[Factor];
};

HWY_INLINE void butterfly(Points<2>& p) {
  const ComplexVector a = p.v[0];
  p.v[0] = sum(a, p.v[1]);
  p.v[1] = difference(a, p.v[1]);
}

HWY_INLINE void butterfly(Points<3>& p) {
  constexpr double sine = 0.86602540378443864676;  // of a third of a turn
  const ComplexVector both = sum(p.v[1], p.v[2]);
  const ComplexVector turned = scaled(sine, difference(p.v[1], p.v[2]));
  const ComplexVector middle = difference(p.v[0], scaled(0.5, both));
  p.v[0] = sum(p.v[0], both);
  p.v[1] = difference_turned(middle, turned);
  p.v[2] = sum_turned(middle, turned);
}

HWY_INLINE void butterfly(Points<4>& p) {
  const ComplexVector a = sum(p.v[0], p.v[2]);
  const ComplexVector b = difference(p.v[0], p.v[2]);
  const ComplexVector c = sum(p.v[1], p.v[3]);
  const ComplexVector d = difference(p.v[1], p.v[3]);
  p.v[0] = sum(a, c);
  p.v[1] = difference_turned(b, d);
  p.v[2] = difference(a, c);
  p.v[3] = sum_turned(b, d);
}

HWY_INLINE void butterfly(Points<5>& p) {
  constexpr double c1 = 0.30901699437494742410;  // cosines and sines of one and two fifths
  constexpr double c2 = -0.80901699437494742410;
  constexpr double s1 = 0.95105651629515357212;
  constexpr double s2 = 0.58778525229247312917;
  const ComplexVector outer = sum(p.v[1], p.v[4]);
  const ComplexVector inner = sum(p.v[2], p.v[3]);
  const ComplexVector across1 = difference(p.v[1], p.v[4]);
  const ComplexVector across2 = difference(p.v[2], p.v[3]);
  const ComplexVector a = sum(p.v[0], sum(scaled(c1, outer), scaled(c2, inner)));
  const ComplexVector b = sum(p.v[0], sum(scaled(c2, outer), scaled(c1, inner)));
  const ComplexVector c = sum(scaled(s1, across1), scaled(s2, across2));
  const ComplexVector d = difference(scaled(s2, across1), scaled(s1, across2));
  p.v[0] = sum(p.v[0], sum(outer, inner));
  p.v[1] = difference_turned(a, c);
  p.v[2] = difference_turned(b, d);
  p.v[3] = sum_turned(b, d);
  p.v[4] = sum_turned(a, c);
}

/// One pass: within each run of `length` numbers those `length / Factor` apart are transformed,
/// which leaves transforms of that shorter length to do.
template <std::size_t Factor, bool first>
HWY_INLINE void transform_points(const Columns& c, double* at, std::size_t apart,
                                 const Points<Factor>& twiddles) {
  Points<Factor> p;
  for (std::size_t i = 0; i < Factor; ++i) p.v[i] = load(at + i * apart, c.imaginary);
  butterfly(p);
  store(p.v[0], at, c.imaginary);
  for (std::size_t i = 1; i < Factor; ++i) {
    store(first ? p.v[i] : product(p.v[i], twiddles.v[i]), at + i * apart, c.imaginary);
  }
}

template <std::size_t Factor>
HWY_INLINE void run_pass(const FourierTransform& t, const Columns& c, std::size_t length) {
  const std::size_t runs = t.size() / length;
  const std::size_t apart = length / Factor * c.step;
  Points<Factor> twiddles{};
  for (std::size_t run = 0; run < runs; ++run) {
    transform_points<Factor, true>(c, c.first + run * length * c.step, apart, twiddles);
  }
  for (std::size_t j = 1; j < length / Factor; ++j) {
    for (std::size_t i = 1; i < Factor; ++i) {
      twiddles.v[i] = broadcast(t.twiddles(), i * j * runs);
    }
    for (std::size_t run = 0; run < runs; ++run) {
      transform_points<Factor, false>(c, c.first + (run * length + j) * c.step, apart, twiddles);
    }
  }
}

/// Transforms as many columns as a vector holds.
inline void transform_vector(const FourierTransform& t, const Columns& c) {
  std::size_t length = t.size();
  for (const std::uint32_t factor : t.factors()) {
    switch (factor) {
      case 2: run_pass<2>(t, c, length); break;
      case 3: run_pass<3>(t, c, length); break;
      case 4: run_pass<4>(t, c, length); break;
      default: run_pass<5>(t, c, length);
    }
    length /= factor;
  }
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif

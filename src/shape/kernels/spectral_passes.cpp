#include "shape/kernels/spectral_passes.hpp"

#include <algorithm>

#include "core/dispatch.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "shape/kernels/spectral_passes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/fourier-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace voxtrait::HWY_NAMESPACE {

constexpr std::size_t block = FourierTransform::block;

HWY_INLINE void add_scaled(DoubleVector value, const ComplexVector& phase, ComplexVector& to) {
  to = {hn::Add(to.re, hn::Mul(value, phase.re)), hn::Add(to.im, hn::Mul(value, phase.im))};
}

void add_fields(std::span<const VoxelRow> rows, double mean, std::size_t begin, std::size_t end,
                double* target, std::size_t field, std::size_t imaginary) {
  const Doubles d;
  const hn::Rebind<std::int32_t, Doubles> d32;
  const hn::Rebind<std::uint8_t, Doubles> d8;
  const ComplexVector nothing{hn::Zero(d), hn::Zero(d)};
  for (std::size_t k = begin; k < end; k += hn::Lanes(d)) {
    ComplexVector x = nothing;
    ComplexVector inside = nothing;
    ComplexVector squares = nothing;
    for (const VoxelRow& row : rows) {
      const ComplexVector phase = broadcast(row.phase, 0);
      const auto mask = hn::PromoteTo(d, hn::PromoteTo(d32, hn::LoadU(d8, row.mask + k)));
      const auto deviation = hn::Sub(hn::LoadU(d, row.intensity + k), hn::Set(d, mean));
      // What lies outside the mask may be anything, NaN too.
      const auto value = hn::IfThenElseZero(hn::Ne(mask, hn::Zero(d)), deviation);
      add_scaled(value, phase, x);
      add_scaled(mask, phase, inside);
      add_scaled(hn::Mul(value, value), phase, squares);
    }
    store(x, target + k, imaginary);
    store(inside, target + field + k, imaginary);
    store(squares, target + 2 * field + k, imaginary);
  }
}

/// Copies columns times the phases, and zeros after them.
HWY_INLINE void copy_turned(const HalfTransform& half, const Columns& in, const Columns& out) {
  const Doubles d;
  for (std::size_t i = 0; i < half.count; ++i) {
    ComplexVector v = load(in.first + i * in.step, in.imaginary);
    if (half.phases != nullptr) v = product(v, broadcast(half.phases, i));
    store(v, out.first + i * out.step, out.imaginary);
  }
  for (std::size_t i = half.count; i < half.transform->size(); ++i) {
    store({hn::Zero(d), hn::Zero(d)}, out.first + i * out.step, out.imaginary);
  }
}

Columns vectors_at(double* first) {
  const std::size_t lanes = hn::Lanes(Doubles());
  return {first, 2 * lanes, lanes};
}

void transform_half(const HalfTransform& half, const Columns& in, const Columns& out,
                    double* scratch) {
  const Columns vectors = vectors_at(scratch);
  for (std::size_t c = 0; c < block; c += hn::Lanes(Doubles())) {
    copy_turned(half, {in.first + c, in.step, in.imaginary}, vectors);
    transform_vector(*half.transform, vectors);
    for (std::size_t i = 0; i < half.transform->size(); ++i) {
      store(load(vectors.first + i * vectors.step, vectors.imaginary), out.first + c + i * out.step,
            out.imaginary);
    }
  }
}

/// The weights at a block of frequencies for all frequencies along x.
void weights_of_block(const SpectralWeights& weights, double* out) {
  const Doubles d;
  const std::size_t lanes = hn::Lanes(d);
  constexpr std::size_t tile = 8;  // frequencies along x at once: sums stay in registers
  for (std::size_t first = 0; first < weights.width; first += tile) {
    for (std::size_t c = 0; c < block; c += lanes) {
      DoubleVector sums[tile];
      for (auto& s : sums) s = hn::Zero(d);
      const double* along_x = weights.along_x + first;
      const double* others = weights.others + c;
      for (std::size_t q = 0; q < weights.terms; ++q) {
        const auto other = hn::LoadU(d, others + q * block);
        for (std::size_t i = 0; i < tile; ++i) {
          sums[i] = hn::Add(sums[i], hn::Mul(other, hn::Set(d, along_x[q * weights.width + i])));
        }
      }
      for (std::size_t i = 0; i < tile; ++i) hn::StoreU(sums[i], d, out + (first + i) * block + c);
    }
  }
}

/// As many lines as a vector holds, one in each lane.
void gather_lines(const SpectralLines& lines, std::size_t first, std::size_t field,
                  std::size_t voxels, const Columns& out) {
  for (std::size_t lane = 0; lane < out.imaginary; ++lane) {
    const std::size_t line = std::min(first + lane, lines.count - 1);
    const double* from = lines.first + field * lines.field + line * lines.line;
    for (std::size_t x = 0; x < voxels; ++x) {
      out.first[x * out.step + lane] = from[x];
      out.first[x * out.step + out.imaginary + lane] = from[x + lines.imaginary];
    }
  }
}

struct Sums {
  DoubleVector x, mask, squares;
};

HWY_INLINE DoubleVector dot(const ComplexVector& a, const ComplexVector& b) {
  return hn::Add(hn::Mul(a.re, b.re), hn::Mul(a.im, b.im));
}

/// One class of frequencies along x; `fields` are gathered, `work` has room for two fields.
void add_powers(const HalfTransform& half, const std::uint32_t* frequency, const double* weights,
                const Columns* fields, const Columns* work, Sums& sums) {
  const Doubles d;
  const std::size_t size = half.transform->size();
  const auto weight = [&](std::size_t i)
                          HWY_ATTR { return hn::LoadU(d, weights + frequency[i] * block); };
  copy_turned(half, fields[0], work[0]);
  transform_vector(*half.transform, work[0]);
  for (std::size_t i = 0; i < size; ++i) {
    const ComplexVector x = load(work[0].first + i * work[0].step, work[0].imaginary);
    sums.x = hn::Add(sums.x, hn::Mul(weight(i), dot(x, x)));
  }
  for (std::size_t f = 0; f < 2; ++f) {
    copy_turned(half, fields[f + 1], work[f]);
    transform_vector(*half.transform, work[f]);
  }
  for (std::size_t i = 0; i < size; ++i) {
    const ComplexVector mask = load(work[0].first + i * work[0].step, work[0].imaginary);
    const ComplexVector squares = load(work[1].first + i * work[1].step, work[1].imaginary);
    sums.mask = hn::Add(sums.mask, hn::Mul(weight(i), dot(mask, mask)));
    sums.squares = hn::Add(sums.squares, hn::Mul(weight(i), dot(mask, squares)));
  }
}

void sum_powers(const SpectralLines& lines, const LineTransforms& transforms,
                const SpectralWeights& weights, double* sums, double* scratch) {
  const Doubles d;
  const std::size_t size = transforms.halves[0].transform->size();
  const std::size_t voxels = transforms.halves[0].count;
  double* block_weights = scratch;
  weights_of_block(weights, block_weights);
  scratch += weights.width * block;
  const Columns work[2] = {vectors_at(scratch), vectors_at(scratch + 2 * block * size)};
  scratch += 4 * block * size;
  Columns fields[spectral_fields];
  for (std::size_t f = 0; f < spectral_fields; ++f) {
    fields[f] = vectors_at(scratch + 2 * block * voxels * f);
  }
  for (std::size_t c = 0; c < block; c += hn::Lanes(d)) {
    for (std::size_t f = 0; f < spectral_fields; ++f) gather_lines(lines, c, f, voxels, fields[f]);
    Sums s{hn::Zero(d), hn::Zero(d), hn::Zero(d)};
    for (std::size_t k = 0; k < transforms.classes; ++k) {
      add_powers(transforms.halves[k], transforms.frequency + k * size, block_weights + c, fields,
                 work, s);
    }
    hn::StoreU(s.x, d, sums + c);
    hn::StoreU(s.mask, d, sums + block + c);
    hn::StoreU(s.squares, d, sums + 2 * block + c);
  }
}

}  // namespace voxtrait::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace voxtrait {

HWY_EXPORT(add_fields);
HWY_EXPORT(transform_half);
HWY_EXPORT(sum_powers);

void add_rows(std::span<const VoxelRow> rows, double mean, std::size_t begin, std::size_t end,
              double* target, std::size_t field, std::size_t imaginary) {
  VOXTRAIT_DISPATCH(add_fields)(rows, mean, begin, end, target, field, imaginary);
}

void transform_block(const HalfTransform& half, const Columns& in, const Columns& out,
                     double* scratch) {
  VOXTRAIT_DISPATCH(transform_half)(half, in, out, scratch);
}

std::size_t transform_block_scratch(std::size_t size) noexcept {
  return 2 * FourierTransform::block * size;
}

void power_sums(const SpectralLines& lines, const LineTransforms& transforms,
                const SpectralWeights& weights, double* sums, double* scratch) {
  VOXTRAIT_DISPATCH(sum_powers)(lines, transforms, weights, sums, scratch);
}

std::size_t power_sums_scratch(std::size_t voxels, std::size_t size, std::size_t width) noexcept {
  return FourierTransform::block * (width + 4 * size + 2 * spectral_fields * voxels);
}

}  // namespace voxtrait

#endif

#include "shape/pair_sums.hpp"

#include <algorithm>
#include <memory>
#include <span>

#include "shape/spectral_plan.hpp"
#include "shape/weight_spectrum.hpp"
#include "voxtrait/core/mask.hpp"

namespace voxtrait {

namespace {

constexpr std::size_t block = FourierTransform::block;

/// Zeros on a cache line's boundary.
class AlignedBlock {
 public:
  explicit AlignedBlock(std::size_t size) : block_(size + line) {}
  [[nodiscard]] double* data() noexcept {
    void* first = block_.values().data();
    std::size_t space = (line + 1) * sizeof(double);
    return static_cast<double*>(std::align(line * sizeof(double), sizeof(double), first, space));
  }

 private:
  static constexpr std::size_t line = 8;
  Block<double> block_;
};

/// A plane of the slow axis' spectrum that is alive.
struct Plane {
  std::size_t position;   ///< among the planes of its class
  std::size_t frequency;  ///< absolute
  double multiplicity;    ///< 2 if it stands for its opposite too
};

class PairSpectrum {
 public:
  PairSpectrum(const Roi& roi, const Box& box, double mean, const GaussianSum& weights,
               const Parallel& parallel)
      : intensity_(roi.intensity.numbers(copy_, parallel)),
        mask_(roi.intensity_mask),
        box_(box),
        mean_(mean),
        parallel_(parallel),
        plan_(box.extents()),
        x_(plan_.x_voxels),
        middle_(plan_.middle_voxels),
        class_transform_(plan_.class_length),
        weights_(weights, plan_, x_, middle_, roi.spacing),
        scratch_values_(plan_.scratch_values(weights_.factors.size())),
        planes_(plan_.class_length * spectral_fields * plan_.plane_values()),
        slots_(plan_.slots * spectral_fields * plan_.slot_values()),
        sums_(plan_.slots * spectral_fields * whole_blocks(plan_.middle_length)),
        scratch_(SpectralPlan::parts * scratch_values_) {
    for (std::size_t k = 0; k < plan_.slow_size; ++k) {
      const auto phase = unit_vector(k, plan_.slow_size);
      slow_phases_.insert(slow_phases_.end(), {phase.real(), phase.imag()});
    }
    for (std::size_t m = 0; m < plan_.middle_voxels; ++m) {
      for (std::size_t s = 0; s < plan_.slow_voxels; ++s) {
        spans_.push_back(span_of(mask_.values().subspan(row_offset(m, s), plan_.x_voxels)));
      }
    }
  }

  /// Means over all frequencies; w(0) is still in them.
  PairSums sums();

 private:
  void transform_rows(std::size_t remainder, std::size_t m);
  bool add_class(std::size_t remainder, std::size_t m, std::size_t position);
  [[nodiscard]] std::size_t row_offset(std::size_t m, std::size_t s) const;
  [[nodiscard]] std::vector<Plane> planes_of(std::size_t remainder) const;
  void transform_middle(std::span<const Plane> planes, std::size_t middle_class);
  void sum_powers(std::span<const Plane> planes, std::size_t middle_class);
  void add_sums(std::span<const Plane> planes, PairSums& total);

  /// Calls body(i, scratch) for i in [0, count), in at most `parts` pieces.
  template <class Body>
  void for_each(std::size_t count, Body&& body);

  [[nodiscard]] double* plane(std::size_t position, std::size_t field) noexcept {
    return planes_.data() + (position * spectral_fields + field) * plan_.plane_values();
  }
  [[nodiscard]] double* slot(std::size_t index, std::size_t field) noexcept {
    return slots_.data() + (index * spectral_fields + field) * plan_.slot_values();
  }
  [[nodiscard]] std::size_t middle_blocks() const noexcept {
    return whole_blocks(plan_.middle_length) / block;
  }

  Volume<double> copy_;  ///< of intensities that are stored elsewhere
  const Volume<double>& intensity_;
  const Volume<std::uint8_t>& mask_;
  const Box& box_;
  double mean_;
  const Parallel& parallel_;
  SpectralPlan plan_;
  HalvedAxis x_;
  HalvedAxis middle_;
  FourierTransform class_transform_;
  WeightSpectrum weights_;
  std::vector<double> slow_phases_;
  std::vector<Span> spans_;  ///< of the rows in the box, those of one middle index together
  std::size_t scratch_values_;
  AlignedBlock planes_;
  AlignedBlock slots_;
  AlignedBlock sums_;
  AlignedBlock scratch_;
};

template <class Body>
void PairSpectrum::for_each(std::size_t count, Body&& body) {
  const std::size_t parts = std::min(count, SpectralPlan::parts);
  parallel_.for_each(parts, [&](std::size_t part) {
    double* scratch = scratch_.data() + part * scratch_values_;
    const std::size_t end = count * (part + 1) / parts;
    for (std::size_t i = count * part / parts; i < end; ++i) body(i, scratch);
  });
}

PairSums PairSpectrum::sums() {
  PairSums total;
  for (std::size_t remainder = 0; remainder <= plan_.classes / 2; ++remainder) {
    parallel_.for_each(plan_.middle_voxels, [&](std::size_t m) { transform_rows(remainder, m); });
    const std::vector<Plane> planes = planes_of(remainder);
    for (std::size_t first = 0; first < planes.size(); first += plan_.slots) {
      const auto some =
          std::span(planes).subspan(first, std::min(plan_.slots, planes.size() - first));
      for (std::size_t c = 0; c < middle_.classes(); ++c) {
        transform_middle(some, c);
        sum_powers(some, c);
        add_sums(some, total);
      }
    }
  }
  const auto frequencies = static_cast<double>(x_.size() * middle_.size() * plan_.slow_size);
  return {total.weights / frequencies, total.squares / frequencies, total.products / frequencies};
}

/// Where the voxels with these indices along the middle and slow axes begin.
std::size_t PairSpectrum::row_offset(std::size_t m, std::size_t s) const {
  Index at = box_.begin;
  at[plan_.middle] += static_cast<std::int64_t>(m);
  at[plan_.slow] += static_cast<std::int64_t>(s);
  return mask_.offset(at[0], at[1], at[2]);
}

/// Rows times their phases, those of equal index modulo the class length added up: the transform of
/// that length then gives the frequencies of one remainder modulo `classes`. False where the ROI
/// has no voxel.
bool PairSpectrum::add_class(std::size_t remainder, std::size_t m, std::size_t position) {
  std::vector<VoxelRow> rows;
  Span all{static_cast<std::int64_t>(plan_.x_voxels), 0};
  for (std::size_t s = position; s < plan_.slow_voxels; s += plan_.class_length) {
    const Span& inside = spans_[m * plan_.slow_voxels + s];
    if (inside.begin == inside.end) continue;
    all = {std::min(all.begin, inside.begin), std::max(all.end, inside.end)};
    const std::size_t offset = row_offset(m, s);
    const double* phase = &slow_phases_[2 * (remainder * s % plan_.slow_size)];
    rows.push_back({intensity_.values().data() + offset,
                    mask_.values().data() + offset,
                    {phase[0], phase[1]}});
  }
  const std::size_t begin = static_cast<std::size_t>(all.begin) / block * block;
  const std::size_t end = whole_blocks(static_cast<std::size_t>(all.end));
  double* target = plane(position, 0) + 2 * m * plan_.width;
  for (std::size_t part = 0; part < 2 * spectral_fields; ++part) {
    double* first = target + part / 2 * plan_.plane_values() + part % 2 * plan_.width;
    std::fill(first, first + std::min(begin, plan_.width), 0.0);
    std::fill(first + std::max(begin, end), first + plan_.width, 0.0);
  }
  add_rows(rows, mean_, begin, end, target, plan_.plane_values(), plan_.width);
  return !rows.empty();
}

void PairSpectrum::transform_rows(std::size_t remainder, std::size_t m) {
  bool any = false;
  for (std::size_t l = 0; l < plan_.class_length; ++l) any |= add_class(remainder, m, l);
  if (!any) return;
  const std::size_t step = spectral_fields * plan_.plane_values();
  for (std::size_t f = 0; f < spectral_fields; ++f) {
    class_transform_.forward({plane(0, f) + 2 * m * plan_.width, step, plan_.width}, plan_.width);
  }
}

/// Input is real: of a frequency and its opposite, the conjugate, one is enough. A class other than
/// the first and the middle one has its opposites in another class, which is left out as a whole.
std::vector<Plane> PairSpectrum::planes_of(std::size_t remainder) const {
  const bool own_opposite = 2 * remainder % plan_.classes == 0;
  std::vector<Plane> planes;
  for (std::size_t i = 0; i < plan_.class_length; ++i) {
    const std::size_t k = remainder + plan_.classes * class_transform_.order()[i];
    if (own_opposite && 2 * k > plan_.slow_size) continue;
    const bool alone = k == 0 || 2 * k == plan_.slow_size;
    planes.push_back({i, std::min(k, plan_.slow_size - k), alone ? 1.0 : 2.0});
  }
  return planes;
}

void PairSpectrum::transform_middle(std::span<const Plane> planes, std::size_t middle_class) {
  const std::size_t blocks = plan_.width / block;
  const HalfTransform half = middle_.halves()[middle_class];
  for_each(planes.size() * spectral_fields * blocks, [&](std::size_t i, double* scratch) {
    const std::size_t field = i / blocks % spectral_fields;
    const std::size_t index = i / blocks / spectral_fields;
    const std::size_t x = i % blocks * block;
    const std::size_t step = 2 * plan_.width;
    transform_block(half, {plane(planes[index].position, field) + x, step, plan_.width},
                    {slot(index, field) + x, step, plan_.width}, scratch);
  });
}

void PairSpectrum::sum_powers(std::span<const Plane> planes, std::size_t middle_class) {
  const std::array<HalfTransform, 2> halves = x_.halves();
  const LineTransforms lines{halves.data(), x_.classes(), x_.frequencies().data()};
  const std::size_t line = 2 * plan_.width;
  for_each(planes.size() * middle_blocks(), [&](std::size_t i, double* scratch) {
    const std::size_t index = i / middle_blocks();
    const std::size_t first = i % middle_blocks() * block;
    const std::size_t count = std::min(block, plan_.middle_length - first);
    const SpectralLines some{slot(index, 0) + first * line, plan_.slot_values(), line, plan_.width,
                             count};
    double* others = scratch;
    weights_.others(planes[index].frequency,
                    middle_.frequencies().data() + middle_class * plan_.middle_length + first,
                    count, others);
    power_sums(some, lines,
               {weights_.along_x.data(), others, weights_.factors.size(), weights_.along_x_width},
               sums_.data() + i * spectral_fields * block,
               scratch + block * weights_.factors.size());
  });
}

/// In the order of positions: threads do not matter, nor does the width of vectors.
void PairSpectrum::add_sums(std::span<const Plane> planes, PairSums& total) {
  for (std::size_t i = 0; i < planes.size() * middle_blocks(); ++i) {
    const double* sums = sums_.data() + i * spectral_fields * block;
    const double multiplicity = planes[i / middle_blocks()].multiplicity;
    const std::size_t first = i % middle_blocks() * block;
    const std::size_t count = std::min(block, plan_.middle_length - first);
    for (std::size_t c = 0; c < count; ++c) {
      total.products += multiplicity * sums[c];
      total.weights += multiplicity * sums[block + c];
      total.squares += multiplicity * sums[2 * block + c];
    }
  }
}

}  // namespace

PairSums pair_sums_spectral(const Roi& roi, const Box& box, double mean, const VoxelSums& voxels,
                            const Parallel& parallel) {
  const GaussianSum weights = weights_in(box.extents(), roi.spacing);
  const PairSums all = PairSpectrum(roi, box, mean, weights, parallel).sums();
  // Of a voxel with itself.
  const double zero = weights.at_zero();
  return {all.weights - zero * voxels.voxels, all.squares - zero * voxels.squares,
          all.products - zero * voxels.squares};
}

}  // namespace voxtrait

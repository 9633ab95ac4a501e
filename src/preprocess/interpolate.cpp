#include "voxtrait/preprocess/interpolate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "voxtrait/core/error.hpp"
#include "voxtrait/preprocess/round.hpp"

namespace voxtrait {

namespace {

/// Positions closer to a voxel than this are on it: 1e-9 of a voxel is noise of the grid's spacing.
constexpr double position_tolerance = 1e-9;
constexpr double mask_tolerance = 5e-7;

/// The cubic spline's coefficients follow from the voxels by sqrt(3) * z^|k|, z = sqrt(3) - 2;
/// beyond 30 voxels a weight is below 1e-17.
constexpr double spline_pole = -0.26794919243112270647;
constexpr double spline_gain = 1.7320508075688772935;
constexpr std::int64_t spline_cut = 30;

/// The value of the cardinal cubic spline at distance t: sum over k of gain z^|k| B3(t - k).
double cubic_b_spline(double t) noexcept {
  const double a = std::abs(t);
  if (a >= 2.0) return 0.0;
  if (a >= 1.0) return (2.0 - a) * (2.0 - a) * (2.0 - a) / 6.0;
  return 2.0 / 3.0 - a * a * (1.0 - 0.5 * a);
}

std::vector<double> pole_powers() {
  std::vector<double> powers{spline_gain};
  for (std::int64_t k = 1; k <= spline_cut + 3; ++k) powers.push_back(powers.back() * spline_pole);
  return powers;
}

/// Collects the weights of one sample and folds those beyond the edges onto the edge voxels.
class SampleBuilder {
 public:
  SampleBuilder(AxisWeights& target, std::int64_t input_size, std::int64_t input_begin)
      : target_(target),
        input_size_(input_size),
        input_begin_(input_begin) {}

  /// Weights of consecutive input voxels from `first` on, some of which may not exist.
  void add(std::int64_t first, const std::vector<double>& weights) {
    const std::int64_t last = first + static_cast<std::int64_t>(weights.size()) - 1;
    const std::int64_t low = std::clamp<std::int64_t>(first, 0, input_size_ - 1);
    const std::int64_t high = std::clamp<std::int64_t>(last, 0, input_size_ - 1);
    const std::size_t offset = target_.weights.size();
    target_.weights.resize(offset + static_cast<std::size_t>(high - low + 1), 0.0);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      const std::int64_t voxel = std::clamp(first + static_cast<std::int64_t>(k), low, high);
      target_.weights[offset + static_cast<std::size_t>(voxel - low)] += weights[k];
    }
    target_.samples.push_back({low - input_begin_, offset, high - low + 1});
  }

 private:
  AxisWeights& target_;
  std::int64_t input_size_;
  std::int64_t input_begin_;
};

std::vector<double> cubic_weights(double fraction, const std::vector<double>& powers) {
  // Voxel -cut-1 .. cut+2 around the voxel below the position.
  std::vector<double> weights;
  for (std::int64_t j = -spline_cut - 1; j <= spline_cut + 2; ++j) {
    double weight = 0.0;
    for (std::int64_t k = -1; k <= 2; ++k) {
      weight += powers[static_cast<std::size_t>(std::abs(j - k))] *
                cubic_b_spline(fraction - static_cast<double>(k));
    }
    weights.push_back(weight);
  }
  return weights;
}

/// out[...] = sum over taps of weight * in[...], for one axis of a block seen as
/// (inner, axis, outer): `inner` values are contiguous.
void resample_axis(const double* input, double* output, std::int64_t inner,
                   const AxisWeights& weights, std::size_t sample) {
  const AxisWeights::Sample& s = weights.samples[sample];
  double* target = output + static_cast<std::int64_t>(sample) * inner;
  for (std::int64_t k = 0; k < s.count; ++k) {
    const double weight = weights.weights[s.offset + static_cast<std::size_t>(k)];
    const double* source = input + (s.first + k) * inner;
    for (std::int64_t i = 0; i < inner; ++i) target[i] += weight * source[i];
  }
}

Volume<double> resample_z(const Volume<double>& input, const AxisWeights& weights,
                          const Parallel& parallel) {
  const Index& size = input.size();
  Volume<double> result({size[0], size[1], static_cast<std::int64_t>(weights.samples.size())});
  parallel.for_each(weights.samples.size(), [&](std::size_t sample) {
    resample_axis(input.values().data(), result.values().data(), size[0] * size[1], weights,
                  sample);
  });
  return result;
}

Volume<double> resample_y(const Volume<double>& input, const AxisWeights& weights,
                          const Parallel& parallel) {
  const Index& size = input.size();
  Volume<double> result({size[0], static_cast<std::int64_t>(weights.samples.size()), size[2]});
  parallel.for_each(static_cast<std::size_t>(size[2]), [&](std::size_t z) {
    const auto slice = static_cast<std::int64_t>(z);
    for (std::size_t sample = 0; sample < weights.samples.size(); ++sample) {
      resample_axis(input.row(0, slice).data(), result.row(0, slice).data(), size[0], weights,
                    sample);
    }
  });
  return result;
}

Volume<double> resample_x(const Volume<double>& input, const AxisWeights& weights,
                          const Parallel& parallel) {
  const Index& size = input.size();
  Volume<double> result({static_cast<std::int64_t>(weights.samples.size()), size[1], size[2]});
  parallel.for_each(static_cast<std::size_t>(size[2]), [&](std::size_t z) {
    for (std::int64_t y = 0; y < size[1]; ++y) {
      const auto row = static_cast<std::int64_t>(z);
      for (std::size_t sample = 0; sample < weights.samples.size(); ++sample) {
        resample_axis(input.row(y, row).data(), result.row(y, row).data(), 1, weights, sample);
      }
    }
  });
  return result;
}

Kernel kernel_of(Interpolator method) noexcept {
  switch (method) {
    case Interpolator::linear: return Kernel::linear;
    case Interpolator::cubic: return Kernel::cubic;
    case Interpolator::nearest:
    case Interpolator::none: break;
  }
  return Kernel::nearest;
}

std::array<AxisWeights, 3> weights_of(const ResamplingPlan& plan, Kernel kernel) {
  std::array<AxisWeights, 3> weights;
  for (std::size_t a = 0; a < 3; ++a) {
    weights[a] = axis_weights(plan.axes[a], kernel, plan.output.begin[a], plan.output.end[a],
                              plan.input.begin[a]);
  }
  return weights;
}

Volume<std::uint8_t> resample_label(const Volume<std::uint8_t>& mask, const ResamplingPlan& plan,
                                    const InterpolationSettings& settings,
                                    const Parallel& parallel) {
  const Kernel kernel =
      settings.mask_method == MaskInterpolator::linear ? Kernel::linear : Kernel::nearest;
  Volume<double> fraction(mask.size());
  std::ranges::copy(mask.values(), fraction.values().begin());
  fraction = resample(fraction, weights_of(plan, kernel), parallel);
  Volume<std::uint8_t> result(fraction.size());
  std::ranges::transform(fraction.values(), result.values().begin(), [&settings](double f) {
    return static_cast<std::uint8_t>(f > 0.0 && f >= settings.mask_threshold - mask_tolerance);
  });
  return result;
}

/// Refuses a spacing whose grid nothing could hold, such as metres instead of millimetres, before
/// sizes overflow.
void require_possible_grid(const Index& size, const Vector& spacing,
                           const InterpolationSettings& settings) {
  if (settings.method == Interpolator::none) return;
  constexpr double most = 0x1p40;
  double voxels = 1.0;
  for (std::size_t a = 0; a < 3; ++a) {
    const double step = settings.spacing[a].value_or(spacing[a]);
    voxels *= std::max(1.0, static_cast<double>(size[a]) * spacing[a] / step);
  }
  if (voxels <= most) return;
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "%.3g", voxels);
  throw Error(ErrorCode::config_invalid,
              std::string("this spacing would make ") + number.data() +
                  " voxels of the image; at most 1e12 are possible. It is in mm",
              "/interpolation/spacing");
}

AxisGrid planned_axis(std::int64_t size, double spacing, std::size_t axis,
                      const InterpolationSettings& settings) {
  const bool kept = settings.method == Interpolator::none || !settings.spacing[axis].has_value();
  return axis_grid(size, spacing, kept ? spacing : *settings.spacing[axis], settings.grid);
}

/// Samples whose position lies in [low, high], at least one.
void samples_between(const AxisGrid& grid, double low, double high, std::int64_t& begin,
                     std::int64_t& end) {
  const auto at = [&grid](double position) { return (position - grid.start) / grid.step; };
  begin =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(at(low))), 0, grid.size - 1);
  end = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(at(high))) + 1, begin + 1,
                                 grid.size);
}

}  // namespace

std::int64_t reach(Kernel kernel) noexcept { return kernel == Kernel::cubic ? spline_cut + 2 : 1; }

AxisWeights axis_weights(const AxisGrid& grid, Kernel kernel, std::int64_t begin, std::int64_t end,
                         std::int64_t input_begin) {
  AxisWeights result;
  SampleBuilder builder(result, grid.input_size, input_begin);
  const std::vector<double> powers = pole_powers();
  for (std::int64_t sample = begin; sample < end; ++sample) {
    const double position = grid.position(sample);
    const double nearest = std::floor(position + 0.5 + position_tolerance);
    const double below = std::floor(position);
    if (kernel == Kernel::nearest || std::abs(position - nearest) <= position_tolerance) {
      builder.add(static_cast<std::int64_t>(nearest), {1.0});
    } else if (kernel == Kernel::linear) {
      builder.add(static_cast<std::int64_t>(below), {1.0 - (position - below), position - below});
    } else {
      builder.add(static_cast<std::int64_t>(below) - spline_cut - 1,
                  cubic_weights(position - below, powers));
    }
  }
  return result;
}

Volume<double> resample(const Volume<double>& input, const std::array<AxisWeights, 3>& weights,
                        const Parallel& parallel) {
  const Volume<double> along_z = resample_z(input, weights[2], parallel);
  const Volume<double> along_y = resample_y(along_z, weights[1], parallel);
  return resample_x(along_y, weights[0], parallel);
}

ResamplingPlan plan_resampling(const Index& size, const Vector& spacing, const Box& roi,
                               const InterpolationSettings& settings, double margin_mm) {
  require_possible_grid(size, spacing, settings);
  ResamplingPlan plan;
  const std::int64_t taps = reach(kernel_of(settings.method));
  for (std::size_t a = 0; a < 3; ++a) {
    const AxisGrid grid = planned_axis(size[a], spacing[a], a, settings);
    const double margin = margin_mm / spacing[a];
    const double around = grid.identical() ? margin : margin + 1.0;
    samples_between(grid, static_cast<double>(roi.begin[a]) - around,
                    static_cast<double>(roi.end[a] - 1) + around, plan.output.begin[a],
                    plan.output.end[a]);
    const auto reached = grid.identical() ? 0 : taps;
    const auto first = static_cast<std::int64_t>(
        std::floor(std::min(grid.position(plan.output.begin[a]), double(roi.begin[a]))));
    const auto last = static_cast<std::int64_t>(
        std::ceil(std::max(grid.position(plan.output.end[a] - 1), double(roi.end[a] - 1))));
    plan.input.begin[a] = std::clamp<std::int64_t>(first - reached, 0, size[a] - 1);
    plan.input.end[a] = std::clamp<std::int64_t>(last + reached + 1, 1, size[a]);
    plan.axes[a] = grid;
  }
  return plan;
}

Volume<double> resample_intensity(const Volume<double>& intensity, const ResamplingPlan& plan,
                                  const InterpolationSettings& settings, const Parallel& parallel) {
  Volume<double> result =
      resample(intensity, weights_of(plan, kernel_of(settings.method)), parallel);
  if (settings.rounding == Rounding::nearest_integer) round_to_nearest(result.values());
  return result;
}

Roi interpolate(const Roi& roi, const ResamplingPlan& plan, const InterpolationSettings& settings,
                const Parallel& parallel) {
  Roi result;
  result.label = roi.label;
  result.box = plan.output;
  for (std::size_t a = 0; a < 3; ++a) {
    result.grid[a] = plan.axes[a].size;
    result.spacing[a] = plan.axes[a].spacing;
  }
  Volume<double> copy;
  result.intensity =
      resample_intensity(roi.intensity.numbers(copy, parallel), plan, settings, parallel);
  copy = {};
  result.morphological_mask = resample_label(roi.morphological_mask, plan, settings, parallel);
  result.intensity_mask = result.morphological_mask;
  return result;
}

}  // namespace voxtrait

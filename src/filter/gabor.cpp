#include <algorithm>
#include <cmath>

#include "common.hpp"
#include "filters.hpp"
#include "gabor_kernel.hpp"
#include "plane_transform.hpp"
#include "rotations.hpp"
#include "voxtrait/core/fourier.hpp"

namespace voxtrait {

namespace {

GaborShape shape_of(const FilterValues& values) {
  return {values.number("sigma_mm"), values.number("wavelength_mm"), values.number("gamma"),
          values.number("cutoff")};
}

GaborResponse response_of(const FilterValues& values) {
  const std::string& word = values.word("response");
  if (word == "real") return GaborResponse::real;
  return word == "imaginary" ? GaborResponse::imaginary : GaborResponse::modulus;
}

std::vector<GaborPlane> planes_of(const FilterValues& values) {
  if (!values.flag("orthogonal_planes")) return {{0, 1, 2}};
  return {{0, 1, 2}, {0, 2, 1}, {1, 2, 0}};
}

std::int64_t steps_in_turn(const FilterValues& values) {
  const double step = values.number("angle_step_degrees");
  return step == 0.0 ? 1 : static_cast<std::int64_t>(std::floor(360.0 / step + 0.5));
}

void require_whole_turn(const FilterValues& values) {
  const double step = values.number("angle_step_degrees");
  if (step == 0.0) return;
  if (std::abs(static_cast<double>(steps_in_turn(values)) * step - 360.0) <= 1e-6) return;
  reject_setting("angle_step_degrees", "expected 0 or an angle that divides 360 degrees");
}

/// The wave's directions in turns. The modulus for an angle and its opposite are equal, so half
/// a turn is enough where both are pooled.
std::vector<double> turns_of(const FilterValues& values) {
  std::int64_t count = steps_in_turn(values);
  const double start = values.number("angle_degrees") / 360.0;
  const double step = 1.0 / static_cast<double>(count);
  if (response_of(values) == GaborResponse::modulus && count % 2 == 0) count /= 2;
  std::vector<double> turns;
  for (std::int64_t i = 0; i < count; ++i) turns.push_back(start + static_cast<double>(i) * step);
  return turns;
}

Index reach_of_all(const FilterValues& values, const Vector& spacing) {
  Index reach{0, 0, 0};
  for (const GaborPlane& plane : planes_of(values)) {
    const Index own = gabor_reach(shape_of(values), plane, spacing);
    for (std::size_t a = 0; a < 3; ++a) reach[a] = std::max(reach[a], own[a]);
  }
  return reach;
}

/// The responses in all slices along one plane, pooled over angles and into a volume.
class PlaneResponse {
 public:
  PlaneResponse(const FilterValues& values, const Region& image, const Box& wanted,
                const GaborPlane& plane, const Parallel& parallel)
      : image_(image),
        wanted_(wanted),
        plane_(plane),
        boundary_(boundary_of(values)),
        response_(response_of(values)),
        pooling_(pooling_named(values.word("pooling"))),
        reach_(gabor_reach(shape_of(values), plane, image.spacing)),
        nu_(padded(plane.u)),
        nv_(padded(plane.v)),
        kernels_(gabor_spectra(shape_of(values), plane, image.spacing, turns_of(values), nu_, nv_,
                               parallel)) {}

  /// Pools the mean or extreme over all angles into `result`.
  void add_to(Volume<double>& result, bool first, const Parallel& parallel) const {
    const auto slices = static_cast<std::size_t>(wanted_.extent(plane_.across));
    const std::size_t batches = (slices + lines - 1) / lines;
    // Few shares, each with buffers of its own: these are as large as the slices of a batch.
    const std::size_t shares = std::min(batches, 2 * static_cast<std::size_t>(parallel.threads()));
    parallel.for_each(shares, [&](std::size_t share) {
      Buffers buffers(nu_, nv_);
      for (std::size_t batch = share; batch < batches; batch += shares) {
        const std::size_t here = std::min(lines, slices - batch * lines);
        const auto slice = static_cast<std::int64_t>(batch * lines);
        respond(slice, here, parallel, buffers);
        write(buffers.pool, slice, here, first, result);
      }
    });
  }

 private:
  using Numbers = std::vector<double>;
  static constexpr std::size_t lines = PlaneTransform::lines;

  /// Eight slices in the frequency domain, their response to one kernel, and what is pooled.
  struct Buffers {
    Buffers(std::size_t nu, std::size_t nv) : transform(nu, nv) {
      for (Numbers* numbers : {&image_re, &image_im, &re, &im, &pool}) {
        numbers->resize(transform.numbers());
      }
    }
    PlaneTransform transform;
    Numbers image_re, image_im, re, im, pool;
  };

  [[nodiscard]] std::size_t padded(std::size_t axis) const {
    return fast_transform_size(static_cast<std::size_t>(wanted_.extent(axis) + 2 * reach_[axis]));
  }

  [[nodiscard]] std::vector<std::int64_t> places(std::size_t axis) const {
    const Span span{wanted_.begin[axis] - reach_[axis], wanted_.end[axis] + reach_[axis]};
    return found_in(boundary_, span, image_.grid[axis], image_.box.begin[axis]);
  }

  /// Some slices with what lies around them; all else is 0.
  void read_slices(std::int64_t first, std::size_t count, Numbers& numbers) const {
    std::ranges::fill(numbers, 0.0);
    const std::vector<std::int64_t> us = places(plane_.u);
    const std::vector<std::int64_t> vs = places(plane_.v);
    Index at{};
    for (std::size_t v = 0; v < vs.size(); ++v) {
      for (std::size_t u = 0; u < us.size(); ++u) {
        if (us[u] < 0 || vs[v] < 0) continue;
        at[plane_.u] = us[u];
        at[plane_.v] = vs[v];
        for (std::size_t l = 0; l < count; ++l) {
          at[plane_.across] = wanted_.begin[plane_.across] - image_.box.begin[plane_.across] +
                              first + static_cast<std::int64_t>(l);
          numbers[(v * nu_ + u) * lines + l] = image_.values.at(at[0], at[1], at[2]);
        }
      }
    }
  }

  /// The responses of some slices, pooled over angles; where the kernel was centred they lie
  /// `reach` further on.
  void respond(std::int64_t first, std::size_t count, const Parallel& parallel, Buffers& b) const {
    read_slices(first, count, b.image_re);
    std::ranges::fill(b.image_im, 0.0);
    b.transform.forward(b.image_re, b.image_im);
    for (std::size_t k = 0; k < kernels_.size(); ++k) {
      parallel.check();
      multiply(kernels_[k], b.image_re, b.image_im, b.re, b.im);
      b.transform.forward(b.im, b.re);
      take(b.re, b.im, k == 0, b.pool);
    }
  }

  void multiply(const Numbers& kernel, const Numbers& a_re, const Numbers& a_im, Numbers& re,
                Numbers& im) const {
    for (std::size_t i = 0; i < nu_ * nv_; ++i) {
      const double c = kernel[i];
      const double s = kernel[nu_ * nv_ + i];
      for (std::size_t j = i * lines; j < (i + 1) * lines; ++j) {
        re[j] = a_re[j] * c - a_im[j] * s;
        im[j] = a_re[j] * s + a_im[j] * c;
      }
    }
  }

  void take(const Numbers& re, const Numbers& im, bool first, Numbers& pool) const {
    const double scale = 1.0 / static_cast<double>(nu_ * nv_);
    for (std::size_t i = 0; i < pool.size(); ++i) {
      const double value = scale * (response_ == GaborResponse::real ? re[i]
                                    : response_ == GaborResponse::imaginary
                                        ? im[i]
                                        : std::sqrt(re[i] * re[i] + im[i] * im[i]));
      pool[i] = first ? value : pooled_value(pool[i], value);
    }
  }

  [[nodiscard]] double pooled_value(double pool, double value) const noexcept {
    if (pooling_ == Pooling::average) return pool + value;
    return pooling_ == Pooling::maximum ? std::max(pool, value) : std::min(pool, value);
  }

  void write(const Numbers& pool, std::int64_t first, std::size_t count, bool first_plane,
             Volume<double>& result) const {
    Index at{};
    for (at[plane_.v] = 0; at[plane_.v] < wanted_.extent(plane_.v); ++at[plane_.v]) {
      for (at[plane_.u] = 0; at[plane_.u] < wanted_.extent(plane_.u); ++at[plane_.u]) {
        const auto u = static_cast<std::size_t>(at[plane_.u] + reach_[plane_.u]);
        const auto v = static_cast<std::size_t>(at[plane_.v] + reach_[plane_.v]);
        for (std::size_t l = 0; l < count; ++l) {
          at[plane_.across] = first + static_cast<std::int64_t>(l);
          double& to = result.at(at[0], at[1], at[2]);
          const double value = pool[(v * nu_ + u) * lines + l];
          to = first_plane ? value : pooled_value(to, value);
        }
      }
    }
  }

  const Region& image_;
  const Box& wanted_;
  GaborPlane plane_;
  Boundary boundary_;
  GaborResponse response_;
  Pooling pooling_;
  Index reach_;
  std::size_t nu_;
  std::size_t nv_;
  std::vector<std::vector<double>> kernels_;
};

Volume<double> response(const FilterValues& values, const Region& image, const Box& wanted,
                        const Parallel& parallel) {
  Volume<double> result(wanted.extents(), Filling::dense);
  const std::vector<GaborPlane> planes = planes_of(values);
  for (std::size_t p = 0; p < planes.size(); ++p) {
    PlaneResponse(values, image, wanted, planes[p], parallel).add_to(result, p == 0, parallel);
  }
  if (pooling_named(values.word("pooling")) == Pooling::average) {
    scale(result, 1.0 / static_cast<double>(planes.size() * turns_of(values).size()), parallel);
  }
  return result;
}

SettingDeclaration positive(std::string_view id, std::string_view unit, std::string_view doc,
                            double fallback) {
  return {.key = id,
          .unit = unit,
          .doc = doc,
          .type = SettingType::number,
          .minimum = 0.0,
          .above_minimum = true,
          .maximum = 1e4,
          .default_value = fallback};
}

SettingDeclaration angle(std::string_view id, std::string_view doc) {
  return {.key = id,
          .unit = "degrees",
          .doc = doc,
          .type = SettingType::number,
          .minimum = 0.0,
          .maximum = 360.0,
          .default_value = 0.0};
}

}  // namespace

Filter gabor_filter() {
  return {
      .info = {"gabor", "Q88H", "Gabor filter",
               "Waves of one length and direction within slices, or several directions pooled."},
      .settings = {positive("sigma_mm", "mm", "width of the Gaussian along the wave (IBSI 41LN)",
                            5.0),
                   positive("wavelength_mm", "mm", "length of the wave (IBSI S4N6)", 2.0),
                   positive("gamma", "", "width along the wave over width across it (IBSI GDR5)",
                            1.5),
                   angle("angle_degrees",
                         "direction of the wave, from x towards y; the first of several (IBSI "
                         "FQER)"),
                   angle("angle_step_degrees",
                         "pool directions all around, this far apart; 0 for one direction"),
                   {.key = "orthogonal_planes",
                    .unit = "",
                    .doc = "pool the responses in axial, coronal and sagittal slices",
                    .type = SettingType::boolean,
                    .default_value = false},
                   {.key = "response",
                    .unit = "",
                    .doc = "what is kept of the complex response",
                    .type = SettingType::choice,
                    .choices = {"modulus", "real", "imaginary"},
                    .default_value = std::string("modulus")},
                   pooling_setting(),
                   cutoff_setting(5.0),
                   boundary_setting()},
      .check = require_whole_turn,
      .needs =
          [](const FilterValues& values, const Box& wanted, const Index& grid,
             const Vector& spacing) {
            return needed_box(boundary_of(values), wanted, reach_of_all(values, spacing), grid);
          },
      .apply = response};
}

}  // namespace voxtrait

#include "common.hpp"
#include "filters.hpp"
#include "rotations.hpp"
#include "wavelet_coefficients.hpp"

namespace voxtrait {

namespace {

/// The low-pass filter, or the high-pass filter that is its quadrature mirror. Those of even
/// length get a zero at the end, so that their centre is a voxel.
Taps wavelet_taps(std::string_view wavelet, char band) {
  const std::span<const double> low = low_pass_coefficients(wavelet);
  Taps taps(low.begin(), low.end());
  if (band == 'H') {
    for (std::size_t k = 0; k < low.size(); ++k) {
      taps[k] = (k % 2 == 0 ? -1.0 : 1.0) * low[low.size() - 1 - k];
    }
  }
  if (taps.size() % 2 == 0) taps.push_back(0.0);
  return taps;
}

/// The kernel of a deeper level: zeros between the taps (algorithme a trous).
Taps dilated(const Taps& taps, std::int64_t level) {
  const std::size_t step = std::size_t{1} << static_cast<unsigned>(level - 1);
  Taps result((taps.size() - 1) * step + 1, 0.0);
  for (std::size_t k = 0; k < taps.size(); ++k) result[k * step] = taps[k];
  return result;
}

/// The kernel of a level; where the levels before are decimated, each has the same one.
SeparableKernel level_kernel(const FilterValues& values, const std::string& bands,
                             std::int64_t level) {
  SeparableKernel kernel;
  for (std::size_t a = 0; a < bands.size(); ++a) {
    const Taps taps = wavelet_taps(values.word("wavelet"), bands[a]);
    kernel[a] = values.flag("decimated") ? taps : dilated(taps, level);
  }
  return kernel;
}

/// Low-pass filters down to the level that is wanted, then its bands.
std::vector<RotatedChain> chains_of(const FilterValues& values) {
  const std::string& bands = values.word("bands");
  const std::int64_t level = values.whole("level");
  Chain chain;
  for (std::int64_t l = 1; l <= level; ++l) {
    chain.push_back(level_kernel(values, l < level ? std::string(bands.size(), 'L') : bands, l));
  }
  if (!values.flag("rotation_invariance")) return {{chain, 1, 0}};
  return rotated(chain, bands.size() == 3);
}

ChainRule rule_of(const FilterValues& values) {
  return {boundary_of(values), values.flag("decimated")};
}

Step kept_voxels(const FilterValues& values) {
  Step step = every_voxel;
  if (!values.flag("decimated")) return step;
  const std::size_t axes = values.word("bands").size();
  for (std::size_t a = 0; a < axes; ++a) step[a] = std::int64_t{1} << values.whole("level");
  return step;
}

void require_bands(const FilterValues& values) {
  const std::string& bands = values.word("bands");
  const bool known = bands.find_first_not_of("LH") == std::string::npos;
  if (known && (bands.size() == 2 || bands.size() == 3)) return;
  reject_setting("bands",
                 "expected L (low pass) or H (high pass) for each of two (2D) or three (3D) axes, "
                 "x first, such as LLH; found \"" +
                     bands + "\"");
}

}  // namespace

Filter wavelet_filter() {
  return {
      .info =
          {"wavelet", "25BO", "Separable wavelets",
           "One sub-band of the stationary (undecimated) wavelet transform, or of the decimated "
           "one."},
      .settings = {{.key = "wavelet",
                    .unit = "",
                    .doc = "Haar, Daubechies, symlet or coiflet wavelet",
                    .type = SettingType::choice,
                    .choices = wavelet_names(),
                    .default_value = std::string("haar")},
                   {.key = "bands",
                    .unit = "",
                    .doc = "L or H for each axis, x first; two of them filter slices, three the "
                           "volume (IBSI UK1F)",
                    .type = SettingType::text,
                    .default_value = std::string("LLH")},
                   {.key = "level",
                    .unit = "",
                    .doc = "level of decomposition (IBSI GCEK)",
                    .type = SettingType::integer,
                    .minimum = 1,
                    .maximum = 8,
                    .default_value = std::int64_t{1}},
                   {.key = "decimated",
                    .unit = "",
                    .doc =
                        "keep every second voxel of each level's response along the filtered "
                        "axes; the map, and the mask for its features, have as many fewer voxels",
                    .type = SettingType::boolean,
                    .default_value = false},
                   rotation_setting(),
                   pooling_setting(),
                   boundary_setting()},
      .check = require_bands,
      .step = kept_voxels,
      .needs =
          [](const FilterValues& values, const Box& wanted, const Index& grid, const Vector&) {
            return needed_box(chains_of(values), rule_of(values), wanted, grid);
          },
      .apply =
          [](const FilterValues& values, const Region& image, const Box& wanted,
             const Parallel& parallel) {
            return std::move(pooled(image, chains_of(values), pooling_named(values.word("pooling")),
                                    rule_of(values), wanted, parallel)
                                 .values);
          }};
}

}  // namespace voxtrait

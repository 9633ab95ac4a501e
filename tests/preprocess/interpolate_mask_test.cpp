#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/preprocess/interpolate.hpp"

namespace {

using voxtrait::Box;
using voxtrait::GridAlignment;
using voxtrait::Index;
using voxtrait::InterpolationSettings;
using voxtrait::Interpolator;
using voxtrait::MaskInterpolator;
using voxtrait::Parallel;
using voxtrait::ResamplingPlan;
using voxtrait::Roi;
using voxtrait::Volume;
using voxtrait::test::Random;

constexpr std::array all_alignments{GridAlignment::centre, GridAlignment::origin,
                                    GridAlignment::corner, GridAlignment::fit};

using Mask = Volume<std::uint8_t>;

InterpolationSettings linear_to(double spacing, double threshold = 0.5) {
  InterpolationSettings settings;
  settings.method = Interpolator::linear;
  settings.spacing = {spacing, spacing, spacing};
  settings.mask_threshold = threshold;
  return settings;
}

/// The mask of a ROI that is a whole image, interpolated.
Roi interpolated(const Mask& mask, double spacing, const InterpolationSettings& settings) {
  const Roi roi =
      voxtrait::test::roi_of(Volume<double>(mask.size()), mask, {spacing, spacing, spacing});
  const ResamplingPlan plan =
      voxtrait::plan_resampling(mask.size(), roi.spacing, {{0, 0, 0}, mask.size()}, settings, 0.0);
  return voxtrait::interpolate(roi, plan, settings, Parallel(1));
}

std::int64_t set_voxels(const Mask& mask) {
  return std::ranges::count(mask.values(), std::uint8_t{1});
}

Mask random_mask(const Index& size, double part, Random& random) {
  return voxtrait::test::volume_of<std::uint8_t>(
      size, [&](auto...) { return random.chance(part) ? 1 : 0; });
}

/// Centre-aligned trilinear interpolation of a mask in whole numbers: spacings are `a` and `b`
/// tenths of a millimetre, positions are multiples of 1 / (2 a) and weights of 1 / (2 a)^3.
class ExactMask {
 public:
  ExactMask(const Mask& mask, std::int64_t a, std::int64_t b) : mask_(mask), a_(a), b_(b) {
    for (std::size_t d = 0; d < 3; ++d) size_[d] = (mask.size()[d] * a + b - 1) / b;
  }

  [[nodiscard]] const Index& size() const { return size_; }

  /// Whether the interpolated mask is at least numerator / denominator.
  [[nodiscard]] bool at_least(const Index& sample, std::int64_t numerator,
                              std::int64_t denominator) const {
    std::int64_t sum = 0;
    for (std::int64_t corner = 0; corner < 8; ++corner) {
      std::int64_t weight = 1;
      Index voxel{};
      for (std::size_t d = 0; d < 3; ++d) {
        const bool up = (corner >> d & 1) != 0;
        const std::int64_t position = twice_a_position(sample[d], d);
        const std::int64_t below = floor_of_quotient(position, 2 * a_);
        const std::int64_t fraction = position - below * 2 * a_;
        weight *= up ? fraction : 2 * a_ - fraction;
        voxel[d] = std::clamp<std::int64_t>(below + (up ? 1 : 0), 0, mask_.size()[d] - 1);
      }
      sum += weight * mask_.at(voxel[0], voxel[1], voxel[2]);
    }
    return sum * denominator >= numerator * (2 * a_) * (2 * a_) * (2 * a_);
  }

 private:
  [[nodiscard]] std::int64_t twice_a_position(std::int64_t sample, std::size_t d) const {
    return (mask_.size()[d] - 1) * a_ - (size_[d] - 1) * b_ + 2 * b_ * sample;
  }
  static std::int64_t floor_of_quotient(std::int64_t a, std::int64_t b) {
    return a >= 0 ? a / b : -((-a + b - 1) / b);
  }

  const Mask& mask_;
  std::int64_t a_;
  std::int64_t b_;
  Index size_{};
};

}  // namespace

TEST_CASE("blocks that are half covered after halving the resolution belong to the ROI") {
  Random random(61);
  const Index size{14, 12, 10};
  const Mask mask = random_mask(size, 0.5, random);
  std::int64_t expected = 0;
  std::int64_t exactly_half = 0;
  voxtrait::test::for_each_voxel({7, 6, 5}, [&](auto x, auto y, auto z) {
    int covered = 0;
    voxtrait::test::for_each_voxel({2, 2, 2}, [&](auto i, auto j, auto k) {
      covered += mask.at(2 * x + i, 2 * y + j, 2 * z + k);
    });
    expected += covered >= 4 ? 1 : 0;
    exactly_half += covered == 4 ? 1 : 0;
  });
  REQUIRE(exactly_half > 30);  // else the test shows nothing
  for (const double spacing : {1.0, 0.7, 1.1, 0.3, 0.9765625}) {
    CAPTURE(spacing);
    const Roi roi = interpolated(mask, spacing, linear_to(2.0 * spacing));
    CHECK(roi.morphological_mask.size() == Index{7, 6, 5});
    CHECK(set_voxels(roi.morphological_mask) == expected);
  }
}

TEST_CASE("the interpolated mask is that of exact arithmetic at every threshold") {
  struct Case {
    std::int64_t old_tenths;
    std::int64_t new_tenths;
  };
  struct Threshold {
    std::int64_t numerator;
    std::int64_t denominator;
  };
  Random random(62);
  const Index size{11, 9, 8};
  for (const Case& c : {Case{7, 14}, {9, 6}, {3, 2}, {22, 20}, {10, 15}, {10, 40}, {8, 10}}) {
    for (const Threshold& t : {Threshold{1, 2}, {1, 4}, {3, 4}, {1, 1}, {1, 100}}) {
      const Mask mask = random_mask(size, 0.5, random);
      const ExactMask exact(mask, c.old_tenths, c.new_tenths);
      const double threshold =
          static_cast<double>(t.numerator) / static_cast<double>(t.denominator);
      const Roi roi = interpolated(mask, static_cast<double>(c.old_tenths) / 10.0,
                                   linear_to(static_cast<double>(c.new_tenths) / 10.0, threshold));
      CAPTURE(c.old_tenths, c.new_tenths, threshold);
      REQUIRE(roi.morphological_mask.size() == exact.size());
      voxtrait::test::for_each_voxel(exact.size(), [&](auto x, auto y, auto z) {
        const bool expected = exact.at_least({x, y, z}, t.numerator, t.denominator);
        REQUIRE((roi.morphological_mask.at(x, y, z) == 1) == expected);
      });
    }
  }
}

TEST_CASE("a full mask stays full up to the border planes") {
  const Mask full({10, 9, 4}, 1);
  for (const GridAlignment alignment : all_alignments) {
    for (const double spacing : {0.3, 0.75, 1.7, 3.0}) {
      for (const MaskInterpolator method : {MaskInterpolator::linear, MaskInterpolator::nearest}) {
        InterpolationSettings settings = linear_to(spacing);
        settings.grid = alignment;
        settings.mask_method = method;
        const Roi roi = interpolated(full, 1.0, settings);
        CAPTURE(static_cast<int>(alignment), spacing);
        CHECK(roi.morphological_mask.size() == roi.grid);
        CHECK(set_voxels(roi.morphological_mask) == roi.grid[0] * roi.grid[1] * roi.grid[2]);
      }
    }
  }
}

TEST_CASE("a mask that touches the border keeps its border planes") {
  const auto half = voxtrait::test::volume_of<std::uint8_t>(
      Index{10, 10, 10}, [](auto, auto, auto z) { return z >= 5 ? 1 : 0; });
  // 10 mm in 14 samples of 0.75 mm from -0.375 mm: samples above 4.5 mm are inside.
  const Roi roi = interpolated(half, 1.0, linear_to(0.75));
  std::int64_t planes = 0;
  for (std::int64_t z = 0; z < roi.grid[2]; ++z) {
    const double position = 4.5 - 0.75 * 6.5 + 0.75 * static_cast<double>(z);
    planes += position >= 4.5 ? 1 : 0;
  }
  CHECK(roi.grid == Index{14, 14, 14});
  CHECK(set_voxels(roi.morphological_mask) == 14 * 14 * planes);
  CHECK(planes == 7);
}

TEST_CASE("nearest interpolation of the mask takes the nearest voxel") {
  Random random(63);
  const Mask mask = random_mask({9, 8, 7}, 0.4, random);
  InterpolationSettings settings = linear_to(0.6);
  settings.mask_method = MaskInterpolator::nearest;
  const Roi roi = interpolated(mask, 1.0, settings);
  voxtrait::test::for_each_voxel(roi.grid, [&](auto x, auto y, auto z) {
    const Index sample{x, y, z};
    Index voxel{};
    for (std::size_t a = 0; a < 3; ++a) {
      const auto n = static_cast<double>(mask.size()[a]);
      const auto samples = static_cast<double>(roi.grid[a]);
      const double p = 0.5 * (n - 1 - 0.6 * (samples - 1)) + 0.6 * static_cast<double>(sample[a]);
      voxel[a] = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(p + 0.5 + 1e-9)), 0,
                                          mask.size()[a] - 1);
    }
    REQUIRE(roi.morphological_mask.at(x, y, z) == mask.at(voxel[0], voxel[1], voxel[2]));
  });
}

TEST_CASE("a threshold near zero takes no voxel that the mask does not reach") {
  Mask mask({9, 9, 9});
  mask.at(4, 4, 4) = 1;
  const Roi roi = interpolated(mask, 1.0, linear_to(0.5, 1e-9));
  // Centre-aligned samples lie 0.25 mm beside the voxel centres: two reach the voxel on each side.
  CHECK(set_voxels(roi.morphological_mask) == 4 * 4 * 4);
}

TEST_CASE("the ROI of a part of the image is that of the whole image") {
  Random random(64);
  const Index size{20, 16, 12};
  for (const GridAlignment alignment : all_alignments) {
    for (const double spacing : {0.7, 1.9}) {
      Mask mask(size);
      const Index low{random.integer(0, 9), random.integer(0, 9), random.integer(0, 6)};
      voxtrait::test::for_each_voxel({8, 7, 6}, [&](auto x, auto y, auto z) {
        mask.at(low[0] + x, low[1] + y, low[2] + z) = random.chance(0.6) ? 1 : 0;
      });
      InterpolationSettings settings = linear_to(spacing);
      settings.grid = alignment;
      const Roi whole = interpolated(mask, 1.0, settings);
      const Box box = voxtrait::bounding_box(mask);
      const ResamplingPlan plan = voxtrait::plan_resampling(size, {1, 1, 1}, box, settings, 0.0);
      Roi roi = voxtrait::test::roi_of(Volume<double>(plan.input.extents()),
                                       voxtrait::test::volume_of<std::uint8_t>(
                                           plan.input.extents(), [&](auto x, auto y, auto z) {
                                             return mask.at(x + plan.input.begin[0],
                                                            y + plan.input.begin[1],
                                                            z + plan.input.begin[2]);
                                           }));
      const Roi part = voxtrait::interpolate(roi, plan, settings, Parallel(1));
      CAPTURE(static_cast<int>(alignment), spacing, low);
      CHECK(part.grid == whole.grid);
      CHECK(set_voxels(part.morphological_mask) == set_voxels(whole.morphological_mask));
      voxtrait::test::for_each_voxel(part.morphological_mask.size(), [&](auto x, auto y, auto z) {
        REQUIRE(part.morphological_mask.at(x, y, z) ==
                whole.morphological_mask.at(x + part.box.begin[0], y + part.box.begin[1],
                                            z + part.box.begin[2]));
      });
    }
  }
}

TEST_CASE("interpolation starts anew with one mask for intensity and morphology") {
  Random random(65);
  const Roi roi = interpolated(random_mask({6, 6, 6}, 0.5, random), 1.0, linear_to(0.8));
  CHECK(std::ranges::equal(roi.intensity_mask.values(), roi.morphological_mask.values()));
  CHECK(roi.spacing == voxtrait::Vector{0.8, 0.8, 0.8});
}

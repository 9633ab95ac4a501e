#include <bit>
#include <catch2/catch.hpp>

#include "support/random.hpp"
#include "support/volumes.hpp"
#include "voxtrait/preprocess/interpolate.hpp"

namespace {

using voxtrait::Box;
using voxtrait::GridAlignment;
using voxtrait::Index;
using voxtrait::InterpolationSettings;
using voxtrait::Interpolator;
using voxtrait::Parallel;
using voxtrait::ResamplingPlan;
using voxtrait::Vector;
using voxtrait::Volume;
using voxtrait::test::Random;

constexpr std::array all_alignments{GridAlignment::centre, GridAlignment::origin,
                                    GridAlignment::corner, GridAlignment::fit};

Volume<double> cropped(const Volume<double>& volume, const Box& box) {
  return voxtrait::test::volume_of<double>(box.extents(), [&](auto x, auto y, auto z) {
    return volume.at(x + box.begin[0], y + box.begin[1], z + box.begin[2]);
  });
}

Box random_box(const Index& size, Random& random) {
  Box box;
  for (std::size_t a = 0; a < 3; ++a) {
    box.begin[a] = random.integer(0, size[a] - 1);
    box.end[a] = random.integer(box.begin[a] + 1, size[a]);
  }
  return box;
}

void require_part_of(const Volume<double>& whole, const Volume<double>& part, const Box& box) {
  voxtrait::test::for_each_voxel(part.size(), [&](auto x, auto y, auto z) {
    const double there = whole.at(x + box.begin[0], y + box.begin[1], z + box.begin[2]);
    REQUIRE(std::bit_cast<std::uint64_t>(part.at(x, y, z)) == std::bit_cast<std::uint64_t>(there));
  });
}

}  // namespace

TEST_CASE("a sample has the same bits however little of the image is read around a ROI") {
  Random random(55);
  const Index size{41, 14, 9};
  const Vector spacing{0.9, 1.0, 3.0};
  const auto image =
      voxtrait::test::volume_of<double>(size, [&](auto...) { return random.real(-1e3, 1e3); });
  for (const Interpolator method :
       {Interpolator::nearest, Interpolator::linear, Interpolator::cubic}) {
    for (const GridAlignment alignment : all_alignments) {
      InterpolationSettings settings;
      settings.method = method;
      settings.spacing = {2.0, 0.7, 2.0};
      settings.grid = alignment;
      const Box everything{{0, 0, 0}, size};
      // A margin as large as the image makes the plan read and compute all of it.
      const ResamplingPlan all =
          voxtrait::plan_resampling(size, spacing, everything, settings, 100.0);
      REQUIRE(all.input == everything);
      const Volume<double> whole = voxtrait::resample_intensity(image, all, settings, Parallel(1));
      for (int round = 0; round < 6; ++round) {
        const Box box = random_box(size, random);
        const ResamplingPlan plan =
            voxtrait::plan_resampling(size, spacing, box, settings, round % 2 == 0 ? 0.0 : 6.2);
        CAPTURE(static_cast<int>(method), static_cast<int>(alignment), box.begin, box.end);
        require_part_of(
            whole,
            voxtrait::resample_intensity(cropped(image, plan.input), plan, settings, Parallel(2)),
            plan.output);
      }
    }
  }
}

TEST_CASE("a plan reads no more of a large image than the ROI and the kernel need") {
  InterpolationSettings settings;
  settings.spacing = {1.0, 1.0, 1.0};
  const Index size{512, 512, 512};
  const Box roi{{200, 300, 250}, {210, 310, 260}};
  for (const Interpolator method : {Interpolator::linear, Interpolator::cubic}) {
    settings.method = method;
    const ResamplingPlan plan =
        voxtrait::plan_resampling(size, {0.7, 0.7, 0.7}, roi, settings, 0.0);
    const std::int64_t most = method == Interpolator::linear ? 20 : 90;
    for (std::size_t a = 0; a < 3; ++a) {
      CHECK(plan.input.begin[a] <= roi.begin[a]);
      CHECK(plan.input.end[a] >= roi.end[a]);
      CHECK(plan.input.extent(a) <= most);
    }
  }
}

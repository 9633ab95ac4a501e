#include "voxtrait/shape/spatial_autocorrelation.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/masks.hpp"
#include "support/simd.hpp"

namespace {

using voxtrait::Index;
using voxtrait::Parallel;
using voxtrait::Roi;
using voxtrait::SpatialAutocorrelation;
using voxtrait::Vector;
using voxtrait::test::MaskVolume;
using voxtrait::test::Random;

struct Voxel {
  Vector position;
  double intensity;
};

std::vector<Voxel> voxels_of(const Roi& roi) {
  std::vector<Voxel> voxels;
  voxtrait::test::for_each_voxel(roi.intensity.size(), [&](auto x, auto y, auto z) {
    if (roi.intensity_mask.at(x, y, z) == 0) return;
    voxels.push_back(
        {{double(x) * roi.spacing[0], double(y) * roi.spacing[1], double(z) * roi.spacing[2]},
         roi.intensity.at(x, y, z)});
  });
  return voxels;
}

double mean_of(const Roi& roi) {
  const auto voxels = voxels_of(roi);
  double sum = 0.0;
  for (const Voxel& v : voxels) sum += v.intensity;
  return sum / static_cast<double>(voxels.size());
}

/// The manual's formulas as they stand: all pairs of different voxels.
SpatialAutocorrelation double_loop(const Roi& roi) {
  const auto voxels = voxels_of(roi);
  const double mean = mean_of(roi);
  long double weights = 0.0L;
  long double products = 0.0L;
  long double differences = 0.0L;
  long double squares = 0.0L;
  for (const Voxel& a : voxels) {
    const long double da = a.intensity - mean;
    squares += da * da;
    for (const Voxel& b : voxels) {
      if (&a == &b) continue;
      long double distance2 = 0.0L;
      for (std::size_t d = 0; d < 3; ++d) {
        const long double apart = a.position[d] - b.position[d];
        distance2 += apart * apart;
      }
      const long double w = 1.0L / std::sqrt(distance2);
      const long double difference = a.intensity - b.intensity;
      weights += w;
      products += w * da * (b.intensity - mean);
      differences += w * difference * difference;
    }
  }
  const auto n = static_cast<long double>(voxels.size());
  return {static_cast<double>(n / weights * products / squares),
          static_cast<double>((n - 1.0L) / (2.0L * weights) * differences / squares)};
}

Roi random_roi(const Index& size, double probability, const Vector& spacing, double offset,
               Random& random) {
  auto intensity = voxtrait::test::volume_of<double>(
      size, [&](auto...) { return offset + random.real(-50.0, 50.0); });
  return voxtrait::test::roi_of(std::move(intensity),
                                voxtrait::test::random_mask(size, probability, random), spacing);
}

bool comparable(const Roi& roi) { return voxels_of(roi).size() >= 2; }

void require_equals_double_loop(const Roi& roi) {
  const auto truth = double_loop(roi);
  const auto found = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(1));
  // Moran's I passes through 0: what is relative there are its terms, of the size of Geary's C.
  CHECK(found.moran_i == Approx(truth.moran_i).epsilon(1e-10).margin(1e-10));
  CHECK(found.geary_c == Approx(truth.geary_c).epsilon(1e-10));
}

}  // namespace

TEST_CASE("spatial autocorrelation equals the double loop over all pairs") {
  Random random(341);
  for (const double probability : {0.1, 0.5, 1.0}) {
    for (const Vector& spacing : {Vector{1, 1, 1}, {0.7, 1.3, 3.0}, {0.01, 20.0, 1.0}}) {
      for (const Index& size : {Index{6, 7, 8},
                                {12, 3, 2},
                                {1, 11, 5},
                                {10, 1, 1},
                                {2, 1, 1},
                                {1, 1, 9},
                                {4, 4, 4},
                                {7, 12, 1}}) {
        const Roi roi = random_roi(size, probability, spacing, 0.0, random);
        if (!comparable(roi)) continue;
        CAPTURE(probability, spacing, size);
        require_equals_double_loop(roi);
      }
    }
  }
}

TEST_CASE("spatial autocorrelation equals the double loop for every edge up to 12") {
  Random random(342);
  for (std::int64_t n = 2; n <= 12; ++n) {
    for (const Index& size : {Index{n, 2, 1}, {3, n, 2}, {1, 2, n}}) {
      CAPTURE(size);
      require_equals_double_loop(random_roi(size, 1.0, {0.9, 1.1, 2.0}, 0.0, random));
    }
  }
}

TEST_CASE("spatial autocorrelation equals the double loop far from zero intensity") {
  Random random(343);
  for (const double offset : {-1e3, 1e4, 1e6}) {
    CAPTURE(offset);
    require_equals_double_loop(random_roi({7, 6, 5}, 0.6, {1.0, 2.0, 3.0}, offset, random));
  }
}

TEST_CASE("voxels outside the intensity mask do not count, wherever they lie") {
  Random random(344);
  Roi roi = random_roi({9, 9, 9}, 0.0, {1.0, 1.5, 2.0}, 0.0, random);
  voxtrait::test::for_each_voxel(
      {3, 4, 2}, [&](auto x, auto y, auto z) { roi.intensity_mask.at(x + 4, y + 2, z + 6) = 1; });
  const auto before = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(1));
  require_equals_double_loop(roi);
  const double mean = mean_of(roi);
  voxtrait::Volume<double> changed = roi.intensity.own();
  voxtrait::test::for_each_voxel(changed.size(), [&](auto x, auto y, auto z) {
    if (roi.intensity_mask.at(x, y, z) == 0) changed.at(x, y, z) = 1e30;
  });
  roi.intensity = std::move(changed);
  const auto after = voxtrait::spatial_autocorrelation(roi, mean, Parallel(1));
  CHECK(before.moran_i == after.moran_i);
  CHECK(before.geary_c == after.geary_c);
}

TEST_CASE("of two voxels Moran's I is -1 and Geary's C is 1") {
  for (const Vector& spacing : {Vector{1, 1, 1}, {3.0, 0.2, 0.1}}) {
    auto intensity = voxtrait::test::row_of<double>({3.0, -8.0});
    const Roi roi = voxtrait::test::roi_of(std::move(intensity), spacing);
    const auto found = voxtrait::spatial_autocorrelation(roi, -2.5, Parallel(1));
    // x = d and -d: I = 2 / 2 w * (-2 w d^2) / 2 d^2; C = 1 / 4 w * 8 w d^2 / 2 d^2.
    CHECK(found.moran_i == Approx(-1.0).epsilon(1e-13));
    CHECK(found.geary_c == Approx(1.0).epsilon(1e-13));
  }
}

TEST_CASE("spatial autocorrelation of one voxel or one intensity is undefined") {
  Random random(345);
  const Roi one = random_roi({5, 5, 5}, 0.0, {1, 1, 1}, 3.0, random);
  REQUIRE(voxels_of(one).size() == 1);
  auto flat_intensity = voxtrait::Volume<double>({4, 3, 2}, 7.5);
  const Roi flat = voxtrait::test::roi_of(std::move(flat_intensity));
  for (const Roi& roi : {one, flat}) {
    const auto found = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(1));
    CHECK(std::isnan(found.moran_i));
    CHECK(std::isnan(found.geary_c));
  }
}

TEST_CASE("spatial autocorrelation equals the double loop where y or z is the longest axis") {
  Random random(347);
  for (const Index& size : {Index{3, 40, 4}, {4, 3, 50}, {33, 4, 5}, {9, 25, 24}, {17, 1, 30}}) {
    CAPTURE(size);
    require_equals_double_loop(random_roi(size, 0.7, {1.1, 0.6, 2.2}, 5.0, random));
  }
}

TEST_CASE("spatial autocorrelation equals the double loop for intensities of one frequency") {
  for (const Index& wave : {Index{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}}) {
    auto intensity = voxtrait::test::volume_of<double>({12, 10, 9}, [&](auto x, auto y, auto z) {
      return (wave[0] * x + wave[1] * y + wave[2] * z) % 2;
    });
    CAPTURE(wave);
    require_equals_double_loop(voxtrait::test::roi_of(std::move(intensity), {0.9, 0.9, 2.5}));
  }
}

TEST_CASE("spatial autocorrelation equals the double loop in planes done a few at a time") {
  Random random(348);  // more planes than a small box may keep
  const Index size{40, 66, 60};
  auto intensity =
      voxtrait::test::volume_of<double>(size, [&](auto...) { return random.real(-9.0, 9.0); });
  REQUIRE(voxtrait::spatial_autocorrelation_memory(size) <
          24U * std::uint64_t{40 * 66 * 60});  // less than the three fields take
  require_equals_double_loop(voxtrait::test::roi_of(
      std::move(intensity), voxtrait::test::random_mask(size, 0.02, random), {0.7, 0.8, 2.0}));
}

TEST_CASE("of two voxels anywhere in a box Moran's I is -1 and Geary's C is 1") {
  for (const Index& at : {Index{1, 0, 0}, {0, 0, 9}, {30, 0, 0}, {0, 25, 1}, {31, 24, 17}}) {
    const Index size{at[0] + 1, at[1] + 1, at[2] + 1};
    MaskVolume mask(size);
    mask.at(0, 0, 0) = mask.at(at[0], at[1], at[2]) = 1;
    voxtrait::Volume<double> intensity(size);
    intensity.at(0, 0, 0) = 4.0;
    for (const Vector& spacing : {Vector{1, 1, 1}, {0.5, 2.0, 7.0}}) {
      const Roi roi = voxtrait::test::roi_of(intensity, mask, spacing);
      const auto found = voxtrait::spatial_autocorrelation(roi, 2.0, Parallel(1));
      CAPTURE(at, spacing);
      CHECK(found.moran_i == Approx(-1.0).epsilon(1e-13));
      CHECK(found.geary_c == Approx(1.0).epsilon(1e-13));
    }
  }
}

TEST_CASE("spatial autocorrelation has the same bits on every processor with any threads") {
  Random random(346);
  // The last one has so few voxels that pairs are gone through.
  for (const auto& [size, probability] : {std::pair{Index{17, 16, 15}, 0.5},
                                          {{5, 30, 7}, 0.5},
                                          {{50, 1, 9}, 0.9},
                                          {{9, 9, 9}, 0.1}}) {
    const Roi roi = random_roi(size, probability, {0.8, 1.0, 2.5}, 40.0, random);
    const auto best = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(1));
    voxtrait::test::for_each_simd_target([&] {
      for (const int threads : {1, 2, 3, 4}) {
        const auto found = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(threads));
        CAPTURE(size, threads);
        CHECK(std::bit_cast<std::uint64_t>(best.moran_i) ==
              std::bit_cast<std::uint64_t>(found.moran_i));
        CHECK(std::bit_cast<std::uint64_t>(best.geary_c) ==
              std::bit_cast<std::uint64_t>(found.geary_c));
      }
    });
  }
}

TEST_CASE("spatial autocorrelation takes at most six bytes for each voxel of a large box") {
  for (const Index& extent :
       {Index{200, 200, 90}, {512, 512, 100}, {150, 400, 40}, {256, 256, 256}, {900, 130, 70}}) {
    std::uint64_t voxels = 1;
    for (const std::int64_t n : extent) voxels *= static_cast<std::uint64_t>(n);
    CAPTURE(extent);
    CHECK(voxtrait::spatial_autocorrelation_memory(extent) <= 6 * voxels);
  }
}

TEST_CASE("the memory that is announced grows with the box and covers at least one plane") {
  std::uint64_t last = 0;
  for (const std::int64_t n : {0, 1, 4, 16, 64, 256, 1024}) {
    const std::uint64_t bytes = voxtrait::spatial_autocorrelation_memory({n, n, n});
    CAPTURE(n);
    CHECK(bytes > last);
    CHECK(bytes >= static_cast<std::uint64_t>(3 * 2 * 8 * n * n));
    last = n == 0 ? 0 : bytes;
  }
}

TEST_CASE("spatial autocorrelation equals the double loop for lesions that lie far apart") {
  Random random(351);
  for (const Vector& spacing : {Vector{1, 1, 1}, {0.7, 0.8, 2.5}}) {
    const Index size{90, 40, 80};
    auto mask = voxtrait::test::volume_of<std::uint8_t>(size, [&](auto x, auto y, auto z) {
      const bool first = x < 11 && y < 12 && z < 10;
      const bool second = x >= 78 && y >= 29 && z >= 68;
      const bool third = x >= 80 && y < 9 && z >= 3 && z < 12;
      const bool speck = x == 40 && y == 39 && z == 40;
      return ((first || second || third) && random.chance(0.9)) || speck;
    });
    auto intensity =
        voxtrait::test::volume_of<double>(size, [&](auto...) { return random.real(-50.0, 50.0); });
    const Roi roi = voxtrait::test::roi_of(std::move(intensity), std::move(mask), spacing);
    CAPTURE(spacing);
    require_equals_double_loop(roi);
    const auto one = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(1));
    const auto two = voxtrait::spatial_autocorrelation(roi, mean_of(roi), Parallel(2));
    CHECK(one.moran_i == two.moran_i);
    CHECK(one.geary_c == two.geary_c);
  }
}

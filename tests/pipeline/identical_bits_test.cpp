#include <catch2/catch.hpp>

#include "support/phantom.hpp"
#include "support/simd.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Discretiser;
using voxtrait::DistanceNorm;
using voxtrait::Extractor;
using voxtrait::Index;
using voxtrait::Range;
using voxtrait::Settings;
using voxtrait::Table;
using voxtrait::test::first_difference;
using voxtrait::test::Random;
using voxtrait::test::SimdLimit;
using voxtrait::test::StoredImage;

/// Whole numbers or not, like noise or like tissue, in a region that may be sparse.
struct Case {
  StoredImage<double> image;
  StoredImage<std::uint8_t> mask;
  Settings settings;
};

template <class T, std::size_t n>
T one_of(const std::array<T, n>& choices, Random& random) {
  return choices[static_cast<std::size_t>(random.integer(0, n - 1))];
}

/// Blocks, single slices, and rows longer than any vector; few voxels, as there are many volumes.
Index any_size(Random& random) {
  const auto side = [&](std::int64_t most) { return random.integer(1, most); };
  switch (random.integer(0, 3)) {
    case 0: return {side(16), side(12), side(6)};
    case 1: return {side(30), side(20), 1};
    case 2: return {random.integer(60, 150), side(3), side(3)};
    default: return {side(5), side(5), random.integer(1, 30)};
  }
}

StoredImage<double> any_image(const voxtrait::Geometry& geometry, bool whole, Random& random) {
  const double range = one_of(std::array{1.0, 5.0, 40.0, 300.0, 3000.0}, random);
  const double noise = one_of(std::array{0.0, 0.1, 1.0}, random);
  return voxtrait::test::stored_image<double>(geometry, [&](auto x, auto y, auto z) {
    const double smooth = static_cast<double>((x / 7 + y / 3 + z / 2) % 5) / 5.0;
    const double value = 1.0 + range * ((1.0 - noise) * smooth + noise * random.real());
    return whole ? std::floor(value) : value;
  });
}

StoredImage<std::uint8_t> any_mask(const voxtrait::Geometry& geometry, Random& random) {
  const double part = one_of(std::array{0.03, 0.3, 0.9, 1.0}, random);
  // Sometimes two lesions far from each other.
  const std::int64_t hole = random.chance(0.3) ? geometry.size[0] / 3 : geometry.size[0];
  auto mask = voxtrait::test::stored_image<std::uint8_t>(geometry, [&](auto x, auto, auto) {
    const bool in_hole = x >= hole && x < geometry.size[0] - hole;
    return !in_hole && random.chance(part) ? 1 : 0;
  });
  mask.voxels.front() = 1;
  return mask;
}

std::vector<Aggregation> any_aggregations(Random& random) {
  using enum Aggregation;
  switch (random.integer(0, 3)) {
    case 0: return {average_2d, slice_merged_2d, slices_2d};
    case 1: return {direction_merged_25d, merged_25d, slices_25d};
    case 2: return {average_3d, merged_3d, volume_3d};
    default:
      return {average_2d, slice_merged_2d, direction_merged_25d, merged_25d, average_3d,
              merged_3d,  slices_2d,       slices_25d,           volume_3d};
  }
}

voxtrait::DiscretisationSettings any_discretisation(bool whole, Random& random) {
  voxtrait::DiscretisationSettings settings;
  settings.method =
      random.chance(0.5)
          ? Discretiser::fixed_bin_number
          : (whole && random.chance(0.4) ? Discretiser::none : Discretiser::fixed_bin_size);
  settings.bin_width = one_of(std::array{0.37, 1.0, 25.0}, random);
  settings.bin_number = one_of(std::array<std::int64_t, 6>{2, 8, 32, 64, 255, 300}, random);
  return settings;
}

Settings any_settings(bool whole, Random& random) {
  Settings settings;
  settings.aggregations = any_aggregations(random);
  settings.discretisation = any_discretisation(whole, random);
  settings.intensity_volume_histogram.bin_number = 50;
  settings.glcm.distance = random.integer(1, 3);
  settings.ngtdm.distance = random.chance(0.7) ? 1 : random.integer(2, 4);
  settings.ngldm.distance = random.chance(0.7) ? settings.ngtdm.distance : random.integer(1, 3);
  settings.ngldm.coarseness = random.chance(0.5) ? 0 : random.integer(1, 300);
  const std::array norms{DistanceNorm::none, DistanceNorm::manhattan, DistanceNorm::euclidean,
                         DistanceNorm::chebyshev};
  settings.glcm.weighting = one_of(norms, random);
  settings.glrlm.weighting = one_of(norms, random);
  if (random.chance(0.2)) settings.resegmentation.range = Range{2.0, 1500.0};
  if (random.chance(0.2)) settings.resegmentation.outlier_sigma = 2.0;
  return settings;
}

/// With the size given, or any that is small.
Case any_case(std::uint64_t seed, const std::optional<Index>& size) {
  Random random(seed);
  const auto geometry = voxtrait::test::geometry_of(
      size ? *size : any_size(random),
      {random.real(0.5, 2.0), random.real(0.5, 2.0), random.real(0.5, 4.0)});
  const bool whole = random.chance(0.6);
  return {any_image(geometry, whole, random), any_mask(geometry, random),
          any_settings(whole, random)};
}

Table extracted(const Case& c, const Extractor& extractor, std::string_view target, int threads) {
  const SimdLimit limit(target);
  voxtrait::Request request;
  request.threads = threads;
  return extractor.extract(c.image, c.mask, request);
}

/// The number of good values, all of them the same with each instruction set and number of threads.
std::size_t require_same_bits(std::uint64_t seed, const std::optional<Index>& size) {
  const Case c = any_case(seed, size);
  const Extractor extractor(c.settings);
  const Table expected = extracted(c, extractor, "scalar", 1);
  for (const std::string& target : voxtrait::simd_targets()) {
    for (const int threads : {1, 2, 3}) {
      CAPTURE(seed, c.image.geometry.size, target, threads);
      REQUIRE(first_difference(extracted(c, extractor, target, threads), expected) == "");
    }
  }
  return static_cast<std::size_t>(
      std::ranges::count_if(expected.rows, [](const auto& row) { return row.value.ok(); }));
}

void require_same_bits_for(std::uint64_t first, std::uint64_t end,
                           const std::optional<Index>& size = std::nullopt) {
  std::size_t good = 0;
  for (std::uint64_t seed = first; seed < end; ++seed) good += require_same_bits(seed, size);
  REQUIRE(good > 100 * (end - first));  // else equal tables say nothing
}

}  // namespace

TEST_CASE("every instruction set and number of threads gives the same bits for any volume") {
  require_same_bits_for(0, 100);
}

TEST_CASE("the same bits for a thousand volumes more", "[slow]") {
  require_same_bits_for(100, 1100);
}

TEST_CASE("the same bits for volumes of many slices and slabs", "[slow]") {
  require_same_bits_for(2000, 2008, Index{41, 33, 27});
}

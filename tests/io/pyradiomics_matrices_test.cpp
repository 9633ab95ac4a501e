#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <regex>

#include "voxtrait/features/ngtdm.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/preprocess/pyradiomics.hpp"
#include "voxtrait/texture/co_occurrence.hpp"
#include "voxtrait/texture/neighbourhood.hpp"
#include "voxtrait/texture/run_length.hpp"
#include "voxtrait/texture/zones.hpp"

namespace {

using namespace voxtrait;

const std::string folder = VOXTRAIT_DATA_DIR "/pyradiomics/";

/// A NumPy array of doubles, as far as this test needs it.
struct Array {
  std::vector<std::size_t> shape;
  std::vector<double> values;
  bool first_axis_fastest = false;

  [[nodiscard]] double at(std::size_t i, std::size_t j, std::size_t k = 0) const {
    const std::size_t depth = shape.size() > 2 ? shape[2] : 1;
    if (first_axis_fastest) return values[(k * shape[1] + j) * shape[0] + i];
    return values[(i * shape[1] + j) * depth + k];
  }
};

Array read_array(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string all((std::istreambuf_iterator<char>(file)), {});
  std::uint16_t length = 0;
  std::memcpy(&length, all.data() + 8, sizeof length);
  const std::string header = all.substr(10, length);
  REQUIRE(header.find("'<f8'") != std::string::npos);
  Array array;
  array.first_axis_fastest = header.find("'fortran_order': True") != std::string::npos;
  const std::string shape = header.substr(header.find("'shape'") + 7);
  const std::regex number("[0-9]+");
  std::size_t count = 1;
  for (std::sregex_iterator i(shape.begin(), shape.end(), number), end; i != end; ++i) {
    array.shape.push_back(std::stoul(i->str()));
    count *= array.shape.back();
  }
  array.values.resize(count);
  REQUIRE(all.size() == 10U + length + count * sizeof(double));
  std::memcpy(array.values.data(), all.data() + 10 + length, count * sizeof(double));
  return array;
}

/// The levels of a case by PyRadiomics' default settings.
Levels levels_of(const std::string& name) {
  const Image image = read_image(folder + name + "/image.nrrd");
  const Image mask = read_image(folder + name + "/label.nrrd");
  const PyradiomicsSettings settings;
  const auto regions = find_labels(mask);
  const auto roi = prepare_pyradiomics(image, mask, regions.front(), settings, Parallel(1)).value();
  const Distribution intensities = distribution_of(roi.roi.intensity, roi.roi.intensity_mask);
  return discretise_pyradiomics(roi, intensities, settings, 1).value();
}

/// PyRadiomics' order of directions: z, y, x from 1 to -1, the first of each two opposite ones.
std::vector<Direction> directions() {
  std::vector<Direction> all;
  for (const std::int64_t z : {1, 0, -1}) {
    for (const std::int64_t y : {1, 0, -1}) {
      for (const std::int64_t x : {1, 0, -1}) all.push_back({x, y, z});
    }
  }
  all.resize(13);
  return all;
}

/// Where each level that occurs stands among those that occur.
std::vector<std::size_t> places(const Levels& levels) {
  std::vector<std::size_t> place(levels.histogram.size() + 1, 0);
  std::size_t next = 0;
  for (std::size_t i = 0; i < levels.histogram.size(); ++i) {
    place[i + 1] = next;
    if (levels.histogram[i] != 0) ++next;
  }
  return place;
}

double sum_of(const Array& array) {
  double sum = 0.0;
  for (const double x : array.values) sum += x;
  return sum;
}

/// Compares a level-size matrix with the baseline's part for one direction, count for count.
void check(const LevelSizeMatrix& matrix, const Array& baseline, std::size_t direction,
           const std::vector<std::size_t>& place, const std::vector<std::size_t>& sizes) {
  double total = 0.0;
  for (const auto& cell : matrix.cells) {
    const auto column = std::find(sizes.begin(), sizes.end(), cell.size) - sizes.begin();
    CAPTURE(cell.level, cell.size, direction);
    REQUIRE(static_cast<std::size_t>(column) < baseline.shape[1]);
    CHECK(cell.count ==
          baseline.at(place[cell.level], static_cast<std::size_t>(column), direction));
    total += cell.count;
  }
  double expected = 0.0;
  for (std::size_t i = 0; i < baseline.shape[0]; ++i) {
    for (std::size_t j = 0; j < baseline.shape[1]; ++j) expected += baseline.at(i, j, direction);
  }
  CHECK(total == expected);
}

/// The sizes that occur in any of some matrices, ascending: the baseline keeps no others.
std::vector<std::size_t> sizes_in(const std::vector<LevelSizeMatrix>& matrices) {
  std::vector<std::size_t> sizes;
  for (const auto& matrix : matrices) {
    for (const auto& cell : matrix.cells) sizes.push_back(cell.size);
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

}  // namespace

TEST_CASE("PyRadiomics' baseline matrices are ours, count for count") {
  for (const std::string name : {"brain1", "lung1"}) {
    CAPTURE(name);
    const Levels levels = levels_of(name);
    const std::vector<std::size_t> place = places(levels);
    const std::string start = folder + "baseline/" + name + "_";
    const std::int64_t slices = levels.slice_count();

    const Array glcm = read_array(start + "glcm.npy");
    REQUIRE(glcm.shape[2] == 13);
    std::vector<LevelSizeMatrix> runs;
    for (std::size_t d = 0; d < 13; ++d) {
      const CoOccurrence matrix = co_occurrence(levels, directions()[d], 0, slices);
      double found = 0.0;
      for (const auto& cell : matrix.cells) {
        const double p = glcm.at(place[cell.i], place[cell.j], d);
        CHECK(p * matrix.total == Approx(cell.count).epsilon(1e-12));
        found += cell.i == cell.j ? p : 2.0 * p;
      }
      CHECK(found == Approx(1.0).epsilon(1e-12));
      runs.push_back(run_lengths(levels, directions()[d], 0, slices));
    }

    const Array glrlm = read_array(start + "glrlm.npy");
    for (std::size_t d = 0; d < 13; ++d) check(runs[d], glrlm, d, place, sizes_in(runs));

    const LevelSizeMatrix zones = size_zones(zones_of(levels, {}, 0, slices), levels.count);
    check(zones, read_array(start + "glszm.npy"), 0, place, sizes_in({zones}));

    const NeighbourhoodMatrices near = neighbourhood_matrices(levels, 1, 0, 0, slices);
    const LevelSizeMatrix& dependent = near.dependence;
    check(dependent, read_array(start + "gldm.npy"), 0, place, sizes_in({dependent}));

    const Array ngtdm = read_array(start + "ngtdm.npy");
    const ToneDifference& tones = near.tone_difference;
    for (std::size_t i = 0; i < levels.histogram.size(); ++i) {
      if (levels.histogram[i] == 0) continue;
      const std::size_t row = place[i + 1];
      CHECK(ngtdm.at(row, 0) == static_cast<double>(levels.histogram[i]));
      CHECK(ngtdm.at(row, 1) == Approx(tones.differences[i]).epsilon(1e-12));
      CHECK(ngtdm.at(row, 2) == static_cast<double>(i + 1));
    }
    CHECK(sum_of(ngtdm) > 0.0);
  }
}

#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

#include "support/errors.hpp"
#include "voxtrait/pipeline/inspect.hpp"

using namespace voxtrait;

namespace {

template <class Function>
ErrorCode code_of(Function&& function) {
  return test::error_of([&] { static_cast<void>(function()); }).code();
}

/// Levels 1 to 3 in a block of 4 x 3 x 2 with one voxel outside.
struct Scene {
  Geometry geometry;
  std::vector<std::int16_t> levels{1, 1, 2, 3, 3, 3, 2, 1, 1, 2, 2, 2,
                                   3, 3, 1, 1, 2, 2, 3, 3, 1, 2, 3, 1};
  std::vector<std::uint8_t> mask = std::vector<std::uint8_t>(24, 1);

  Scene() {
    geometry.size = {4, 3, 2};
    geometry.spacing = {1.0, 2.0, 3.0};
    mask[5] = 0;
  }
};

Settings undiscretised() {
  Settings settings;
  settings.discretisation.method = Discretiser::none;
  settings.families = {"glcm", "glrlm", "glszm", "gldzm", "ngtdm", "ngldm"};
  return settings;
}

Inspection inspected(const Scene& block) {
  const Outcome<Inspection> outcome =
      inspect(Extractor(undiscretised()), view(block.levels.data(), block.geometry),
              view(block.mask.data(), block.geometry));
  REQUIRE(outcome.ok());
  return outcome.value();
}

double total(const TextureMatrix& matrix) {
  double sum = 0.0;
  for (const TextureMatrix::Element& e : matrix.elements) sum += e.value;
  return sum;
}

}  // namespace

TEST_CASE("every family with texture levels lists matrices for all its aggregations") {
  const Scene block;
  const Inspection inspection = inspected(block);
  const Registry registry = builtin_registry();
  for (const Family& family : registry.families()) {
    if (family.info.profile != voxtrait::Profile::ibsi) continue;
    CAPTURE(family.info.id);
    const bool texture = family.info.margin_mm == 0.0 && family.aggregations.size() > 1;
    REQUIRE(static_cast<bool>(family.matrices) == texture);
    if (!texture) continue;
    for (const Aggregation aggregation : inspection.aggregations(family.info.id)) {
      const auto matrices = inspection.matrices(family.info.id, aggregation);
      REQUIRE_FALSE(matrices.empty());
      for (const TextureMatrix& matrix : matrices) {
        CHECK(matrix.levels == 3);
        CHECK_FALSE(matrix.columns.empty());
        for (const auto& e : matrix.elements) {
          CHECK((e.level >= 1 && e.level <= 3 && e.column >= 1 && e.value > 0.0));
        }
      }
    }
  }
}

TEST_CASE("matrices count what they are said to count") {
  const Scene block;
  const Inspection inspection = inspected(block);
  // 23 voxels; 13 directions; each voxel has one dependence and one tone difference.
  const auto only = [&](std::string_view family) {
    const auto& aggregations = inspection.aggregations(family);
    const auto matrices = inspection.matrices(family, aggregations.back());
    REQUIRE(matrices.size() == 1);
    CHECK_FALSE(matrices[0].slice);
    CHECK_FALSE(matrices[0].direction);
    return matrices[0];
  };
  CHECK(total(only("ngldm")) == 23.0);
  double voxels = 0.0;
  for (const auto& e : only("glszm").elements) voxels += e.value * static_cast<double>(e.column);
  CHECK(voxels == 23.0);
  voxels = 0.0;
  for (const auto& e : only("glrlm").elements) voxels += e.value * static_cast<double>(e.column);
  CHECK(voxels == 13.0 * 23.0);
  double with_neighbours = 0.0;
  for (const auto& e : only("ngtdm").elements) with_neighbours += e.column == 1 ? e.value : 0.0;
  CHECK(with_neighbours == 23.0);
}

TEST_CASE("a matrix of one slice or direction says which") {
  const Scene block;
  const Inspection inspection = inspected(block);
  const auto single = inspection.matrices("glcm", Aggregation::average_2d);
  REQUIRE(single.size() == 8);
  CHECK(*single[3].slice == 0);
  CHECK(*single[4].slice == 1);
  CHECK(*single[4].direction == std::array<std::int64_t, 3>{1, 0, 0});
  // Along x in the second slice: 3 rows of 3 pairs, counted both ways.
  CHECK(total(single[4]) == 18.0);
  CHECK(inspection.matrices("glcm", Aggregation::average_3d).size() == 13);
  CHECK(inspection.matrices("ngldm", Aggregation::slices_2d).size() == 2);
}

TEST_CASE("what cannot be looked at is refused") {
  const Scene block;
  const Inspection inspection = inspected(block);
  CHECK(code_of([&] { return inspection.aggregations("morphology"); }) ==
        ErrorCode::config_invalid);
  CHECK(code_of([&] { return inspection.matrices("glcm", Aggregation::slices_2d); }) ==
        ErrorCode::config_invalid);
  Scene two = block;
  two.mask[0] = 2;
  const auto look = [&] {
    return inspect(Extractor(undiscretised()), view(two.levels.data(), two.geometry),
                   view(two.mask.data(), two.geometry));
  };
  CHECK(code_of(look) == ErrorCode::config_invalid);
}

TEST_CASE("the profile pyradiomics has its own matrices, one kind for its settings") {
  const Scene block;
  Settings settings;
  settings.profile = voxtrait::Profile::pyradiomics;
  settings.pyradiomics.bin_width = 1.0;
  settings.pyradiomics.force_2d = true;
  settings.pyradiomics.force_2d_dimension = 2;
  const auto outcome = inspect(Extractor(settings), view(block.levels.data(), block.geometry),
                               view(block.mask.data(), block.geometry));
  REQUIRE(outcome.ok());
  const Inspection& inspection = outcome.value();
  CHECK(inspection.content().levels_axis == 0);
  CHECK(inspection.content().edges == std::vector<double>{1.0, 2.0, 3.0, 4.0});
  for (const std::string name : {"glcm", "glrlm", "glszm", "gldm", "ngtdm"}) {
    CAPTURE(name);
    CHECK(inspection.family(name).info.id == "pyradiomics_" + name);
    CHECK(&inspection.family("pyradiomics_" + name) == &inspection.family(name));
    const std::vector<Aggregation> aggregations = inspection.aggregations(name);
    REQUIRE(aggregations.size() == 1);
    for (const TextureMatrix& matrix : inspection.matrices(name, aggregations.front())) {
      CHECK(matrix.levels == 3);
      CHECK(total(matrix) > 0.0);
      if (matrix.direction) CHECK((*matrix.direction)[0] == 0);  // textures do not look along x
    }
  }
  CHECK(inspection.matrices("glcm", inspection.aggregations("glcm").front()).size() == 4);
  CHECK(code_of([&] { return inspection.family("gldzm"); }) == ErrorCode::config_invalid);
  CHECK(code_of([&] { return inspection.family(""); }) == ErrorCode::config_invalid);
  CHECK(code_of([&] { return inspection.matrices("glcm", Aggregation::merged_3d); }) ==
        ErrorCode::config_invalid);
}

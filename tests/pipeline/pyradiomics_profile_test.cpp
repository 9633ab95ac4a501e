#include <catch2/catch.hpp>
#include <set>

#include "support/phantom.hpp"
#include "support/tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace {

using voxtrait::Profile;
using voxtrait::Request;
using voxtrait::Row;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::test::first_difference;
using voxtrait::test::Phantom;
using voxtrait::test::random_phantom;

Settings profile() {
  Settings settings;
  settings.profile = Profile::pyradiomics;
  settings.pyradiomics.bin_width = 10.0;
  return settings;
}

Phantom phantom_of_noise() {
  return random_phantom(voxtrait::test::geometry_of({13, 12, 11}, {1.2, 0.9, 2.0}), {1, 1, 1}, 90);
}

Table extracted(const Phantom& phantom, const Settings& settings, const Request& request = {}) {
  return voxtrait::extract(phantom.image, phantom.mask, settings, request);
}

}  // namespace

TEST_CASE("the bits of PyRadiomics' values do not depend on the number of threads") {
  const Phantom phantom = phantom_of_noise();
  Settings resampled = profile();
  resampled.pyradiomics.resampled_pixel_spacing = {{1.1, 0.7, 2.3}};
  Settings planar = profile();
  planar.pyradiomics.force_2d = true;
  planar.pyradiomics.distances = {1, 3};
  for (const Settings& settings : {profile(), resampled, planar}) {
    const Table one = extracted(phantom, settings, {.threads = 1});
    CHECK(std::ranges::count_if(one.rows, [](const Row& r) { return r.value.ok(); }) > 100);
    CHECK(first_difference(one, extracted(phantom, settings, {.threads = 4})) == "");
  }
}

TEST_CASE("values of PyRadiomics' profile have its names and no code of IBSI") {
  const Table table = extracted(phantom_of_noise(), profile());
  REQUIRE(table.rows.size() == 107);
  std::set<std::string> names;
  for (const Row& row : table.rows) {
    CHECK(row.id.ibsi_code.empty());
    CHECK(names.insert(voxtrait::column_name(row.id)).second);
  }
  CHECK(names.contains("original_glcm_JointEntropy"));
}

TEST_CASE("one label is extracted unless several are asked for, and the table is never ragged") {
  const Phantom phantom = phantom_of_noise();
  Settings settings = profile();
  CHECK(extracted(phantom, settings).rows.size() == 107);
  settings.pyradiomics.label = 77;
  const Table absent = extracted(phantom, settings);
  REQUIRE(absent.rows.size() == 107);
  for (const Row& row : absent.rows) CHECK(row.value.status == Status::empty_roi);
  CHECK(extracted(phantom, settings, {.labels = {1, 77}}).rows.size() == 2 * 107);
}

TEST_CASE("distances beyond the region fail the classes that use them and no others") {
  Settings settings = profile();
  settings.pyradiomics.distances = {40};
  for (const Row& row : extracted(phantom_of_noise(), settings).rows) {
    const std::string& family = row.id.family;
    const bool uses = family == "pyradiomics_glcm" || family == "pyradiomics_gldm" ||
                      family == "pyradiomics_ngtdm";
    CAPTURE(family, row.id.feature);
    CHECK((row.value.status == Status::failed) == uses);
  }
}

TEST_CASE(
    "image types come in their order after shape, with bits that no number of threads changes") {
  const Phantom phantom = phantom_of_noise();
  Settings settings = profile();
  settings.pyradiomics.sigma = {{1.5, false}};
  settings.pyradiomics.image_types.clear();
  for (const auto* type : {"LoG", "Original", "Wavelet", "Square", "Logarithm", "Exponential",
                           "Gradient", "LBP2D", "LBP3D"}) {
    settings.pyradiomics.image_types.push_back({type, {}});
  }
  const Table one = extracted(phantom, settings, {.threads = 1});
  CHECK(first_difference(one, extracted(phantom, settings, {.threads = 4})) == "");
  std::vector<std::string> variants;
  for (const Row& row : one.rows) {
    if (variants.empty() || variants.back() != row.id.variant) variants.push_back(row.id.variant);
  }
  REQUIRE(variants.size() == 18);
  CHECK(variants[0] == "log-sigma-1-5-mm-3D");
  CHECK(variants[1] == "original");
  CHECK(variants[2] == "wavelet-LLH");
  CHECK(variants[9] == "wavelet-LLL");
  CHECK(variants.back() == "lbp-3D-k");
  CHECK(one.rows.size() == 14 + 93 * variants.size());
  CHECK(voxtrait::Extractor(settings).plan().value_count() == one.rows.size());
}

TEST_CASE("without the original image its shape is all that is given of it") {
  Settings settings = profile();
  settings.pyradiomics.image_types = {{"Gradient", {{"binWidth", "3"}}}};
  const Table table = extracted(phantom_of_noise(), settings);
  CHECK(table.rows.size() == 14 + 93);
  CHECK(voxtrait::Extractor(settings).plan().value_count() == table.rows.size());
  for (const Row& row : table.rows) {
    CHECK((row.id.variant == "original") == (row.id.family == "pyradiomics_shape"));
    if (!row.id.discretisation.empty()) CHECK(row.id.discretisation == "fbs3");
  }
  settings.pyradiomics.label = 77;
  CHECK(extracted(phantom_of_noise(), settings).rows.size() == table.rows.size());
}

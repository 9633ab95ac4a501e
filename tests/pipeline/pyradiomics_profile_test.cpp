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

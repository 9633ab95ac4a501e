#include "voxtrait/pipeline/explain.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/phantom.hpp"
#include "support/tables.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Explanation;
using voxtrait::Settings;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::Value;
using voxtrait::test::first_difference;
using voxtrait::test::Phantom;

Phantom phantom() {
  return voxtrait::test::random_phantom(voxtrait::test::geometry_of({12, 11, 9}, {1.0, 1.0, 2.0}),
                                        {1, 1, 1}, 40, 601);
}

Explanation explained(const Settings& first, const Settings& second) {
  const Phantom p = phantom();
  voxtrait::Request request;
  request.threads = 1;
  return voxtrait::explain(p.image, p.mask, first, second, request);
}

Table extracted(const Settings& settings) {
  const Phantom p = phantom();
  return voxtrait::extract(p.image, p.mask, settings);
}

/// The value of a table that is the same quantity, whatever its discretisation.
const Value& same_quantity(const Table& table, const Explanation::Feature& feature) {
  return voxtrait::test::value_of(table, feature.label.value(), feature.id.family,
                                  feature.id.feature, feature.id.aggregation);
}

void set_interpolation(Settings& settings) {
  settings.interpolation.method = voxtrait::Interpolator::linear;
  settings.interpolation.spacing = {1.5, 1.5, 1.5};
}

/// Settings of four steps, given out of their order.
Settings changed() {
  Settings settings;
  settings.glcm.distance = 2;
  settings.discretisation = {voxtrait::Discretiser::fixed_bin_size, 4.0, 16};
  settings.resegmentation.range = voxtrait::Range{3.0, 38.0};
  set_interpolation(settings);
  return settings;
}

void require_change(const Value& change, const Value& before, const Value& after) {
  if (before.ok() && after.ok()) {
    REQUIRE(change.ok());
    REQUIRE(change.number == after.number - before.number);
  } else if (before.status == after.status) {
    REQUIRE(change.ok());
    REQUIRE(change.number == 0.0);
  } else {
    REQUIRE(change.status == after.status);
    REQUIRE_FALSE(change.reason.empty());
  }
}

}  // namespace

TEST_CASE("steps are reported in the order in which they act") {
  const Explanation e = explained({}, changed());
  CHECK(e.steps == std::vector<std::string>{"/interpolation", "/resegmentation/range",
                                            "/discretisation", "/glcm/distance"});
  CHECK(explained(changed(), {}).steps == e.steps);
}

TEST_CASE("each change is the difference of the extractions before and after its step") {
  std::vector<Settings> stages(5);
  for (std::size_t s = 1; s <= 4; ++s) set_interpolation(stages[s]);
  for (std::size_t s = 2; s <= 4; ++s) stages[s].resegmentation = changed().resegmentation;
  for (std::size_t s = 3; s <= 4; ++s) stages[s].discretisation = changed().discretisation;
  stages[4].glcm = changed().glcm;
  std::vector<Table> tables;
  for (const Settings& settings : stages) tables.push_back(extracted(settings));
  const Explanation e = explained({}, changed());
  REQUIRE(e.features.size() == tables[0].rows.size());
  for (const Explanation::Feature& feature : e.features) {
    CAPTURE(feature.id.family, feature.id.feature);
    REQUIRE(feature.changes.size() == 4);
    for (std::size_t s = 0; s < 4; ++s) {
      require_change(feature.changes[s], same_quantity(tables[s], feature),
                     same_quantity(tables[s + 1], feature));
    }
    CHECK(feature.first.number == same_quantity(tables[0], feature).number);
    CHECK(feature.second.number == same_quantity(tables[4], feature).number);
  }
}

TEST_CASE("the changes of a feature add up to its whole difference") {
  const Explanation e = explained({}, changed());
  std::size_t compared = 0;
  for (const Explanation::Feature& feature : e.features) {
    if (!std::ranges::all_of(feature.changes, &Value::ok)) continue;
    double sum = 0.0;
    double largest = std::abs(feature.first.number);
    for (const Value& change : feature.changes) {
      sum += change.number;
      largest = std::max(largest, std::abs(change.number));
    }
    CAPTURE(feature.id.family, feature.id.feature);
    CHECK(std::abs(sum - (feature.second.number - feature.first.number)) <= 1e-14 * 8 * largest);
    ++compared;
  }
  CHECK(compared > 200);
}

TEST_CASE("equal settings have no steps and no feature differs") {
  const Explanation e = explained(changed(), changed());
  CHECK(e.steps.empty());
  CHECK(e.only_first == 0);
  CHECK(e.only_second == 0);
  CHECK_FALSE(e.features.empty());
  for (const Explanation::Feature& feature : e.features) {
    CHECK(feature.changes.empty());
    CHECK_FALSE(feature.differs());
    CHECK(feature.first.number == feature.second.number);
  }
}

TEST_CASE("a step changes what depends on it and nothing else") {
  Settings second;
  second.glcm.distance = 2;
  for (const Explanation::Feature& feature : explained({}, second).features) {
    CAPTURE(feature.id.family, feature.id.feature);
    if (feature.id.family != "glcm") CHECK_FALSE(feature.differs());
    if (feature.id.family == "glcm" && feature.id.feature == "joint_entropy") {
      CHECK(feature.differs());
    }
  }
}

TEST_CASE("what only one of the settings computes is counted and is no step") {
  Settings first;
  first.families = {"intensity_statistics", "glcm"};
  first.aggregations = {Aggregation::merged_3d};
  Settings second;
  second.families = {"glcm", "ngtdm", "glszm"};
  second.aggregations = {Aggregation::merged_3d, Aggregation::average_3d};
  const Explanation e = explained(first, second);
  CHECK(e.steps.empty());
  CHECK(e.features.size() == 25);  // GLCM merged
  CHECK(e.only_first == 18);       // intensity statistics
  CHECK(e.only_second == 25 + 5 + 16);
  for (const Explanation::Feature& feature : e.features) CHECK(feature.id.family == "glcm");
}

TEST_CASE("a step that takes the values away says so, and a later one has nothing to change") {
  Settings second;
  second.resegmentation.range = voxtrait::Range{1e6, 2e6};
  second.glcm.distance = 2;
  const Explanation e = explained({}, second);
  REQUIRE(e.steps == std::vector<std::string>{"/resegmentation/range", "/glcm/distance"});
  for (const Explanation::Feature& feature : e.features) {
    CAPTURE(feature.id.family, feature.id.feature);
    REQUIRE(feature.first.ok());
    CHECK(feature.second.status == Status::empty_roi);
    CHECK(feature.changes[0].status == Status::empty_roi);
    CHECK(feature.changes[0].reason == "status changes from ok to empty_roi");
    CHECK(feature.changes[1].ok());
    CHECK(feature.changes[1].number == 0.0);
    CHECK(feature.differs());
  }
}

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/plan.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Family;
using voxtrait::Plan;
using voxtrait::Registry;
using voxtrait::Settings;

using Aggregations = std::vector<Aggregation>;

/// What each dimension offers to families with directions and to those without.
struct Dimension {
  Aggregations with_directions;
  Aggregations without;
};

const std::vector<Dimension> dimensions{
    {{Aggregation::average_2d, Aggregation::slice_merged_2d}, {Aggregation::slices_2d}},
    {{Aggregation::direction_merged_25d, Aggregation::merged_25d}, {Aggregation::slices_25d}},
    {{Aggregation::average_3d, Aggregation::merged_3d}, {Aggregation::volume_3d}}};

Aggregations common(const Aggregations& a, const Aggregations& b) {
  Aggregations result;
  for (const Aggregation x : a) {
    if (std::ranges::find(b, x) != b.end()) result.push_back(x);
  }
  return result;
}

/// In each dimension: those of the own kind that are listed; all of them if only the other kind is.
Aggregations expected(const Aggregations& listed, bool directions) {
  Aggregations result;
  for (const Dimension& d : dimensions) {
    const Aggregations& own = directions ? d.with_directions : d.without;
    const Aggregations& other = directions ? d.without : d.with_directions;
    Aggregations chosen = common(own, listed);
    if (chosen.empty() && !common(other, listed).empty()) chosen = own;
    result.insert(result.end(), chosen.begin(), chosen.end());
  }
  return result;
}

Aggregations subset(unsigned bits) {
  Aggregations result;
  for (unsigned i = 0; i < 9; ++i) {
    if (((bits >> i) & 1U) != 0) result.push_back(static_cast<Aggregation>(i));
  }
  return result;
}

std::map<std::string_view, Aggregations> planned(const Aggregations& listed,
                                                 const Registry& registry) {
  Settings settings;
  settings.aggregations = listed;
  std::map<std::string_view, Aggregations> result;
  for (const Plan::Entry& entry : voxtrait::make_plan(settings, registry).entries) {
    result[entry.family->info.id] = entry.aggregations;
  }
  return result;
}

}  // namespace

TEST_CASE("each family gets its aggregations of the listed dimensions, for every list") {
  const Registry registry = voxtrait::builtin_registry();
  for (unsigned bits = 1; bits < 512; ++bits) {
    const Aggregations listed = subset(bits);
    auto plan = planned(listed, registry);
    CAPTURE(bits);
    for (const char* family : {"glcm", "glrlm"}) REQUIRE(plan[family] == expected(listed, true));
    for (const char* family : {"glszm", "gldzm", "ngtdm", "ngldm"}) {
      REQUIRE(plan[family] == expected(listed, false));
    }
    for (const char* family : {"morphology", "intensity_statistics", "intensity_histogram"}) {
      REQUIRE(plan[family] == Aggregations{Aggregation::whole_roi});
    }
  }
}

TEST_CASE("the order of the list does not matter") {
  const Registry registry = voxtrait::builtin_registry();
  for (unsigned bits = 1; bits < 512; bits += 7) {
    Aggregations listed = subset(bits);
    const auto forth = planned(listed, registry);
    std::ranges::reverse(listed);
    CHECK(planned(listed, registry) == forth);
  }
}

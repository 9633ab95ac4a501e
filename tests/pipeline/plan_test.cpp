#include "voxtrait/pipeline/plan.hpp"

#include <catch2/catch.hpp>

#include "support/made_up_families.hpp"
#include "voxtrait/features/builtin.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Discretised;
using voxtrait::Plan;
using voxtrait::Registry;
using voxtrait::Settings;
using voxtrait::test::family;
using voxtrait::test::feature;

using Aggregations = std::vector<Aggregation>;

/// One family without matrices, one with directions and one without directions.
Registry registry() {
  Registry result;
  voxtrait::Family wide = family("plain", {feature("a"), feature("b")});
  wide.info.margin_mm = 6.0;
  result.add(wide);
  result.add(family("directed", {feature("a"), feature("b"), feature("c")},
                    {Aggregation::average_2d, Aggregation::merged_25d, Aggregation::average_3d,
                     Aggregation::merged_3d},
                    Discretised::texture));
  result.add(family("undirected", {feature("a")},
                    {Aggregation::slices_2d, Aggregation::slices_25d, Aggregation::volume_3d},
                    Discretised::texture));
  return result;
}

Aggregations planned(const Plan& plan, std::string_view id) {
  for (const Plan::Entry& entry : plan.entries) {
    if (entry.family->info.id == id) return entry.aggregations;
  }
  return {};
}

Settings with(Aggregations aggregations, std::vector<std::string> families = {"all"}) {
  Settings settings;
  settings.aggregations = std::move(aggregations);
  settings.families = std::move(families);
  return settings;
}

}  // namespace

TEST_CASE("a plan takes the aggregations that are listed and that a family has") {
  const Registry r = registry();
  const Plan plan = voxtrait::make_plan(
      with({Aggregation::merged_3d, Aggregation::average_2d, Aggregation::slices_2d}), r);
  CHECK(planned(plan, "plain") == Aggregations{Aggregation::whole_roi});
  CHECK(planned(plan, "directed") == Aggregations{Aggregation::average_2d, Aggregation::merged_3d});
  CHECK(plan.value_count() == 2 + 3 * 2 + planned(plan, "undirected").size());
}

TEST_CASE("a dimension listed for the other kind of family stands for all of that dimension") {
  const Registry r = registry();
  const Plan directed = voxtrait::make_plan(with({Aggregation::merged_3d}), r);
  CHECK(planned(directed, "directed") == Aggregations{Aggregation::merged_3d});
  CHECK(planned(directed, "undirected") == Aggregations{Aggregation::volume_3d});
  const Plan undirected = voxtrait::make_plan(with({Aggregation::volume_3d}), r);
  CHECK(planned(undirected, "directed") ==
        Aggregations{Aggregation::average_3d, Aggregation::merged_3d});
  CHECK(planned(undirected, "undirected") == Aggregations{Aggregation::volume_3d});
  const Plan flat = voxtrait::make_plan(with({Aggregation::slices_25d}), r);
  CHECK(planned(flat, "directed") == Aggregations{Aggregation::merged_25d});
}

TEST_CASE("a plan has the families that are asked for in the registry's order") {
  const Registry r = registry();
  const Plan plan = voxtrait::make_plan(with({Aggregation::merged_3d}, {"undirected", "plain"}), r);
  REQUIRE(plan.entries.size() == 2);
  CHECK(plan.entries[0].family->info.id == "plain");
  CHECK(plan.entries[1].family->info.id == "undirected");
}

TEST_CASE("a plan knows what its families need") {
  const Registry r = registry();
  const Plan plain = voxtrait::make_plan(with({Aggregation::merged_3d}, {"plain"}), r);
  CHECK(plain.margin_mm == 6.0);
  CHECK_FALSE(plain.needs_levels);
  Settings settings = with({Aggregation::merged_3d}, {"directed"});
  settings.glcm.distance = 2;
  settings.ngldm.distance = 5;
  const Plan directed = voxtrait::make_plan(settings, r);
  CHECK(directed.margin_mm == 0.0);
  CHECK(directed.needs_levels);
  CHECK(directed.border >= 5);
}

TEST_CASE("the default plan has every built-in family") {
  const Registry r = voxtrait::builtin_registry();
  CHECK(voxtrait::make_plan({}, r).entries.size() == voxtrait::ibsi_registry().families().size());
}

TEST_CASE("the plan of PyRadiomics' profile has its 107 values and what is asked for") {
  const Registry r = voxtrait::builtin_registry();
  Settings settings;
  settings.profile = voxtrait::Profile::pyradiomics;
  CHECK(voxtrait::make_plan(settings, r).value_count() == 107);
  settings.pyradiomics.optional_features = true;
  CHECK(voxtrait::make_plan(settings, r).value_count() == 111);
  settings.families = {"all", "pyradiomics_shape2d"};
  CHECK(voxtrait::make_plan(settings, r).value_count() == 121);
}

TEST_CASE("PyRadiomics' settings decide about the aggregation") {
  const Registry r = voxtrait::builtin_registry();
  Settings settings;
  settings.profile = voxtrait::Profile::pyradiomics;
  settings.families = {"pyradiomics_glcm", "pyradiomics_glszm"};
  const auto chosen = [&](bool force_2d, bool weighted) {
    settings.pyradiomics.force_2d = force_2d;
    settings.pyradiomics.weighting_norm.reset();
    if (weighted) settings.pyradiomics.weighting_norm = voxtrait::PyradiomicsNorm::euclidean;
    std::vector<Aggregation> all;
    for (const auto& entry : voxtrait::make_plan(settings, r).entries) {
      all.insert(all.end(), entry.aggregations.begin(), entry.aggregations.end());
    }
    return all;
  };
  CHECK(chosen(false, false) == std::vector{Aggregation::average_3d, Aggregation::volume_3d});
  CHECK(chosen(false, true) == std::vector{Aggregation::merged_3d, Aggregation::volume_3d});
  CHECK(chosen(true, false) ==
        std::vector{Aggregation::direction_merged_25d, Aggregation::slices_25d});
  CHECK(chosen(true, true) == std::vector{Aggregation::merged_25d, Aggregation::slices_25d});
}

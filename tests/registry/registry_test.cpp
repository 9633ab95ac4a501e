#include "voxtrait/registry/registry.hpp"

#include <catch2/catch.hpp>

#include "support/errors.hpp"
#include "support/made_up_families.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Error;
using voxtrait::ErrorCode;
using voxtrait::Family;
using voxtrait::Registry;
using voxtrait::Status;
using voxtrait::test::contains;
using voxtrait::test::error_of;
using voxtrait::test::family;
using voxtrait::test::feature;

Registry registry_of(std::vector<Family> families) {
  Registry registry;
  for (Family& f : families) registry.add(std::move(f));
  return registry;
}

}  // namespace

TEST_CASE("duplicates of families and features and codes are errors that name the culprit") {
  struct Case {
    const char* name;
    std::vector<Family> families;
    const char* culprit;
  };
  const std::vector<Case> cases{
      {"family id", {family("a", {feature("x")}), family("a", {feature("y")})}, "family a"},
      {"feature id within a family", {family("a", {feature("x"), feature("x")})}, "feature x"},
      {"code in another family",
       {family("a", {feature("x", "ABCD")}), family("b", {feature("y", "ABCD")})},
       "ABCD"},
      {"code within a family", {family("a", {feature("x", "ABCD"), feature("y", "ABCD")})}, "ABCD"},
      {"code with the same parameter code",
       {family("a", {feature("x", "ABCD", "PPPP")}), family("b", {feature("y", "ABCD", "PPPP")})},
       "ABCD"}};
  for (const Case& c : cases) {
    const Error error = error_of([&] { registry_of(c.families); });
    CAPTURE(c.name, error.what());
    CHECK(error.code() == ErrorCode::registry_duplicate);
    CHECK(contains(error.what(), c.culprit));
  }
}

TEST_CASE("features may share an id across families and a code across parameters") {
  CHECK_NOTHROW(
      registry_of({family("a", {feature("mean", "AAAA")}), family("b", {feature("mean", "BBBB")}),
                   family("c", {feature("low", "CCCC", "P111"), feature("high", "CCCC", "P222"),
                                feature("other"), feature("without_a_code_either")})}));
}

TEST_CASE("a family that is refused leaves the registry as it was") {
  Registry registry = registry_of({family("a", {feature("x", "ABCD")})});
  CHECK_THROWS_AS(registry.add(family("b", {feature("y"), feature("y")})), Error);
  CHECK(registry.families().size() == 1);
  CHECK(registry.find("b") == nullptr);
}

TEST_CASE("families are found by id and listed in the order they were added") {
  const Registry registry = registry_of({family("b", {feature("x")}), family("a", {feature("x")})});
  CHECK(registry.family_ids() == std::vector<std::string_view>{"b", "a"});
  REQUIRE(registry.find("a") != nullptr);
  CHECK(registry.find("a")->info.id == "a");
  CHECK(registry.find("A") == nullptr);
  CHECK(registry.find("") == nullptr);
}

TEST_CASE("features are found by id and by family and id and by code") {
  const Registry registry =
      registry_of({family("a", {feature("mean", "AAAA"), feature("peak")}),
                   family("b", {feature("mean", "BBBB"), feature("low", "CCCC", "P111"),
                                feature("high", "CCCC", "P222")})});
  struct Case {
    const char* query;
    std::size_t found;
  };
  for (const Case& c : {Case{"mean", 2},
                        {"b.mean", 1},
                        {"AAAA", 1},
                        {"CCCC", 2},
                        {"peak", 1},
                        {"a.low", 0},
                        {"", 0},
                        {"aaaa", 0}}) {
    CAPTURE(c.query);
    CHECK(voxtrait::find_features(registry, c.query).size() == c.found);
  }
  const auto found = voxtrait::find_features(registry, "b.mean");
  CHECK(found[0].family->info.id == "b");
  CHECK(found[0].feature->code == "BBBB");
}

TEST_CASE("a failure of a family is the status of each feature and wanted aggregation") {
  const Family f =
      family("a", {feature("x"), feature("y")}, {Aggregation::average_3d, Aggregation::merged_3d});
  const std::vector<Aggregation> wanted{Aggregation::merged_3d, Aggregation::average_3d};
  const auto values = voxtrait::all_failed(f, wanted, {Status::too_small, "one voxel"});
  REQUIRE(values.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(values[i].aggregation == wanted[i]);
    REQUIRE(values[i].values.size() == 2);
    for (const voxtrait::Value& v : values[i].values) {
      CHECK(v.status == Status::too_small);
      CHECK(v.reason == "one voxel");
    }
  }
}

#include "voxtrait/registry/feature_info.hpp"

#include <catch2/catch.hpp>
#include <limits>

namespace {

using voxtrait::FeatureInfo;
using voxtrait::FeatureRow;
using voxtrait::Status;
using voxtrait::Value;

struct Numbers {
  double x = 0.0;
};

using Row = FeatureRow<Numbers>;

constexpr double same(const Numbers& n) { return n.x; }

constexpr FeatureInfo info(std::string_view id, std::string_view code,
                           std::string_view parameter_code = {}) {
  return {.id = id,
          .code = code,
          .parameter_code = parameter_code,
          .name = id,
          .unit = "1",
          .formula = "x",
          .doc = "For tests."};
}

constexpr bool pair_is_well_formed(const FeatureInfo& a, const FeatureInfo& b) {
  return voxtrait::well_formed(std::array<Row, 2>{{{a, same}, {b, same}}});
}

constexpr FeatureInfo without(std::string_view FeatureInfo::*member) {
  FeatureInfo result = info("b", "BBBB");
  result.*member = {};
  return result;
}

}  // namespace

TEST_CASE("tables of features are checked while they are compiled") {
  constexpr FeatureInfo a = info("a", "AAAA");
  STATIC_REQUIRE(pair_is_well_formed(a, info("b", "BBBB")));
  STATIC_REQUIRE(pair_is_well_formed(info("a", ""), info("b", "")));
  STATIC_REQUIRE(pair_is_well_formed(info("a", "AAAA", "P111"), info("b", "AAAA", "P222")));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, info("a", "BBBB")));  // id twice
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, info("b", "AAAA")));  // code twice
  STATIC_REQUIRE_FALSE(pair_is_well_formed(info("a", "AAAA", "P111"), info("b", "AAAA", "P111")));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, info("b", "BBB")));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, info("b", "BBBBB")));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, info("b", "BBBB", "P")));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, without(&FeatureInfo::id)));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, without(&FeatureInfo::doc)));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, without(&FeatureInfo::formula)));
  STATIC_REQUIRE_FALSE(pair_is_well_formed(a, without(&FeatureInfo::unit)));
}

TEST_CASE("a number that is not finite never becomes a value") {
  FeatureInfo documented = info("a", "AAAA");
  documented.undefined_when = "the mean is 0";
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity()}) {
    const Value value = voxtrait::evaluate(Row{documented, same}, Numbers{bad});
    CHECK(value.status == Status::undefined);
    CHECK(value.reason == "the mean is 0");
    CHECK_FALSE(voxtrait::evaluate(Row{info("a", "AAAA"), same}, Numbers{bad}).reason.empty());
  }
  const Value good = voxtrait::evaluate(Row{documented, same}, Numbers{-2.5});
  CHECK(good.ok());
  CHECK(good.number == -2.5);
}

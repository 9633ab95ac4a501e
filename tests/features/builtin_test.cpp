#include "voxtrait/features/builtin.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <set>

#include "support/reference_csv.hpp"
#include "voxtrait/registry/feature_id.hpp"

namespace {

using voxtrait::Aggregation;
using voxtrait::Discretised;
using voxtrait::Family;
using voxtrait::FeatureId;
using voxtrait::FeatureInfo;
using voxtrait::NamingScheme;
using voxtrait::Registry;
using voxtrait::test::CsvRow;

/// What the table says a row is: family, IBSI code, parameter code and IBSI's name.
using Identity = std::tuple<std::string, std::string, std::string, std::string>;

std::set<Identity> identities_in_table() {
  std::set<Identity> found;
  for (const CsvRow& row : voxtrait::test::reference_rows()) {
    if (row.at("ibsi_code").empty()) continue;  // diagnostics
    found.insert(
        {row.at("family"), row.at("ibsi_code"), row.at("parameter_code"), row.at("feature")});
  }
  return found;
}

/// A parameter code tells two features apart; the table gives one also where there is but one.
Identity identity_of(const Family& family, const FeatureInfo& feature) {
  return {std::string(family.info.id), std::string(feature.code),
          std::string(feature.parameter_code), std::string(feature.name)};
}

std::string snake_case(std::string_view name) {
  std::string id;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (c == '%') {
      id += "_percent";
    } else if ((c == ' ' || c == '-') && !id.empty()) {
      id += '_';
    }
  }
  return id;
}

}  // namespace

TEST_CASE("each registered feature with a code is a row of IBSI's table with that name") {
  const std::set<Identity> in_table = identities_in_table();
  const Registry registry = voxtrait::builtin_registry();
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      if (feature.code.empty()) continue;
      CAPTURE(family.info.id, feature.id, feature.code, feature.parameter_code, feature.name);
      CHECK(in_table.contains(identity_of(family, feature)));
    }
  }
}

TEST_CASE("each row of IBSI's table for an implemented family is a registered feature") {
  const Registry registry = voxtrait::builtin_registry();
  std::set<Identity> registered;
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      registered.insert(identity_of(family, feature));
    }
  }
  std::size_t looked_at = 0;
  for (const Identity& row : identities_in_table()) {
    if (registry.find(std::get<0>(row)) == nullptr) continue;
    CAPTURE(std::get<0>(row), std::get<1>(row), std::get<2>(row), std::get<3>(row));
    CHECK(registered.contains(row));
    ++looked_at;
  }
  CHECK(looked_at >= 75);
}

TEST_CASE("each family has the code and the aggregations of IBSI's table") {
  using NameAndCode = std::pair<std::string, std::string>;
  const Registry registry = voxtrait::ibsi_registry();
  for (const Family& family : registry.families()) {
    std::set<std::string> codes;
    std::set<NameAndCode> aggregations;
    for (const CsvRow& row : voxtrait::test::reference_rows()) {
      if (row.at("family") != family.info.id) continue;
      codes.insert(row.at("family_code"));
      aggregations.insert({row.at("aggregation"), row.at("aggregation_code")});
    }
    std::set<NameAndCode> registered;
    for (const Aggregation a : family.aggregations) {
      registered.insert({std::string(name(a)), std::string(info(a).code)});
    }
    CAPTURE(family.info.id);
    CHECK(codes == std::set{std::string(family.info.code)});
    CHECK(registered == aggregations);
  }
}

TEST_CASE("codes have four characters of IBSI's alphabet and are unique") {
  std::set<std::string> seen;
  const Registry registry = voxtrait::ibsi_registry();
  for (const Family& family : registry.families()) {
    CHECK(family.info.code.size() == 4);
    for (const FeatureInfo& feature : family.features) {
      if (feature.code.empty()) continue;
      CAPTURE(feature.id);
      CHECK(feature.code.size() == 4);
      CHECK(std::ranges::all_of(feature.code, [](unsigned char c) {
        return std::isupper(c) != 0 || std::isdigit(c) != 0;
      }));
      CHECK(seen.insert(std::string(feature.code) + std::string(feature.parameter_code)).second);
    }
  }
}

TEST_CASE("feature ids are IBSI's names in snake case") {
  const Registry registry = voxtrait::ibsi_registry();
  for (const Family& family : registry.families()) {
    for (const FeatureInfo& feature : family.features) {
      CHECK(feature.id == snake_case(feature.name));
    }
  }
}

TEST_CASE("every feature is documented") {
  const Registry registry = voxtrait::builtin_registry();
  for (const Family& family : registry.families()) {
    CAPTURE(family.info.id);
    CHECK_FALSE(family.info.name.empty());
    CHECK_FALSE(family.info.doc.empty());
    CHECK(family.info.section.empty() == (family.info.profile != voxtrait::Profile::ibsi));
    CHECK_FALSE(family.aggregations.empty());
    for (const FeatureInfo& feature : family.features) {
      CAPTURE(feature.id);
      CHECK(feature.doc.ends_with('.'));
      CHECK_FALSE(feature.unit.empty());
      CHECK_FALSE(feature.formula.empty());
    }
  }
}

TEST_CASE("every name of every feature and aggregation is parsed back in both schemes") {
  const Registry registry = voxtrait::ibsi_registry();
  for (const Family& family : registry.families()) {
    const bool discretised = family.info.discretised != Discretised::no;
    const std::vector<std::string> suffixes =
        discretised ? std::vector<std::string>{"none", "fbs25", "fbs0.1", "fbn32"}
                    : std::vector<std::string>{""};
    for (const FeatureInfo& feature : family.features) {
      for (const Aggregation aggregation : family.aggregations) {
        for (const std::string& suffix : suffixes) {
          const FeatureId id{"original",
                             std::string(family.info.id),
                             std::string(feature.id),
                             std::string(feature.code),
                             std::string(feature.parameter_code),
                             aggregation,
                             suffix};
          for (const NamingScheme scheme : {NamingScheme::native, NamingScheme::ibsi}) {
            const std::string column = voxtrait::render(id, scheme);
            const auto parsed = voxtrait::parse(column, scheme, registry);
            CAPTURE(column);
            REQUIRE(parsed.has_value());
            REQUIRE(*parsed == id);
          }
        }
      }
    }
  }
}

TEST_CASE("every name of PyRadiomics is parsed back and belongs to one feature") {
  const Registry registry = voxtrait::builtin_registry();
  std::set<std::string> columns;
  for (const Family& family : registry.families()) {
    if (family.info.profile != voxtrait::Profile::pyradiomics) continue;
    for (const FeatureInfo& feature : family.features) {
      FeatureId id{"original", std::string(family.info.id), std::string(feature.id)};
      id.aggregation = family.aggregations.front();
      id.pyradiomics = voxtrait::pyradiomics_name(family.info, feature);
      const std::string column = voxtrait::render(id, NamingScheme::pyradiomics);
      CAPTURE(column);
      CHECK(columns.insert(column).second);
      const auto parsed = voxtrait::parse(column, NamingScheme::pyradiomics, registry);
      REQUIRE(parsed.has_value());
      CHECK(*parsed == id);
    }
  }
  CHECK(columns.contains("original_glcm_JointEntropy"));
  CHECK(columns.contains("original_shape2D_PixelSurface"));
  CHECK(columns.size() == 107 + 9 + 5);  // shape2D and the optional ones beside the default ones
}

TEST_CASE("every feature of PyRadiomics with a formula of IBSI names a code of IBSI") {
  const Registry ibsi = voxtrait::ibsi_registry();
  std::size_t named = 0;
  const Registry all = voxtrait::builtin_registry();
  for (const Family& family : all.families()) {
    for (const FeatureInfo& feature : family.features) {
      if (feature.formula_of.empty()) continue;
      CAPTURE(family.info.id, feature.id);
      CHECK(voxtrait::find_features(ibsi, feature.formula_of).size() == 1);
      ++named;
    }
  }
  CHECK(named > 90);
}

TEST_CASE("no two columns have the same name") {
  const Registry registry = voxtrait::builtin_registry();
  for (const NamingScheme scheme : {NamingScheme::native, NamingScheme::ibsi}) {
    std::set<std::string> columns;
    for (const Family& family : registry.families()) {
      for (const FeatureInfo& feature : family.features) {
        for (const Aggregation aggregation : family.aggregations) {
          const FeatureId id{"original",
                             std::string(family.info.id),
                             std::string(feature.id),
                             std::string(feature.code),
                             std::string(feature.parameter_code),
                             aggregation,
                             "none"};
          CHECK(columns.insert(voxtrait::render(id, scheme)).second);
        }
      }
    }
  }
}

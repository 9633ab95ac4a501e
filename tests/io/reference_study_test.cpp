#include "voxtrait/io/reference_study.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "support/errors.hpp"
#include "support/files.hpp"
#include "support/reference_csv.hpp"

namespace {

using voxtrait::matches_reference;
using voxtrait::ReferenceValue;
using voxtrait::Verdict;
using voxtrait::VerifiedValue;
using voxtrait::test::error_of;
using voxtrait::test::TemporaryDirectory;

std::map<Verdict, std::size_t> counts_of(const std::vector<VerifiedValue>& values) {
  std::map<Verdict, std::size_t> counts;
  for (const VerifiedValue& v : values) ++counts[v.verdict];
  return counts;
}

}  // namespace

TEST_CASE("a value matches when its difference cut after three digits is within the tolerance") {
  struct Case {
    double computed;
    double reference;
    double tolerance;
    bool matches;
  };
  for (const Case& c : std::vector<Case>{
           {556.0, 556.0, 4.0, true},
           {560.0, 556.0, 4.0, true},   // on the tolerance
           {560.99, 556.0, 4.0, true},  // 4.99 is cut to 4
           {561.0, 556.0, 4.0, false},
           {552.0, 556.0, 4.0, true},
           {551.01, 556.0, 4.0, true},
           {551.0, 556.0, 4.0, false},
           {2.15, 2.15, 0.0, true},  // no tolerance: the same three digits, cut not rounded
           {2.1599, 2.15, 0.0, true},
           {2.16, 2.15, 0.0, false},
           {2.1401, 2.15, 0.0, true},
           {2.14, 2.15, 0.0, false},
           {-0.355, -0.355, 0.0, true},
           {-0.3559, -0.355, 0.0, true},
           {-0.356, -0.355, 0.0, false},
           {0.355, -0.355, 0.0, false},
           {0.1, 0.1, 0.0, true},  // first digit stands at a power of ten
           {0.1009, 0.1, 0.0, true},
           {0.101, 0.1, 0.0, false},
           {1000.9, 1000.0, 0.0, true},
           {1009.9, 1000.0, 0.0, true},
           {1010.0, 1000.0, 0.0, false},
           {1.21e10, 1.2e10, 0.0, false},
           {1.2099e10, 1.2e10, 0.0, true},
           {6.98e-5 + 1.03e-5, 6.98e-5, 1.03e-5, true},
           {6.98e-5 + 1.05e-5, 6.98e-5, 1.03e-5, false},
           {0.0, 0.0, 0.0, true},
           {0.001, 0.0, 0.001, true},
           {0.0011, 0.0, 0.001, false},
           {-0.001, 0.0, 0.001, true}}) {
    CAPTURE(c.computed, c.reference, c.tolerance);
    CHECK(matches_reference(c.computed, c.reference, c.tolerance) == c.matches);
  }
}

TEST_CASE("a value that is no number matches nothing") {
  CHECK_FALSE(matches_reference(std::nan(""), 1.0, 100.0));
  CHECK_FALSE(matches_reference(HUGE_VAL, 1.0, 100.0));
  CHECK_FALSE(matches_reference(std::nan(""), 0.0, 100.0));
}

TEST_CASE("the reference table is read as it stands") {
  const auto table = voxtrait::read_reference_table(VOXTRAIT_DATA_DIR
                                                    "/ibsi/reference/ibsi1_reference_values.csv");
  const auto rows = voxtrait::test::reference_rows();
  REQUIRE(table.size() == rows.size());
  std::size_t without_value = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(table[i].configuration == rows[i].at("config"));
    CHECK(table[i].family == rows[i].at("family"));
    CHECK(table[i].ibsi_code == rows[i].at("ibsi_code"));
    CHECK(table[i].parameter_code == rows[i].at("parameter_code"));
    CHECK(table[i].aggregation == rows[i].at("aggregation"));
    CHECK(table[i].tag == rows[i].at("tag"));
    CHECK(table[i].value.has_value() == !rows[i].at("value").empty());
    if (table[i].value) {
      CHECK(*table[i].value == std::stod(rows[i].at("value")));
    } else {
      ++without_value;
    }
  }
  CHECK(without_value == 30);
}

TEST_CASE("a reference table that lacks a column or is missing is an error") {
  const TemporaryDirectory directory;
  const auto path = voxtrait::test::write_bytes(directory / "table.csv", "config,family\nA,glcm\n");
  CHECK(error_of([&] { voxtrait::read_reference_table(path); }).code() ==
        voxtrait::ErrorCode::io_read);
  CHECK(error_of([&] { voxtrait::read_reference_table(directory / "missing.csv"); }).code() ==
        voxtrait::ErrorCode::io_read);
  CHECK(error_of([&] { voxtrait::verify(directory.path(), 1); }).code() ==
        voxtrait::ErrorCode::reference_missing);
}

TEST_CASE("without the images of a configuration its values have no data") {
  const TemporaryDirectory directory;
  namespace fs = std::filesystem;
  const fs::path ibsi = fs::path(VOXTRAIT_DATA_DIR) / "ibsi";
  fs::create_directory(directory / "ibsi");
  for (const char* part : {"reference", "settings", "digital_phantom"}) {
    fs::copy(ibsi / part, directory.path() / "ibsi" / part, fs::copy_options::recursive);
  }
  const auto verified = voxtrait::verify(directory.path(), 1);
  for (const VerifiedValue& v : verified) {
    CHECK((v.verdict == Verdict::no_data) == (v.reference.configuration != "phantom"));
  }
  CHECK(counts_of(verified)[Verdict::missed] == 0);
}

TEST_CASE("every reference value of IBSI is matched", "[slow]") {
  std::vector<std::string> told;
  const auto verified =
      voxtrait::verify(VOXTRAIT_DATA_DIR, 2,
                       [&](const std::string& configuration) { told.push_back(configuration); });
  CHECK(told == std::vector<std::string>{"phantom", "A", "B", "C", "D", "E", "filters", "filters A",
                                         "filters B"});
  for (const VerifiedValue& v : verified) {
    if (v.verdict != Verdict::missed) continue;
    CAPTURE(v.reference.configuration, v.reference.family, v.reference.feature,
            v.reference.aggregation, *v.reference.value, v.computed->number, v.computed->reason);
    CHECK(v.verdict != Verdict::missed);
  }
  const auto rows = voxtrait::test::reference_rows();
  const auto standardised = static_cast<std::size_t>(
      std::ranges::count_if(rows, [](const auto& row) { return !row.at("value").empty(); }));
  auto counts = counts_of(verified);
  constexpr std::size_t maps = 33;
  constexpr std::size_t filtered = 323;  // and one that is not standardised
  CHECK(counts[Verdict::matched] == standardised + maps + filtered);
  CHECK(counts[Verdict::not_standardised] == rows.size() - standardised + 1);
  CHECK(standardised >= 1094);
  CHECK(verified.size() == rows.size() + maps + filtered + 1);
}

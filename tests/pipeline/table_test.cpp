#include "voxtrait/pipeline/table.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "support/errors.hpp"
#include "support/random.hpp"

namespace {

using Json = nlohmann::json;

using voxtrait::Aggregation;
using voxtrait::Row;
using voxtrait::Status;
using voxtrait::Table;
using voxtrait::TableFormat;
using voxtrait::Value;
using voxtrait::test::contains;

Row row(std::string case_name, std::optional<std::int64_t> label, std::string feature,
        Value value) {
  Row result;
  result.case_name = std::move(case_name);
  result.label = label;
  result.id = {"original", "glcm", std::move(feature), "ACUI", "", Aggregation::merged_3d, "fbn32"};
  result.unit = "1";
  result.value = std::move(value);
  return result;
}

Table table() {
  Table t;
  t.rows = {row("1", 1, "contrast", Value::of(0.1)),
            row("1", 1, "correlation", Value::none({Status::undefined, "one \"level\", flat"})),
            row("1", 7, "contrast", Value::of(-2e-300)),
            row("1", 7, "correlation", Value::of(1.0))};
  t.provenance = R"({"software":"voxtrait"})";
  return t;
}

/// Cells of a CSV text by the rules of RFC 4180.
std::vector<std::vector<std::string>> parsed_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        rows.back().back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        rows.back().back() += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();  // after the last line break
  return rows;
}

}  // namespace

TEST_CASE("long CSV has the columns of the documented interface in their order") {
  const auto rows = parsed_csv(voxtrait::to_text(table(), TableFormat::long_csv));
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == std::vector<std::string>{"case", "label", "variant", "family", "feature",
                                            "ibsi_code", "parameter_code", "aggregation", "value",
                                            "unit", "status", "reason"});
  CHECK(rows[1] == std::vector<std::string>{"1", "1", "original", "glcm", "contrast", "ACUI", "",
                                            "3D_merged", "0.1", "1", "ok", ""});
  CHECK(rows[2] == std::vector<std::string>{"1", "1", "original", "glcm", "correlation", "ACUI", "",
                                            "3D_merged", "", "1", "undefined",
                                            "one \"level\", flat"});
}

TEST_CASE("cells with commas and quotes and line breaks survive CSV") {
  for (const std::string name :
       {"a,b", "say \"hi\"", "two\nlines", "cr\rlf\r\n", ",", "\"", "", "plain"}) {
    Table t;
    t.rows = {row(name, 1, "contrast", Value::none({Status::failed, name + "," + name}))};
    const auto rows = parsed_csv(voxtrait::to_text(t, TableFormat::long_csv));
    CAPTURE(name);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].size() == 12);
    CHECK(rows[1].front() == name);
    CHECK(rows[1].back() == name + "," + name);
  }
}

TEST_CASE("a value that is not ok has no number in any format") {
  Table t;
  Value bad = Value::none({Status::failed, "broken"});
  bad.number = 12345.678;
  t.rows = {row("1", 1, "contrast", bad)};
  for (const auto format :
       {TableFormat::long_csv, TableFormat::wide_csv, TableFormat::json, TableFormat::text}) {
    CHECK_FALSE(contains(voxtrait::to_text(t, format), "12345"));
  }
}

TEST_CASE("an absent label leaves its cell empty") {
  Table t;
  t.rows = {row("1", std::nullopt, "contrast", Value::none({Status::empty_roi, "empty"}))};
  CHECK(parsed_csv(voxtrait::to_text(t, TableFormat::long_csv))[1][1].empty());
  CHECK(parsed_csv(voxtrait::to_text(t, TableFormat::wide_csv))[1][1].empty());
  CHECK(Json::parse(voxtrait::to_text(t, TableFormat::json))["rows"][0]["label"].is_null());
}

TEST_CASE("shortest decimals give the same double when read back and no shorter one does") {
  voxtrait::test::Random random(171);
  for (int i = 0; i < 20000; ++i) {
    const auto bits = (static_cast<std::uint64_t>(random.integer(0, 0xffffffff)) << 32U) |
                      static_cast<std::uint64_t>(random.integer(0, 0xffffffff));
    const auto number = std::bit_cast<double>(bits);
    if (!std::isfinite(number)) continue;
    const std::string text = voxtrait::shortest_decimal(number);
    CAPTURE(text);
    REQUIRE(std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)) == bits);
    const auto digits =
        std::count_if(text.begin(), text.begin() + std::min(text.size(), text.find('e')),
                      [](char c) { return c >= '0' && c <= '9'; });
    std::array<char, 64> shorter{};
    std::snprintf(shorter.data(), shorter.size(), "%.*e", std::max(0, static_cast<int>(digits) - 2),
                  number);
    if (digits > 1 && contains(text, "e")) REQUIRE(std::strtod(shorter.data(), nullptr) != number);
  }
  CHECK(voxtrait::shortest_decimal(0.1) == "0.1");
  CHECK(voxtrait::shortest_decimal(5.0) == "5");
  CHECK(voxtrait::shortest_decimal(-1.0 / 3.0) == "-0.3333333333333333");
  CHECK(voxtrait::shortest_decimal(0.0) == "0");
}

TEST_CASE("wide CSV has a line for each ROI and a column for each value") {
  const auto rows = parsed_csv(voxtrait::to_text(table(), TableFormat::wide_csv));
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == std::vector<std::string>{"case", "label", "status", "reason",
                                            "original_glcm_contrast_3d_merged_fbn32",
                                            "original_glcm_correlation_3d_merged_fbn32"});
  CHECK(rows[1] ==
        std::vector<std::string>{"1", "1", "undefined", "one \"level\", flat", "0.1", ""});
  CHECK(rows[2] == std::vector<std::string>{"1", "7", "ok", "", "-2e-300", "1"});
}

TEST_CASE("the status of a wide line is the most serious one of its values") {
  Table t;
  t.rows = {row("1", 1, "contrast", Value::none({Status::undefined, "u"})),
            row("1", 1, "correlation", Value::none({Status::failed, "f"})),
            row("1", 1, "energy", Value::of(1.0))};
  const auto rows = parsed_csv(voxtrait::to_text(t, TableFormat::wide_csv));
  CHECK(rows[1][2] == "failed");
  CHECK(rows[1][3] == "f");
}

TEST_CASE("JSON holds provenance and every row with null for what is missing") {
  const Json json = Json::parse(voxtrait::to_text(table(), TableFormat::json));
  CHECK(json.at("provenance").at("software") == "voxtrait");
  REQUIRE(json.at("rows").size() == 4);
  CHECK(json["rows"][0].at("value") == 0.1);
  CHECK(json["rows"][1].at("value").is_null());
  CHECK(json["rows"][1].at("status") == "undefined");
  CHECK(json["rows"][2].at("value").get<double>() == -2e-300);
  std::set<std::string> keys;
  for (const auto& [key, value] : json["rows"][0].items()) keys.insert(key);
  const auto columns = voxtrait::long_columns();
  CHECK(keys == std::set<std::string>(columns.begin(), columns.end()));
}

TEST_CASE("names that are no UTF-8 do not stop a format") {
  Table t;
  t.rows = {row("caf\xe9", 1, "contrast", Value::of(1.0))};
  for (const auto format :
       {TableFormat::long_csv, TableFormat::wide_csv, TableFormat::json, TableFormat::text}) {
    std::string text;
    CHECK_NOTHROW(text = voxtrait::to_text(t, format));
    CHECK(contains(text, "caf"));
  }
}

TEST_CASE("the readable table names each value and each reason") {
  const std::string text = voxtrait::to_text(table(), TableFormat::text);
  for (const char* part : {"glcm", "contrast", "correlation", "ACUI", "0.1", "undefined",
                           "one \"level\", flat", "label 1", "label 7"}) {
    CAPTURE(part);
    CHECK(contains(text, part));
  }
}

TEST_CASE("an empty table is written without a value") {
  CHECK(parsed_csv(voxtrait::to_text({}, TableFormat::long_csv)).size() == 1);
  CHECK(Json::parse(voxtrait::to_text({}, TableFormat::json)).at("rows").empty());
  CHECK_NOTHROW(voxtrait::to_text({}, TableFormat::wide_csv));
  CHECK_NOTHROW(voxtrait::to_text({}, TableFormat::text));
}

TEST_CASE("failed and empty ROIs count as failures and undefined features do not") {
  const auto has_failures = [](Status status) {
    Table t;
    t.rows = {row("1", 1, "contrast", Value::of(1.0)),
              row("1", 1, "correlation", Value::none({status, "why"}))};
    return t.has_failures();
  };
  CHECK(has_failures(Status::failed));
  CHECK(has_failures(Status::empty_roi));
  CHECK_FALSE(has_failures(Status::undefined));
  CHECK_FALSE(has_failures(Status::too_small));
  CHECK_FALSE(has_failures(Status::not_applicable));
  CHECK_FALSE(Table{}.has_failures());
}

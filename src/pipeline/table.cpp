#include "voxtrait/pipeline/table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "table_formats.hpp"

namespace voxtrait {

namespace {

using Json = nlohmann::ordered_json;

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string result = "\"";
  for (const char c : cell) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

void append_line(std::string& text, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + quoted(cells[i]);
  text += "\n";
}

std::string label_text(const Row& row) { return row.label ? std::to_string(*row.label) : ""; }

std::string number_text(const Value& value) {
  return value.ok() ? shortest_decimal(value.number) : "";
}

std::string long_csv(const Table& table) {
  std::string text;
  append_line(text, long_columns());
  for (const Row& row : table.rows) append_line(text, long_cells(row));
  return text;
}

/// The most serious status of a ROI's rows, with its reason.
const Value* worst(std::span<const Row> rows) {
  const auto seriousness = [](const Row& row) { return static_cast<int>(row.value.status); };
  return &std::ranges::max_element(rows, {}, seriousness)->value;
}

std::string wide_csv(const Table& table) {
  std::string text;
  const auto groups = rows_by_roi(table);
  if (groups.empty()) return text;
  std::vector<std::string> header{"case", "label", "status", "reason"};
  for (const Row& row : groups.front()) header.push_back(column_name(row.id));
  append_line(text, header);
  for (const std::span<const Row> group : groups) {
    const Value* summary = worst(group);
    std::vector<std::string> cells{group.front().case_name, label_text(group.front()),
                                   std::string(name(summary->status)), summary->reason};
    for (const Row& row : group) cells.push_back(number_text(row.value));
    append_line(text, cells);
  }
  return text;
}

Json json_row(const Row& row) {
  Json json;
  json["case"] = row.case_name;
  json["label"] = row.label ? Json(*row.label) : Json();
  json["variant"] = row.id.variant;
  json["family"] = row.id.family;
  json["feature"] = row.id.feature;
  json["ibsi_code"] = row.id.ibsi_code;
  json["parameter_code"] = row.id.parameter_code;
  json["aggregation"] = name(row.id.aggregation);
  json["value"] = row.value.ok() ? Json(row.value.number) : Json();
  json["unit"] = row.unit;
  json["status"] = name(row.value.status);
  json["reason"] = row.value.reason;
  return json;
}

std::string json_text(const Table& table) {
  Json json;
  json["provenance"] = Json::parse(table.provenance.empty() ? "{}" : table.provenance);
  json["rows"] = Json::array();
  for (const Row& row : table.rows) json["rows"].push_back(json_row(row));
  // A name of a case may have bytes that are no UTF-8.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::vector<std::span<const Row>> rows_by_roi(const Table& table) {
  std::vector<std::span<const Row>> groups;
  const std::span<const Row> rows(table.rows);
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end].label == rows[begin].label &&
           rows[end].case_name == rows[begin].case_name) {
      ++end;
    }
    groups.push_back(rows.subspan(begin, end - begin));
    begin = end;
  }
  return groups;
}

bool Table::has_failures() const noexcept {
  return std::ranges::any_of(rows, [](const Row& row) {
    return row.value.status == Status::failed || row.value.status == Status::empty_roi;
  });
}

std::vector<std::string> long_columns() {
  return {"case",           "label",       "variant", "family", "feature", "ibsi_code",
          "parameter_code", "aggregation", "value",   "unit",   "status",  "reason"};
}

std::vector<std::string> long_cells(const Row& row) {
  return {row.case_name,
          label_text(row),
          row.id.variant,
          row.id.family,
          row.id.feature,
          row.id.ibsi_code,
          row.id.parameter_code,
          std::string(name(row.id.aggregation)),
          number_text(row.value),
          row.unit,
          std::string(name(row.value.status)),
          row.value.reason};
}

std::string to_text(const Table& table, TableFormat format) {
  switch (format) {
    case TableFormat::wide_csv: return wide_csv(table);
    case TableFormat::json: return json_text(table);
    case TableFormat::text: return readable_text(table);
    case TableFormat::long_csv: break;
  }
  return long_csv(table);
}

std::string shortest_decimal(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

}  // namespace voxtrait

#include <algorithm>
#include <array>
#include <cstdio>

#include "table_formats.hpp"

namespace voxtrait {

namespace {

constexpr std::size_t name_width = 50;
constexpr std::size_t value_width = 14;

/// Width on a terminal: UTF-8 continuation bytes take no column.
std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string left(std::string text, std::size_t width) {
  text.resize(text.size() + width - std::min(width, columns(text)), ' ');
  return text;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, columns(text)), ' ') + text;
}

std::string readable(const Value& value) {
  if (!value.ok()) return std::string(name(value.status));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value.number);
  return text.data();
}

/// `10th_percentile` becomes `10th percentile`.
std::string spoken(std::string id) {
  std::ranges::replace(id, '_', ' ');
  return id;
}

std::vector<Aggregation> aggregations_in(std::span<const Row> family) {
  std::vector<Aggregation> found;
  for (const Row& row : family) {
    if (std::ranges::find(found, row.id.aggregation) == found.end()) {
      found.push_back(row.id.aggregation);
    }
  }
  return found;
}

void append_header(std::string& text, const Row& first, const std::vector<Aggregation>& columns) {
  std::string title = spoken(first.id.family);
  if (!first.id.discretisation.empty()) title += " (" + first.id.discretisation + ")";
  text += "\n" + left(title, name_width) + "  IBSI";
  for (const Aggregation aggregation : columns) {
    const std::string column = columns.size() == 1 ? "value" : std::string(name(aggregation));
    text += "  " + right(column, std::max(value_width, column.size()));
  }
  text += "  unit\n";
}

/// All aggregations of one feature in one line; `family` holds aggregation after aggregation.
void append_feature(std::string& text, std::span<const Row> family, std::size_t feature,
                    std::size_t features, const std::vector<Aggregation>& columns) {
  const Row& first = family[feature];
  std::string line = "  " + left(spoken(first.id.feature), name_width - 2);
  line += "  " + left(first.id.ibsi_code, 4);
  for (std::size_t a = 0; a < columns.size(); ++a) {
    const std::size_t width = columns.size() == 1 ? 0 : name(columns[a]).size();
    line +=
        "  " + right(readable(family[a * features + feature].value), std::max(value_width, width));
  }
  text += line + (first.unit == "1" ? "" : "  " + first.unit) + "\n";
}

void append_reasons(std::string& text, std::span<const Row> family) {
  std::vector<std::string> seen;
  for (const Row& row : family) {
    if (row.value.ok() || std::ranges::find(seen, row.value.reason) != seen.end()) continue;
    seen.push_back(row.value.reason);
    text += "  " + std::string(name(row.value.status)) + ": " + row.value.reason + "\n";
  }
}

void append_family(std::string& text, std::span<const Row> family) {
  const std::vector<Aggregation> columns = aggregations_in(family);
  const std::size_t features = family.size() / columns.size();
  append_header(text, family.front(), columns);
  for (std::size_t f = 0; f < features; ++f) {
    append_feature(text, family, f, features, columns);
  }
  append_reasons(text, family);
}

/// Calls `use` with each stretch of rows that have the same `key`.
template <class Key, class Use>
void for_each_stretch(std::span<const Row> rows, Key key, Use use) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && key(rows[end]) == key(rows[begin])) ++end;
    use(rows.subspan(begin, end - begin));
    begin = end;
  }
}

std::string_view variant_of(const Row& row) { return row.id.variant; }
std::string_view family_of(const Row& row) { return row.id.family; }

void append_image(std::string& text, std::span<const Row> image) {
  const Row& first = image.front();
  const std::string label = first.label ? std::to_string(*first.label) : "(none)";
  text += (text.empty() ? "" : "\n") + ("Case " + first.case_name) + ", label " + label +
          ", image " + first.id.variant + "\n";
  for_each_stretch(image, family_of,
                   [&](std::span<const Row> family) { append_family(text, family); });
}

}  // namespace

std::string readable_text(const Table& table) {
  std::string text;
  for (const std::span<const Row> roi : rows_by_roi(table)) {
    for_each_stretch(roi, variant_of,
                     [&](std::span<const Row> image) { append_image(text, image); });
  }
  return text;
}

}  // namespace voxtrait

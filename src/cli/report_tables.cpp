#include "report_tables.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include "html.hpp"
#include "verdict_counts.hpp"

namespace voxtrait::cli {

namespace {

constexpr std::string_view nothing = "&ndash;";

std::string significant(double number, int digits) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number,
                                 std::chars_format::general, digits);
  return {text.data(), end.ptr};
}

/// A number cut for the eye; the whole number is its tooltip.
std::string number_cell(double number, const std::string& shown) {
  return element(R"(td class="n")" + attribute("title", shortest_decimal(number)), shown);
}

std::string empty_cell() { return element(R"(td class="n")", nothing); }

std::string text_cell(const std::string& text) {
  return element("td", text.empty() || text == "none" ? std::string(nothing) : escaped(text));
}

std::string family_cell(const VerifiedValue& v) {
  std::string words = v.reference.family;
  std::ranges::replace(words, '_', ' ');
  return element(R"(td class="words")", escaped(words));
}

std::string code_cell(const VerifiedValue& v) {
  const ReferenceValue& r = v.reference;
  if (r.ibsi_code.empty()) return element("td", nothing);
  return element("td", element("code", escaped(r.parameter_code.empty()
                                                   ? r.ibsi_code
                                                   : r.ibsi_code + " " + r.parameter_code)));
}

std::string value_cell(const VerifiedValue& v) {
  if (!v.computed) return empty_cell();
  if (v.computed->ok()) return number_cell(v.computed->number, significant(v.computed->number, 6));
  return element(R"(td class="words")",
                 escaped(std::string(name(v.computed->status)) + ": " + v.computed->reason));
}

std::string reference_cell(const VerifiedValue& v) {
  if (!v.reference.value) return empty_cell();
  return number_cell(*v.reference.value, significant(*v.reference.value, 6));
}

std::string tolerance_cell(const VerifiedValue& v) {
  if (!v.reference.value) return empty_cell();
  return number_cell(v.reference.tolerance, significant(v.reference.tolerance, 6));
}

std::string difference_cell(const VerifiedValue& v) {
  if (!v.reference.value || !v.computed || !v.computed->ok()) return empty_cell();
  const double difference = v.computed->number - *v.reference.value;
  const int digits = std::abs(difference) < 1000.0 ? 3 : 6;
  return number_cell(difference, (difference > 0.0 ? "+" : "") + significant(difference, digits));
}

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::matched: return "match";
    case Verdict::missed: return "MISS";
    case Verdict::not_implemented: return "not implemented";
    case Verdict::not_standardised: return "no reference";
    case Verdict::no_data: break;
  }
  return "not run";
}

std::string verdict_cell(const VerifiedValue& v) {
  return element(R"(td class="verdict")", word(v.verdict));
}

struct Column {
  std::string_view heading;
  std::function<std::string(const VerifiedValue&)> cell;
};

const std::vector<Column>& value_columns() {
  static const std::vector<Column> columns{
      {"Feature",
       [](const VerifiedValue& v) {
         return element(R"(th scope="row")", escaped(v.reference.feature));
       }},
      {"IBSI code", code_cell},
      {"Aggregation", [](const VerifiedValue& v) { return text_cell(v.reference.aggregation); }},
      {"Value", value_cell},
      {"Reference", reference_cell},
      {"Tolerance", tolerance_cell},
      {"Difference", difference_cell},
      {"Consensus", [](const VerifiedValue& v) { return text_cell(v.reference.consensus); }},
      {"Verdict", verdict_cell}};
  return columns;
}

bool holds_numbers(std::string_view heading) {
  constexpr std::array<std::string_view, 4> headings{"Value", "Reference", "Tolerance",
                                                     "Difference"};
  return std::ranges::find(headings, heading) != headings.end();
}

std::string heading_cell(std::string_view heading) {
  return element(holds_numbers(heading) ? R"(th scope="col" class="n")" : R"(th scope="col")",
                 heading);
}

/// A table that scrolls sideways where the page is too narrow for it.
std::string table(std::string_view name, const std::string& content) {
  return element(R"(div class="wide")", element("table" + attribute("class", name), content));
}

std::string values_table(Values values, const std::vector<Column>& columns) {
  std::string headings;
  for (const Column& column : columns) headings += heading_cell(column.heading);
  std::string rows;
  for (const VerifiedValue& v : values) {
    std::string cells;
    for (const Column& column : columns) cells += column.cell(v);
    rows += element("tr class=\"" + std::string(name(v.verdict)) + "\"", cells) + "\n";
  }
  return table("values", element("thead", element("tr", headings)) + "\n" + element("tbody", rows));
}

std::string count_cell(const std::string& id, std::size_t number) {
  return element(R"(td class="n")" + attribute("id", id), std::to_string(number));
}

std::string count_row(const std::string& id, const std::string& heading, const Counts& counts) {
  std::string cells = element(R"(th scope="row")", heading);
  std::size_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    cells += count_cell(id + "-" + std::string(name(static_cast<Verdict>(i))), counts[i]);
    total += counts[i];
  }
  const bool missed = count(counts, Verdict::missed) > 0;
  return element(missed ? "tr class=\"missed\"" : "tr", cells + count_cell(id + "-all", total)) +
         "\n";
}

std::string overview_cell(Values values) {
  if (values.empty()) return element(R"(td class="n")", nothing);
  const Counts counts = count_all(values);
  if (judged(counts) == 0) return element(R"(td class="n")", word(values.front().verdict));
  const std::string text = std::to_string(count(counts, Verdict::matched)) + "&#8239;/&#8239;" +
                           std::to_string(judged(counts));
  return count(counts, Verdict::missed) == 0
             ? element(R"(td class="n")", text)
             : element(R"(td class="n missed")", element("strong", text + " MISS"));
}

Values values_of(const std::vector<Values>& families, const std::string& family) {
  const auto found = std::ranges::find(
      families, family, [](Values values) { return values.front().reference.family; });
  return found == families.end() ? Values() : *found;
}

/// Families of all configurations, each once, diagnostic values last.
std::vector<std::string> families_of(const std::vector<std::vector<Values>>& configurations) {
  std::vector<std::string> families;
  for (const std::vector<Values>& configuration : configurations) {
    for (const Values values : configuration) {
      const std::string& family = values.front().reference.family;
      if (std::ranges::find(families, family) == families.end()) families.push_back(family);
    }
  }
  std::stable_partition(families.begin(), families.end(), [](const std::string& family) {
    return !family.starts_with("diagnostics_");
  });
  return families;
}

}  // namespace

std::vector<Values> runs_by(Values values, std::string ReferenceValue::*field) {
  std::vector<Values> runs;
  for (std::size_t begin = 0, end = 0; begin < values.size(); begin = end) {
    const auto same = [&](std::size_t i) {
      return values[i].reference.*field == values[begin].reference.*field;
    };
    while (end < values.size() && same(end)) ++end;
    runs.push_back(values.subspan(begin, end - begin));
  }
  return runs;
}

std::string configuration_title(const std::string& configuration) {
  return configuration == "phantom" ? "Digital phantom" : "Configuration " + configuration;
}

std::string family_title(const std::string& family, const Registry& registry) {
  if (const Family* known = registry.find(family); known != nullptr) {
    return std::string(known->info.name);
  }
  std::string title = family;
  if (title.starts_with("diagnostics_")) title = "Diagnostics: " + title.substr(12);
  std::ranges::replace(title, '_', ' ');
  if (title.ends_with(" roi")) title.replace(title.size() - 3, 3, "region of interest");
  return title;
}

std::string summary_table(Values values) {
  std::string headings = element(R"(th scope="col")", "Configuration");
  for (const std::string_view heading :
       {"Matched", "Missed", "Not implemented", "Without reference value", "Not run", "All"}) {
    headings += element(R"(th scope="col" class="n")", heading);
  }
  std::string rows;
  for (const Values configuration : runs_by(values, &ReferenceValue::configuration)) {
    const std::string& id = configuration.front().reference.configuration;
    const std::string link =
        element("a" + attribute("href", "#" + id), escaped(configuration_title(id)));
    rows += count_row("count-" + id, link, count_all(configuration));
  }
  return table("summary", element("caption", "Reference values of each configuration") +
                              element("thead", element("tr", headings)) + "\n" +
                              element("tbody", rows) + "\n" +
                              element("tfoot", count_row("count", "All", count_all(values))));
}

std::string overview_table(Values values, const Registry& registry) {
  std::string headings = element(R"(th scope="col")", "Family");
  std::vector<std::vector<Values>> configurations;
  for (const Values configuration : runs_by(values, &ReferenceValue::configuration)) {
    const std::string& id = configuration.front().reference.configuration;
    headings += element(R"(th scope="col" class="n")",
                        id == "phantom" ? configuration_title(id) : escaped(id));
    configurations.push_back(runs_by(configuration, &ReferenceValue::family));
  }
  std::string rows;
  for (const std::string& family : families_of(configurations)) {
    std::string cells = element(R"(th scope="row")", escaped(family_title(family, registry)));
    for (const std::vector<Values>& families : configurations) {
      cells += overview_cell(values_of(families, family));
    }
    rows += element("tr", cells) + "\n";
  }
  return table("summary",
               element("thead", element("tr", headings)) + "\n" + element("tbody", rows));
}

std::string family_table(Values values) { return values_table(values, value_columns()); }

std::string misses_table(Values values) {
  std::vector<Column> columns{
      {"Study", [](const VerifiedValue& v) { return text_cell(v.reference.configuration); }},
      {"Family", family_cell}};
  columns.insert(columns.end(), value_columns().begin(), value_columns().end());
  std::vector<VerifiedValue> misses;
  std::ranges::copy_if(values, std::back_inserter(misses),
                       [](const VerifiedValue& v) { return v.verdict == Verdict::missed; });
  return values_table(misses, columns);
}

}  // namespace voxtrait::cli

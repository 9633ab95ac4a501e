#include "voxtrait/io/reference_study.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string_view>
#include <system_error>
#include <tuple>

#include "voxtrait/core/error.hpp"
#include "voxtrait/io/read_image.hpp"
#include "voxtrait/io/reference_maps.hpp"
#include "voxtrait/io/write_file.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/pipeline/settings_json.hpp"

namespace voxtrait {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> configurations{"phantom", "A", "B", "C", "D", "E"};

using Cells = std::vector<std::string>;

Cells split(const std::string& line) {
  Cells cells;
  std::string cell;
  bool in_quotes = false;
  for (const char c : line) {
    if (c == '"') {
      in_quotes = !in_quotes;
    } else if (c == ',' && !in_quotes) {
      cells.push_back(std::move(cell));
      cell.clear();
    } else if (c != '\r') {
      cell += c;
    }
  }
  cells.push_back(std::move(cell));
  return cells;
}

/// Cells of a row by the names in the header.
class Columns {
 public:
  Columns(const fs::path& path, Cells header) : path_(path), header_(std::move(header)) {}

  [[nodiscard]] const std::string& get(const Cells& row, std::string_view column) const {
    const auto found = std::ranges::find(header_, column);
    const auto at = static_cast<std::size_t>(found - header_.begin());
    if (found == header_.end() || at >= row.size()) {
      throw Error(ErrorCode::io_read, "the reference table lacks column " + std::string(column),
                  path_.string());
    }
    return row[at];
  }

 private:
  fs::path path_;
  Cells header_;
};

double number(const std::string& text) {
  return text.empty() ? 0.0 : std::strtod(text.c_str(), nullptr);
}

ReferenceValue reference_from(const Columns& columns, const Cells& row) {
  ReferenceValue r;
  r.configuration = columns.get(row, "config");
  r.family = columns.get(row, "family");
  r.feature = columns.get(row, "feature");
  r.tag = columns.get(row, "tag");
  r.ibsi_code = columns.get(row, "ibsi_code");
  r.parameter_code = columns.get(row, "parameter_code");
  r.aggregation = columns.get(row, "aggregation");
  r.consensus = columns.get(row, "consensus");
  const std::string& value = columns.get(row, "value");
  if (!value.empty()) r.value = number(value);
  r.tolerance = number(columns.get(row, "tolerance"));
  return r;
}

/// Tests of IBSI 2 such as `3.B`: a filter and a configuration.
bool is_filter_test(std::string_view configuration) {
  return configuration.find('.') != std::string_view::npos;
}

bool is_diagnostic(const std::string& family) { return family.starts_with("diagnostics_"); }

/// What makes a computed and a reference value the same quantity.
using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;

Key key_of(const Row& row) {
  if (is_diagnostic(row.id.family)) return {"original", row.id.family, row.id.feature, "", ""};
  return {row.id.variant, row.id.family, row.id.ibsi_code, row.id.parameter_code,
          std::string(name(row.id.aggregation))};
}

/// Candidate codes: the table gives a parameter code also where one code names one feature only.
Key key_of(const ReferenceValue& r) {
  if (is_diagnostic(r.family)) return {"original", r.family, r.tag, "", ""};
  const std::string variant = is_filter_test(r.configuration) ? r.configuration : "original";
  return {variant, r.family, r.ibsi_code, r.parameter_code, r.aggregation};
}

using Computed = std::map<Key, Value>;

std::optional<Computed> run(const ReferenceStudy& study, bool diagnostics, int threads,
                            const std::stop_token& stop) {
  if (!fs::exists(study.image)) return std::nullopt;
  const Registry registry = builtin_registry();
  const Extractor extractor(settings_from_json(read_text_file(study.settings), registry));
  Request request;
  request.threads = threads;
  request.diagnostics = diagnostics;
  request.stop = stop;
  const Table table = extractor.extract(read_image(study.image), read_image(study.mask), request);
  Computed computed;
  for (const Row& row : table.rows) computed[key_of(row)] = row.value;
  return computed;
}

Verdict judge(const ReferenceValue& reference, const std::optional<Value>& computed) {
  if (!computed) return Verdict::not_implemented;
  if (!reference.value) return Verdict::not_standardised;
  const bool good =
      computed->ok() && matches_reference(computed->number, *reference.value, reference.tolerance);
  return good ? Verdict::matched : Verdict::missed;
}

VerifiedValue verified(const ReferenceValue& reference, const std::optional<Computed>& computed) {
  if (!computed) return {reference, std::nullopt, Verdict::no_data};
  const auto found = computed->find(key_of(reference));
  std::optional<Value> value;
  if (found != computed->end()) value = found->second;
  return {reference, value, judge(reference, value)};
}

/// The reference values of all filters with one configuration of IBSI 2.
std::vector<VerifiedValue> verify_filters(const fs::path& data, char configuration, int threads,
                                          const std::stop_token& stop) {
  const fs::path table = data / "ibsi" / "reference" / "ibsi2_reference_values.csv";
  if (!fs::exists(table)) return {};
  const std::string ending = std::string(".") + configuration;
  const auto computed = run(reference_study(data, ending), false, threads, stop);
  std::vector<VerifiedValue> result;
  for (const ReferenceValue& reference : read_reference_table(table)) {
    if (!reference.configuration.ends_with(ending)) continue;
    result.push_back(verified(reference, computed));
  }
  return result;
}

fs::path program_directory() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool holds_data(const fs::path& directory) {
  std::error_code error;
  return fs::is_directory(directory / "ibsi" / "reference", error);
}

}  // namespace

std::string_view name(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::matched: return "matched";
    case Verdict::missed: return "missed";
    case Verdict::not_implemented: return "not_implemented";
    case Verdict::not_standardised: return "not_standardised";
    case Verdict::no_data: break;
  }
  return "no_data";
}

bool matches_reference(double computed, double reference, double tolerance) noexcept {
  constexpr double noise = 1e-9;  // of decimal fractions in binary; makes the rule stricter
  const double difference = std::abs(reference - computed);
  if (reference == 0.0) return difference <= tolerance;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(reference)) + noise) - 2.0);
  const double cut = std::floor(difference / unit + noise);
  return cut <= tolerance / unit * (1.0 + noise);
}

std::vector<ReferenceValue> read_reference_table(const fs::path& path) {
  std::istringstream lines(read_text_file(path));
  std::string line;
  std::getline(lines, line);
  const Columns columns(path, split(line));
  std::vector<ReferenceValue> table;
  while (std::getline(lines, line)) {
    if (!line.empty()) table.push_back(reference_from(columns, split(line)));
  }
  return table;
}

fs::path find_data_directory() {
  if (const char* chosen = std::getenv("VOXTRAIT_DATA"); chosen != nullptr) return chosen;
  fs::path directory = program_directory();
  for (int level = 0; level < 5 && !directory.empty(); ++level) {
    for (const fs::path& candidate : {directory / "share" / "voxtrait", directory / "data"}) {
      if (holds_data(candidate)) return candidate;
    }
    if (directory == directory.parent_path()) break;
    directory = directory.parent_path();
  }
  throw Error(ErrorCode::reference_missing,
              "the reference data were not found beside the program; pass --data DIR or set "
              "VOXTRAIT_DATA to the folder that holds ibsi/reference");
}

ReferenceStudy reference_study(const fs::path& data, std::string_view configuration) {
  const fs::path ibsi = data / "ibsi";
  std::string settings(configuration);
  if (is_filter_test(configuration)) settings = std::string("filters_") + settings.back();
  const fs::path images = ibsi / (configuration == "phantom" ? "digital_phantom" : "ct_phantom");
  return {images / "image.nii.gz", images / "mask.nii.gz",
          ibsi / "settings" / (settings + ".json")};
}

std::vector<VerifiedValue> verify(const fs::path& data, int threads,
                                  const std::function<void(const std::string&)>& progress,
                                  const std::stop_token& stop) {
  if (!holds_data(data)) {
    throw Error(ErrorCode::reference_missing,
                "expected a folder with ibsi/reference, ibsi/settings and the phantoms",
                data.string());
  }
  const std::vector<ReferenceValue> references =
      read_reference_table(data / "ibsi" / "reference" / "ibsi1_reference_values.csv");
  std::vector<VerifiedValue> result;
  const auto add = [&](std::vector<VerifiedValue> more) {
    std::ranges::move(more, std::back_inserter(result));
  };
  for (const std::string_view configuration : configurations) {
    if (progress) progress(std::string(configuration));
    const bool diagnostics = configuration != "phantom";
    const auto computed = run(reference_study(data, configuration), diagnostics, threads, stop);
    for (const ReferenceValue& reference : references) {
      if (reference.configuration == configuration) {
        result.push_back(verified(reference, computed));
      }
    }
  }
  add(verify_maps(data, threads, progress, stop));
  for (const char configuration : {'A', 'B'}) {
    if (progress) progress(std::string("filters ") + configuration);
    add(verify_filters(data, configuration, threads, stop));
  }
  return result;
}

}  // namespace voxtrait

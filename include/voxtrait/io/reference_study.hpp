#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "voxtrait/pipeline/table.hpp"

namespace voxtrait {

/// One row of an IBSI reference table.
struct ReferenceValue {
  std::string configuration;  ///< `phantom`, `A` ... `E`, `filters`, `1.A` ... `9.B`
  std::string family;
  std::string feature;  ///< IBSI's name
  std::string tag;      ///< names a diagnostic value, e.g. `img_dim_x_init_img`
  std::string ibsi_code;
  std::string parameter_code;
  std::string aggregation;
  std::string consensus;
  std::optional<double> value;  ///< absent where IBSI has not standardised the feature
  double tolerance = 0.0;
};

enum class Verdict : std::uint8_t {
  matched,
  missed,
  not_implemented,
  not_standardised,  ///< there is no reference value
  no_data,           ///< the image is not there
};

std::string_view name(Verdict verdict) noexcept;

struct VerifiedValue {
  ReferenceValue reference;
  std::optional<Value> computed;  ///< absent if not implemented or without data
  Verdict verdict = Verdict::not_implemented;
};

/// The official rule: |difference, cut after the third significant digit of the reference| <=
/// tolerance.
bool matches_reference(double computed, double reference, double tolerance) noexcept;

/// Reads a reference table; throws `io.read` when the file or a column is missing.
std::vector<ReferenceValue> read_reference_table(const std::filesystem::path& path);

/// The folder with `ibsi/reference` and the phantoms: `VOXTRAIT_DATA`, the installation's
/// share/voxtrait, or data in a folder above the program. Throws `reference.missing`.
std::filesystem::path find_data_directory();

/// The files of one reference study; the image need not be installed.
struct ReferenceStudy {
  std::filesystem::path image;
  std::filesystem::path mask;
  std::filesystem::path settings;
};

/// Where the files of a configuration (`phantom`, `A` ... `E`, `1.A` ... `9.B`) lie below `data`.
ReferenceStudy reference_study(const std::filesystem::path& data, std::string_view configuration);

/// Runs the digital phantom and configurations A to E of IBSI 1, the response maps and the filters
/// of IBSI 2, and judges every reference value.
///
/// `data` holds ibsi/{reference,settings,digital_phantom,ct_phantom}; `progress` is told each
/// configuration before it runs. Throws `reference.missing` without a reference table, and
/// Interrupted when it is asked to stop.
std::vector<VerifiedValue> verify(const std::filesystem::path& data, int threads,
                                  const std::function<void(const std::string&)>& progress = {},
                                  const std::stop_token& stop = {});

}  // namespace voxtrait

#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace voxtrait {

/// What went wrong, as a stable identifier that scripts may rely on.
enum class ErrorCode {
  config_unknown_key,
  config_invalid,
  io_read,
  io_write,
  io_unsupported,
  geometry_invalid,
  geometry_mismatch,
  mask_invalid,
  registry_duplicate,
  plugin_load,
  plugin_abi,
  plugin_invalid,
  reference_missing,
  internal,
};

/// Dotted form of a code, e.g. `config.unknown_key`.
std::string_view id(ErrorCode code) noexcept;

/// Thrown by set-up and input/output only; features report a Status instead.
///
/// The message says what was expected, what was found and what to do. `where()` names the place: a
/// JSON pointer for settings, a role such as `mask` for inputs; it is empty where there is none.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string where = {});

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

 private:
  ErrorCode code_;
  std::string where_;
};

}  // namespace voxtrait

#include "voxtrait/core/error.hpp"

namespace voxtrait {

std::string_view id(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::config_unknown_key: return "config.unknown_key";
    case ErrorCode::config_invalid: return "config.invalid";
    case ErrorCode::io_read: return "io.read";
    case ErrorCode::io_write: return "io.write";
    case ErrorCode::io_unsupported: return "io.unsupported";
    case ErrorCode::geometry_invalid: return "geometry.invalid";
    case ErrorCode::geometry_mismatch: return "geometry.mismatch";
    case ErrorCode::mask_invalid: return "mask.invalid";
    case ErrorCode::registry_duplicate: return "registry.duplicate";
    case ErrorCode::plugin_load: return "plugin.load";
    case ErrorCode::plugin_abi: return "plugin.abi";
    case ErrorCode::plugin_invalid: return "plugin.invalid";
    case ErrorCode::reference_missing: return "reference.missing";
    case ErrorCode::internal: break;
  }
  return "internal";
}

Error::Error(ErrorCode code, const std::string& message, std::string where)
    : std::runtime_error(where.empty() ? message : where + ": " + message),
      code_(code),
      where_(std::move(where)) {}

}  // namespace voxtrait

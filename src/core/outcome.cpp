#include "voxtrait/core/outcome.hpp"

namespace voxtrait {

std::string_view name(Status status) noexcept {
  switch (status) {
    case Status::ok: return "ok";
    case Status::undefined: return "undefined";
    case Status::empty_roi: return "empty_roi";
    case Status::too_small: return "too_small";
    case Status::not_applicable: return "not_applicable";
    case Status::failed: break;
  }
  return "failed";
}

}  // namespace voxtrait

#include "tables.hpp"

#include <nlohmann/json.hpp>

#include "voxtrait/core/error.hpp"

namespace voxtrait {

void reject_plugin(const std::string& what) { throw Error(ErrorCode::plugin_invalid, what); }

std::string clean_text(const char* text) {
  using Json = nlohmann::json;
  if (text == nullptr) return {};
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
      .get<std::string>();
}

std::string_view Texts::keep(const char* text) {
  if (text == nullptr) return {};
  std::string clean = clean_text(text);
  if (clean != text) reject_plugin("expected text in UTF-8, found \"" + clean + "\"");
  return texts_.emplace_back(std::move(clean));
}

}  // namespace voxtrait

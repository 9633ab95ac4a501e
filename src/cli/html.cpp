#include "html.hpp"

#include <cstdint>

namespace voxtrait::cli {

namespace {

std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

/// Four digits for up to three bytes; absent bytes become `=`.
std::string base64_group(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    bits = bits << 8U | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
  }
  std::string group;
  for (std::size_t i = 0; i < 4; ++i) {
    group += i <= bytes.size() ? digits[bits >> (18U - 6U * i) & 63U] : '=';
  }
  return group;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    const std::string_view replacement = entity(c);
    if (replacement.empty()) {
      result += c;
    } else {
      result += replacement;
    }
  }
  return result;
}

std::string element(std::string_view opening, std::string_view content) {
  std::string html("<");
  html.append(opening).append(">").append(content).append("</");
  return html.append(opening.substr(0, opening.find(' '))).append(">");
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string data_uri(std::string_view media_type, std::string_view bytes) {
  std::string uri = "data:" + std::string(media_type) + ";base64,";
  for (std::size_t i = 0; i < bytes.size(); i += 3) uri += base64_group(bytes.substr(i, 3));
  return uri;
}

}  // namespace voxtrait::cli

#pragma once

#include <string>
#include <string_view>

namespace voxtrait::cli {

/// Text that is safe between tags and inside a quoted attribute.
std::string escaped(std::string_view text);

/// `<opening>content</name>`, where `opening` is a name and perhaps attributes, e.g. `td
/// class="n"`. The content is taken as HTML.
std::string element(std::string_view opening, std::string_view content);

/// ` name="value"`, the value escaped.
std::string attribute(std::string_view name, std::string_view value);

/// Bytes as an address that needs no network.
std::string data_uri(std::string_view media_type, std::string_view bytes);

}  // namespace voxtrait::cli

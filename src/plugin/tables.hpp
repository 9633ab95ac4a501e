#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>

namespace voxtrait {

/// Three numbers as a plugin is given them.
template <class Numbers, class T>
void copy_three(const Numbers& from, T (&to)[3]) {
  std::ranges::copy(from, to);
}

/// Throws `plugin.invalid`.
[[noreturn]] void reject_plugin(const std::string& what);

/// Text in UTF-8 without anything that is none; empty for null.
std::string clean_text(const char* text);

/// Keeps copies of a plugin's texts at one place in memory.
class Texts {
 public:
  /// Empty for null; throws `plugin.invalid` for text that is not UTF-8.
  std::string_view keep(const char* text);
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

 private:
  std::deque<std::string> texts_;
};

/// A copy of a size-prefixed struct: members that its maker does not know are 0. All members of
/// version 1.0 must be there; when members are added, their absence has to be allowed here.
template <class Table>
Table copy_of_table(const Table* table) {
  std::size_t size = 0;
  std::memcpy(&size, table, sizeof(size));
  if (size < sizeof(Table)) reject_plugin("a table is shorter than its version has it");
  Table copy{};
  std::memcpy(&copy, table, std::min(size, sizeof(Table)));
  return copy;
}

/// Calls `use` with a copy of each of a plugin's tables; they lie as far apart as the plugin has
/// it.
template <class Table, class Use>
void for_each_table(const Table* tables, std::size_t count, Use use) {
  if (count > 0 && tables == nullptr) reject_plugin("a list of tables is missing");
  std::size_t stride = 0;
  if (count > 0) std::memcpy(&stride, tables, sizeof(stride));
  for (std::size_t i = 0; i < count; ++i) {
    const auto* place = reinterpret_cast<const std::byte*>(tables) + i * stride;
    use(copy_of_table(reinterpret_cast<const Table*>(place)));
  }
}

}  // namespace voxtrait

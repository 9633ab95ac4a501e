#include "voxtrait/registry/settings.hpp"

#include <charconv>

namespace voxtrait {

std::string short_form(const DiscretisationSettings& settings) {
  switch (settings.method) {
    case Discretiser::none: return "none";
    case Discretiser::fixed_bin_number: return "fbn" + std::to_string(settings.bin_number);
    case Discretiser::fixed_bin_size: break;
  }
  std::array<char, 32> width{};
  const auto end = std::to_chars(width.data(), width.data() + width.size(), settings.bin_width).ptr;
  return "fbs" + std::string(width.data(), end);
}

}  // namespace voxtrait

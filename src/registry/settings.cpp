#include "voxtrait/registry/settings.hpp"

#include <charconv>

namespace voxtrait {

namespace {

std::string bins_of_width(double bin_width) {
  std::array<char, 32> width{};
  const auto end = std::to_chars(width.data(), width.data() + width.size(), bin_width).ptr;
  return "fbs" + std::string(width.data(), end);
}

}  // namespace

std::string short_form(const DiscretisationSettings& settings) {
  switch (settings.method) {
    case Discretiser::none: return "none";
    case Discretiser::fixed_bin_number: return "fbn" + std::to_string(settings.bin_number);
    case Discretiser::fixed_bin_size: break;
  }
  return bins_of_width(settings.bin_width);
}

std::string short_form(const PyradiomicsSettings& settings) {
  return settings.bin_count ? "fbn" + std::to_string(*settings.bin_count)
                            : bins_of_width(settings.bin_width);
}

}  // namespace voxtrait

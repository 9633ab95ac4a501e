#include "voxtrait/registry/settings.hpp"

#include <charconv>

#include "voxtrait/core/error.hpp"
#include "voxtrait/core/nearest_name.hpp"

namespace voxtrait {

namespace {

std::string bins_of_width(double bin_width) {
  std::array<char, 32> width{};
  const auto end = std::to_chars(width.data(), width.data() + width.size(), bin_width).ptr;
  return "fbs" + std::string(width.data(), end);
}

}  // namespace

Profile profile_named(std::string_view text) {
  std::vector<std::string> known;
  for (const Profile profile : profiles) {
    if (name(profile) == text) return profile;
    known.emplace_back(name(profile));
  }
  throw Error(ErrorCode::config_invalid,
              "expected ibsi or pyradiomics; " + nearest_hint(text, known), "profile");
}

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

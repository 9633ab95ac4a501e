#include "wavelet_coefficients.hpp"

#include "wavelet_tables.hpp"

namespace voxtrait {

std::vector<std::string> wavelet_names() {
  const std::span<const WaveletTable> tables = wavelet_tables();
  std::vector<std::string> names;
  for (const WaveletTable& table : tables.first(tables.size() - 1)) {
    names.emplace_back(table.wavelet);
  }
  return names;
}

std::span<const double> low_pass_coefficients(std::string_view wavelet) noexcept {
  for (const WaveletTable& table : wavelet_tables()) {
    if (table.wavelet == wavelet) return table.low_pass;
  }
  return {};
}

}  // namespace voxtrait

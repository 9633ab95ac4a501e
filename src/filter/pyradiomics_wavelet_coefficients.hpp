#pragma once

#include <string_view>
#include <vector>

namespace voxtrait {

/// The filters of a wavelet for decomposition, in PyWavelets' order.
struct WaveletFilters {
  std::vector<double> low;
  std::vector<double> high;
};

/// Both are empty for an unknown name.
WaveletFilters pyradiomics_wavelet(std::string_view wavelet);

}  // namespace voxtrait

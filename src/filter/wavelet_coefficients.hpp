#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace voxtrait {

/// Orthogonal wavelets, such as `db2`.
std::vector<std::string> wavelet_names();

/// The low-pass filter for decomposition of these and `dmey`; empty for an unknown name.
std::span<const double> low_pass_coefficients(std::string_view wavelet) noexcept;

}  // namespace voxtrait

#pragma once

#include "voxtrait/registry/filter.hpp"

namespace voxtrait {

Filter identity_filter();
Filter mean_filter();
Filter gaussian_filter();
Filter log_filter();
Filter laws_filter();
Filter gabor_filter();
Filter wavelet_filter();
Filter nonseparable_wavelet_filter();
Filter riesz_log_filter();
Filter riesz_wavelet_filter();

}  // namespace voxtrait

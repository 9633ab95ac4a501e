#include "voxtrait/filter/builtin.hpp"

#include "filters.hpp"

namespace voxtrait {

std::vector<Filter> builtin_filters() {
  return {
      identity_filter(),  mean_filter(),         gaussian_filter(), log_filter(),
      laws_filter(),      gabor_filter(),        wavelet_filter(),  nonseparable_wavelet_filter(),
      riesz_log_filter(), riesz_wavelet_filter()};
}

}  // namespace voxtrait

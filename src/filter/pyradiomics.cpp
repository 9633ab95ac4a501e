#include "voxtrait/filter/pyradiomics.hpp"

#include <algorithm>

#include "pyradiomics_types.hpp"

namespace voxtrait {

const std::vector<PyradiomicsImageType>& pyradiomics_image_types() {
  static const std::vector<PyradiomicsImageType> types{
      exponential_type(), gradient_type(), lbp_2d_type(),      lbp_3d_type(), log_type(),
      logarithm_type(),   square_type(),   square_root_type(), wavelet_type()};
  return types;
}

const PyradiomicsImageType* find_pyradiomics_image_type(std::string_view id) {
  const auto& types = pyradiomics_image_types();
  const auto found = std::ranges::find(types, id, &PyradiomicsImageType::id);
  return found == types.end() ? nullptr : &*found;
}

}  // namespace voxtrait

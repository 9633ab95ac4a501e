#include "voxtrait/features/builtin.hpp"

#include "voxtrait/features/families.hpp"

namespace voxtrait {

Registry builtin_registry() {
  Registry registry;
  registry.add(morphology_family());
  registry.add(local_intensity_family());
  registry.add(intensity_statistics_family());
  registry.add(intensity_histogram_family());
  registry.add(intensity_volume_histogram_family());
  registry.add(glcm_family());
  registry.add(glrlm_family());
  registry.add(glszm_family());
  registry.add(gldzm_family());
  registry.add(ngtdm_family());
  registry.add(ngldm_family());
  return registry;
}

}  // namespace voxtrait

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
  return registry;
}

}  // namespace voxtrait

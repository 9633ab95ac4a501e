#include "voxtrait/features/builtin.hpp"

#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/filter/builtin.hpp"

namespace voxtrait {

Registry ibsi_registry() {
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
  for (Filter& filter : builtin_filters()) registry.add(std::move(filter));
  return registry;
}

Registry builtin_registry() {
  Registry registry = ibsi_registry();
  registry.add(pyradiomics_shape_family());
  registry.add(pyradiomics_shape2d_family());
  registry.add(pyradiomics_firstorder_family());
  registry.add(pyradiomics_glcm_family());
  registry.add(pyradiomics_gldm_family());
  registry.add(pyradiomics_glrlm_family());
  registry.add(pyradiomics_glszm_family());
  registry.add(pyradiomics_ngtdm_family());
  return registry;
}

}  // namespace voxtrait

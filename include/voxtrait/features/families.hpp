#pragma once

#include "voxtrait/registry/family.hpp"

namespace voxtrait {

Family morphology_family();
Family local_intensity_family();
Family intensity_statistics_family();
Family intensity_histogram_family();
Family intensity_volume_histogram_family();
Family glcm_family();
Family glrlm_family();
Family glszm_family();
Family gldzm_family();
Family ngtdm_family();
Family ngldm_family();

}  // namespace voxtrait

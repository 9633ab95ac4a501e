#pragma once

#include "voxtrait/registry/family.hpp"

namespace voxtrait {

Family local_intensity_family();
Family intensity_statistics_family();
Family intensity_histogram_family();
Family intensity_volume_histogram_family();
Family glcm_family();

}  // namespace voxtrait

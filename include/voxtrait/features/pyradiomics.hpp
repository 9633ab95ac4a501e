#pragma once

#include "voxtrait/registry/family.hpp"

namespace voxtrait {

/// The feature classes of PyRadiomics 3, in the order of its results: for the profile
/// `pyradiomics`.
Family pyradiomics_shape_family();
Family pyradiomics_shape2d_family();
Family pyradiomics_firstorder_family();
Family pyradiomics_glcm_family();
Family pyradiomics_gldm_family();
Family pyradiomics_glrlm_family();
Family pyradiomics_glszm_family();
Family pyradiomics_ngtdm_family();

}  // namespace voxtrait

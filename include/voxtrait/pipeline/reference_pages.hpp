#pragma once

#include <string>
#include <vector>

#include "voxtrait/registry/registry.hpp"

namespace voxtrait {

/// One page of the reference, in Markdown.
struct ReferencePage {
  std::string file_name;  ///< e.g. `glcm.md`
  std::string text;
};

/// The feature reference, a page a family, with an index and a page of all settings; everything on
/// it comes from the registry and the list of settings.
std::vector<ReferencePage> reference_pages(const Registry& registry);

}  // namespace voxtrait

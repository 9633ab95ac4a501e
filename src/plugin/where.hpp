#pragma once

#include <string>

namespace voxtrait {

/// The file of a plugin that is given by path or by name; throws `plugin.load` where there is none.
std::string plugin_file(const std::string& name);

}  // namespace voxtrait

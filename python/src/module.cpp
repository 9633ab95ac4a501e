#include "bindings.hpp"
#include "interruptible.hpp"
#include "voxtrait/pipeline/extractor.hpp"

PYBIND11_MODULE(_core, module) {
  using namespace voxtrait::python;
  module.doc() = "The compiled part of voxtrait; private, the package wraps it.";
  module.attr("__version__") = voxtrait::version();
  bind_errors();
  bind_image(module);
  bind_table(module);
  bind_pyradiomics(module);
  bind_plugins(module);
  bind_registry(module);
  bind_response_map(module);
  bind_extractor(module);
  bind_inspect(module);
  bind_interruptible();
  bind_preview(module);
  bind_verify(module);
}

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "bindings.hpp"
#include "interruptible.hpp"
#include "voxtrait/io/reference_study.hpp"

namespace voxtrait::python {

namespace {

py::tuple one_to_python(const VerifiedValue& v) {
  const ReferenceValue& r = v.reference;
  const bool has_number = v.computed && v.computed->ok();
  return py::make_tuple(
      r.configuration, r.family, r.feature, r.ibsi_code, r.parameter_code, r.aggregation,
      has_number ? std::optional(v.computed->number) : std::nullopt, r.value, r.tolerance,
      r.consensus, name(v.verdict), v.computed ? v.computed->reason : "");
}

py::tuple verify_data(const std::filesystem::path& data, int threads) {
  const auto values = std::make_shared<std::vector<VerifiedValue>>();
  run_interruptibly([=](const std::stop_token& stop) { *values = verify(data, threads, {}, stop); },
                    {});
  return to_python(*values);
}

}  // namespace

py::tuple to_python(const std::vector<VerifiedValue>& values) {
  py::tuple rows(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) rows[i] = one_to_python(values[i]);
  return rows;
}

void bind_verify(py::module_& module) {
  py::list names;
  for (int i = 0; i <= static_cast<int>(Verdict::no_data); ++i) {
    names.append(name(static_cast<Verdict>(i)));
  }
  module.attr("VERDICTS") = py::tuple(names);
  module.def("verify", &verify_data, py::arg("data"), py::arg("threads"));
}

}  // namespace voxtrait::python

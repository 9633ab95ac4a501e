#include <algorithm>
#include <cmath>

#include "call.hpp"
#include "tables.hpp"
#include "voxtrait/pipeline/extractor.hpp"
#include "voxtrait/plugin/add_plugin.hpp"

namespace voxtrait {

namespace {

// Whatever goes wrong here must not reach the plugin as an exception.

void fail(voxtrait_call* call, const char* message) noexcept {
  try {
    call->failure = clean_text(message);
  } catch (...) {
    call->failure.emplace();
  }
}

Status status_of(std::uint32_t status) noexcept {
  return status <= VOXTRAIT_FAILED ? static_cast<Status>(status) : Status::failed;
}
static_assert(static_cast<int>(Status::ok) == VOXTRAIT_OK &&
              static_cast<int>(Status::undefined) == VOXTRAIT_UNDEFINED &&
              static_cast<int>(Status::empty_roi) == VOXTRAIT_EMPTY_ROI &&
              static_cast<int>(Status::too_small) == VOXTRAIT_TOO_SMALL &&
              static_cast<int>(Status::not_applicable) == VOXTRAIT_NOT_APPLICABLE &&
              static_cast<int>(Status::failed) == VOXTRAIT_FAILED);

void set_status(voxtrait_call* call, std::size_t feature, std::uint32_t status,
                const char* reason) noexcept {
  try {
    if (feature >= call->statuses.size()) return;
    if (status == VOXTRAIT_OK) {
      call->statuses[feature].reset();
    } else {
      call->statuses[feature] = Failure{status_of(status), clean_text(reason)};
    }
  } catch (...) {
    fail(call, "out of memory");
  }
}

void add_detail(voxtrait_call* call, const char* name, const char* unit, double value) noexcept {
  try {
    if (std::isfinite(value)) {
      call->details.push_back({clean_text(name), clean_text(unit), value});
    }
  } catch (...) {
    fail(call, "out of memory");
  }
}

std::int32_t should_stop(voxtrait_call* call) noexcept {
  try {
    call->parallel->check();
  } catch (...) {
    return 1;
  }
  return 0;
}

bool within(const Box& box, const Index& size) noexcept {
  for (std::size_t a = 0; a < 3; ++a) {
    if (box.begin[a] < 0 || box.end[a] < box.begin[a] || box.end[a] > size[a]) return false;
  }
  return true;
}

template <class T>
void read_voxels(const ImageView& image, const Frame& frame, const Box& box, T* out) {
  if (out == nullptr) return;
  const Volume<double> voxels = crop(image, frame, box);
  std::ranges::transform(voxels.values(), out, [](double v) { return static_cast<T>(v); });
}

std::int32_t read_block(voxtrait_call* call, const std::int64_t begin[3], const std::int64_t end[3],
                        double* intensities, std::int64_t* labels) noexcept {
  try {
    if (call->scene == nullptr) return 1;
    const Scene& scene = *call->scene;
    const Box box{{begin[0], begin[1], begin[2]}, {end[0], end[1], end[2]}};
    if (!within(box, scene.frame.size)) return 1;
    read_voxels(scene.image, scene.frame, box, intensities);
    read_voxels(scene.mask, scene.frame, box, labels);
  } catch (...) {
    return 2;
  }
  return 0;
}

}  // namespace

const voxtrait_host& plugin_host() noexcept {
  static const std::string own_version = version();
  static const voxtrait_host host{
      sizeof(voxtrait_host), VOXTRAIT_ABI, 0, own_version.c_str(), fail, set_status, add_detail,
      should_stop,           read_block};
  return host;
}

std::shared_ptr<const void> keep_volumes(const voxtrait_call& call) { return call.volumes; }

std::string abi_text(std::uint32_t abi) {
  return std::to_string(abi >> 16U) + "." + std::to_string(abi & 0xffffU);
}

}  // namespace voxtrait

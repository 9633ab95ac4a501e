#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "setting_tables.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/plugin.h"
#include "voxtrait/registry/family.hpp"

namespace voxtrait {

inline constexpr std::uint32_t directional_inputs = VOXTRAIT_INPUT_GLCM | VOXTRAIT_INPUT_GLRLM;
inline constexpr std::uint32_t matrix_inputs = directional_inputs | VOXTRAIT_INPUT_GLSZM |
                                               VOXTRAIT_INPUT_GLDZM | VOXTRAIT_INPUT_NGTDM |
                                               VOXTRAIT_INPUT_NGLDM;
inline constexpr std::uint32_t known_inputs = matrix_inputs | VOXTRAIT_INPUT_ROI |
                                              VOXTRAIT_INPUT_MOMENTS | VOXTRAIT_INPUT_LEVELS |
                                              VOXTRAIT_INPUT_MESH | VOXTRAIT_INPUT_SCENE;

/// What a family asked for and what is the same for all aggregations, as the plugin sees it. It
/// points into the context and into itself.
class PluginInputs {
 public:
  PluginInputs(const Context& context, const Family& family, std::uint32_t wanted);
  PluginInputs(const PluginInputs&) = delete;
  PluginInputs& operator=(const PluginInputs&) = delete;

  /// Everything but call, aggregation and matrices.
  [[nodiscard]] voxtrait_inputs table() const;

  /// Owner of all volumes that the table points to.
  [[nodiscard]] std::shared_ptr<const void> volumes() const { return volumes_; }

 private:
  void look_at_roi(const Roi& roi, const Parallel& parallel);
  void look_at_moments(const Distribution& intensities);
  void look_at_levels(const Levels& levels);
  void look_at_scene(const Scene& scene);
  void make_mesh(const Roi& roi);

  /// Intensities may be voxels of the image; plugins see numbers.
  struct Volumes {
    std::shared_ptr<const void> roi;
    Volume<double> converted;
  };

  std::uint32_t wanted_;
  std::shared_ptr<Volumes> volumes_;
  SettingTables settings_;
  voxtrait_roi roi_{};
  voxtrait_moments moments_{};
  voxtrait_levels levels_{};
  voxtrait_mesh mesh_{};
  voxtrait_scene scene_{};
  std::vector<double> triangles_;
  std::vector<voxtrait_region> regions_;
};

}  // namespace voxtrait

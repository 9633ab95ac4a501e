#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "pyradiomics_described.hpp"
#include "voxtrait/core/elementary.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/features/pyradiomics.hpp"
#include "voxtrait/features/single_value.hpp"
#include "voxtrait/shape/closed_mask.hpp"
#include "voxtrait/shape/ellipsoid.hpp"
#include "voxtrait/shape/pyradiomics_mesh.hpp"

namespace voxtrait {

namespace {

struct Statistics {
  PyradiomicsMesh mesh;
  double voxel_volume = 0.0;
  Vector axes{0.0, 0.0, 0.0};  ///< lengths of the principal axes, longest first

  [[nodiscard]] double volume() const noexcept { return mesh.measures.volume; }
  [[nodiscard]] double area() const noexcept { return mesh.measures.area; }
  [[nodiscard]] double area_of_sphere() const noexcept {
    return cube_root(36.0 * std::numbers::pi * volume() * volume());
  }
};

using Row = FeatureRow<Statistics>;

constexpr std::string_view mesh_remark =
    "On PyRadiomics' mesh, whose faces separate voxels that touch at an edge only.";
constexpr std::string_view equal_to_sphericity =
    "PyRadiomics gives it only when it is named: it says the same as sphericity.";

constexpr std::array<Row, 17> rows{{
    {{.id = "compactness_1",
      .name = "Compactness 1",
      .unit = "1",
      .formula = R"(\frac{V}{\sqrt{\pi} A^{3/2}})",
      .doc = "How much the shape is like a sphere.",
      .remark = equal_to_sphericity,
      .pyradiomics = "Compactness1",
      .optional = true},
     [](const Statistics& s) {
       return s.volume() / (s.area() * std::sqrt(s.area()) * std::sqrt(std::numbers::pi));
     }},
    {{.id = "compactness_2",
      .name = "Compactness 2",
      .unit = "1",
      .formula = R"(36 \pi \frac{V^2}{A^3})",
      .doc = "How much the shape is like a sphere.",
      .remark = equal_to_sphericity,
      .pyradiomics = "Compactness2",
      .optional = true},
     [](const Statistics& s) {
       return 36.0 * std::numbers::pi * s.volume() * s.volume() / (s.area() * s.area() * s.area());
     }},
    {{.id = "elongation", .pyradiomics = "Elongation", .formula_of = "Q3CK"},
     [](const Statistics& s) { return s.axes[1] / s.axes[0]; }},
    {{.id = "flatness", .pyradiomics = "Flatness", .formula_of = "N17B"},
     [](const Statistics& s) { return s.axes[2] / s.axes[0]; }},
    {{.id = "least_axis_length", .pyradiomics = "LeastAxisLength", .formula_of = "7J51"},
     [](const Statistics& s) { return s.axes[2]; }},
    {{.id = "major_axis_length", .pyradiomics = "MajorAxisLength", .formula_of = "TDIC"},
     [](const Statistics& s) { return s.axes[0]; }},
    {{.id = "maximum_2d_diameter_column",
      .name = "Maximum 2D diameter (column)",
      .unit = "mm",
      .formula = R"(\max \| v_i - v_j \|,\ y_i = y_j)",
      .doc = "Largest distance between mesh vertices in a plane of constant y.",
      .pyradiomics = "Maximum2DDiameterColumn"},
     [](const Statistics& s) { return s.mesh.diameter_column; }},
    {{.id = "maximum_2d_diameter_row",
      .name = "Maximum 2D diameter (row)",
      .unit = "mm",
      .formula = R"(\max \| v_i - v_j \|,\ x_i = x_j)",
      .doc = "Largest distance between mesh vertices in a plane of constant x.",
      .pyradiomics = "Maximum2DDiameterRow"},
     [](const Statistics& s) { return s.mesh.diameter_row; }},
    {{.id = "maximum_2d_diameter_slice",
      .name = "Maximum 2D diameter (slice)",
      .unit = "mm",
      .formula = R"(\max \| v_i - v_j \|,\ z_i = z_j)",
      .doc = "Largest distance between mesh vertices in a plane of constant z.",
      .pyradiomics = "Maximum2DDiameterSlice"},
     [](const Statistics& s) { return s.mesh.diameter_slice; }},
    {{.id = "maximum_3d_diameter", .pyradiomics = "Maximum3DDiameter", .formula_of = "L0JK"},
     [](const Statistics& s) { return s.mesh.diameter; }},
    {{.id = "mesh_volume",
      .remark = mesh_remark,
      .pyradiomics = "MeshVolume",
      .formula_of = "RNU0"},
     [](const Statistics& s) { return s.volume(); }},
    {{.id = "minor_axis_length", .pyradiomics = "MinorAxisLength", .formula_of = "P9VJ"},
     [](const Statistics& s) { return s.axes[1]; }},
    {{.id = "spherical_disproportion",
      .remark = equal_to_sphericity,
      .pyradiomics = "SphericalDisproportion",
      .formula_of = "KRCK",
      .optional = true},
     [](const Statistics& s) { return s.area() / s.area_of_sphere(); }},
    {{.id = "sphericity", .remark = mesh_remark, .pyradiomics = "Sphericity", .formula_of = "QCFX"},
     [](const Statistics& s) { return s.area_of_sphere() / s.area(); }},
    {{.id = "surface_area",
      .remark = mesh_remark,
      .pyradiomics = "SurfaceArea",
      .formula_of = "C0JK"},
     [](const Statistics& s) { return s.area(); }},
    {{.id = "surface_volume_ratio",
      .remark = mesh_remark,
      .pyradiomics = "SurfaceVolumeRatio",
      .formula_of = "2PR5"},
     [](const Statistics& s) { return s.area() / s.volume(); }},
    {{.id = "voxel_volume", .pyradiomics = "VoxelVolume", .formula_of = "YEKZ"},
     [](const Statistics& s) { return s.voxel_volume; }},
}};

/// What PyRadiomics measures on the outline of a single slice.
struct SliceStatistics {
  PyradiomicsOutline outline;
  double pixel_surface = 0.0;
  Vector axes{0.0, 0.0, 0.0};

  [[nodiscard]] double sphericity() const noexcept {
    return 2.0 * std::sqrt(std::numbers::pi * outline.surface) / outline.perimeter;
  }
};

using SliceRow = FeatureRow<SliceStatistics>;

constexpr std::array<SliceRow, 10> slice_rows{{
    {{.id = "elongation", .pyradiomics = "Elongation", .formula_of = "Q3CK"},
     [](const SliceStatistics& s) { return s.axes[1] / s.axes[0]; }},
    {{.id = "major_axis_length", .pyradiomics = "MajorAxisLength", .formula_of = "TDIC"},
     [](const SliceStatistics& s) { return s.axes[0]; }},
    {{.id = "maximum_diameter",
      .name = "Maximum diameter",
      .unit = "mm",
      .formula = R"(\max \| v_i - v_j \|)",
      .doc = "Largest distance between two vertices of the outline.",
      .pyradiomics = "MaximumDiameter"},
     [](const SliceStatistics& s) { return s.outline.diameter; }},
    {{.id = "mesh_surface",
      .name = "Mesh surface",
      .unit = "mm2",
      .formula = R"(A = \frac{1}{2} \sum_k (x_k y_{k+1} - x_{k+1} y_k))",
      .doc = "Area inside the outline.",
      .pyradiomics = "MeshSurface"},
     [](const SliceStatistics& s) { return s.outline.surface; }},
    {{.id = "minor_axis_length", .pyradiomics = "MinorAxisLength", .formula_of = "P9VJ"},
     [](const SliceStatistics& s) { return s.axes[1]; }},
    {{.id = "perimeter",
      .name = "Perimeter",
      .unit = "mm",
      .formula = R"(P = \sum_k \| v_{k+1} - v_k \|)",
      .doc = "Length of the outline.",
      .pyradiomics = "Perimeter"},
     [](const SliceStatistics& s) { return s.outline.perimeter; }},
    {{.id = "perimeter_surface_ratio",
      .name = "Perimeter to surface ratio",
      .unit = "mm-1",
      .formula = R"(P / A)",
      .doc = "Perimeter relative to the area inside the outline.",
      .pyradiomics = "PerimeterSurfaceRatio"},
     [](const SliceStatistics& s) { return s.outline.perimeter / s.outline.surface; }},
    {{.id = "pixel_surface",
      .name = "Pixel surface",
      .unit = "mm2",
      .formula = R"(\sum_k A_k)",
      .doc = "Number of pixels times the area of one.",
      .pyradiomics = "PixelSurface"},
     [](const SliceStatistics& s) { return s.pixel_surface; }},
    {{.id = "spherical_disproportion",
      .name = "Spherical disproportion",
      .unit = "1",
      .formula = R"(\frac{P}{2 \sqrt{\pi A}})",
      .doc = "Perimeter relative to that of a circle of the same area.",
      .remark = equal_to_sphericity,
      .pyradiomics = "SphericalDisproportion",
      .optional = true},
     [](const SliceStatistics& s) { return 1.0 / s.sphericity(); }},
    {{.id = "sphericity",
      .name = "Sphericity",
      .unit = "1",
      .formula = R"(\frac{2 \sqrt{\pi A}}{P})",
      .doc = "Perimeter of a circle of the same area relative to the perimeter.",
      .pyradiomics = "Sphericity"},
     [](const SliceStatistics& s) { return s.sphericity(); }},
}};

/// Lengths of the principal axes by the population covariance.
Vector axis_lengths(const Roi& roi, double voxels) {
  const Ellipsoid ellipsoid = principal_ellipsoid(closed(roi.morphological_mask), roi.spacing);
  const double population = std::sqrt((voxels - 1.0) / voxels);
  Vector lengths = ellipsoid.semi_axes;
  for (double& length : lengths) length *= 2.0 * population;
  return lengths;
}

double voxels_of(const Roi& roi) {
  return static_cast<double>(std::ranges::count(roi.morphological_mask.values(), std::uint8_t{1}));
}

Outcome<Statistics> statistics(const Context& context) {
  const Roi& roi = context.roi;
  Statistics s;
  s.mesh = pyradiomics_mesh(roi.morphological_mask, roi.spacing);
  const double voxels = voxels_of(roi);
  s.voxel_volume = voxels * roi.spacing[0] * roi.spacing[1] * roi.spacing[2];
  s.axes = axis_lengths(roi, voxels);
  return s;
}

Outcome<SliceStatistics> slice_statistics(const Context& context) {
  const Roi& roi = context.roi;
  const auto normal = context.settings.pyradiomics.plane_normal();
  if (!normal) return Failure{Status::not_applicable, "shape2D needs force2D"};
  // PyRadiomics counts axes from the other end here, so it leaves out masks in a plane of x and z.
  if (roi.box.extent(static_cast<std::size_t>(context.settings.pyradiomics.force_2d_dimension)) <=
      1) {
    return Failure{Status::not_applicable,
                   "the ROI has one voxel along the axis that PyRadiomics tests"};
  }
  const std::int64_t slices = roi.box.extent(*normal);
  if (slices > 1) {
    return Failure{Status::failed, "shape2D needs a ROI of one slice along the axis of "
                                   "force2Ddimension; it has " +
                                       std::to_string(slices)};
  }
  SliceStatistics s;
  s.outline = pyradiomics_outline(roi.morphological_mask, roi.spacing, *normal);
  const double pixels = voxels_of(roi);
  s.pixel_surface = pixels;
  for (std::size_t a = 0; a < 3; ++a) {
    if (a != *normal) s.pixel_surface *= roi.spacing[a];
  }
  s.axes = axis_lengths(roi, pixels);
  return s;
}

}  // namespace

Family pyradiomics_shape_family() {
  Family family = single_value_family({.id = "pyradiomics_shape",
                                       .code = "",
                                       .name = "Shape (3D)",
                                       .section = "",
                                       .doc = "Size and form of the mask, by PyRadiomics.",
                                       .profile = Profile::pyradiomics,
                                       .pyradiomics = "shape"},
                                      rows, &statistics);
  family.features = pyradiomics::described(rows, morphology_family());
  family.info.of_shape = true;
  return family;
}

Family pyradiomics_shape2d_family() {
  Family family = single_value_family({.id = "pyradiomics_shape2d",
                                       .code = "",
                                       .name = "Shape (2D)",
                                       .section = "",
                                       .doc = "Size and form of a mask of one slice, by "
                                              "PyRadiomics.",
                                       .profile = Profile::pyradiomics,
                                       .on_demand = true,
                                       .pyradiomics = "shape2D"},
                                      slice_rows, &slice_statistics);
  family.features = pyradiomics::described(slice_rows, morphology_family());
  family.info.of_shape = true;
  return family;
}

}  // namespace voxtrait

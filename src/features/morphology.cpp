#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "voxtrait/core/elementary.hpp"
#include "voxtrait/core/mask.hpp"
#include "voxtrait/core/moments.hpp"
#include "voxtrait/core/row_sums.hpp"
#include "voxtrait/features/context.hpp"
#include "voxtrait/features/families.hpp"
#include "voxtrait/registry/registry.hpp"
#include "voxtrait/shape/ellipsoid.hpp"
#include "voxtrait/shape/hull.hpp"
#include "voxtrait/shape/mesh.hpp"
#include "voxtrait/shape/spatial_autocorrelation.hpp"

namespace voxtrait {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double pi = std::numbers::pi;

/// Everything the features follow from, each computed once.
struct Morphology {
  MeshMeasures mesh;
  double voxel_volume = 0.0;
  double centre_shift = 0.0;
  double mean_intensity = 0.0;
  double diameter = 0.0;
  ConvexHull hull;
  BoxMeasures aligned_box;
  BoxMeasures oriented_box;
  Ellipsoid principal;
  Ellipsoid enclosing;
  Outcome<SpatialAutocorrelation> autocorrelation = Failure{};
};

using Row = FeatureRow<Morphology>;

constexpr std::string_view flat_roi = "the ROI's voxel centres lie in one plane or line";
constexpr std::string_view one_voxel = "the ROI has one voxel, so it has no axes";
constexpr std::string_view constant_roi = "the ROI has one voxel or one intensity only";
constexpr std::string_view mesh_remark =
    "Marching cubes with vertices half-way between voxel centres; faces whose corners alternate "
    "join "
    "the ROI's corners (Lewiner's variant), without tunnels inside a cell.";
constexpr std::string_view not_standardised =
    "IBSI has no reference value for this feature and advises against its use.";

constexpr std::string_view enclosing_remark =
    "IBSI has no reference value for this feature and advises against its use. Khachiyan's method "
    "stops at the manual's tolerance of 0.001, where the ellipsoid is up to 0.5 % too small.";

double ratio(double numerator, double denominator) {
  return denominator == 0.0 ? undefined : numerator / denominator;
}

/// Area of the sphere of the mesh's volume: (36 pi V^2)^(1/3).
double sphere_area(const Morphology& m) {
  return cube_root(36.0 * pi * m.mesh.volume * m.mesh.volume);
}

constexpr std::array<Row, 29> rows{{
    {{.id = "volume_mesh",
      .code = "RNU0",
      .name = "Volume (mesh)",
      .unit = "mm3",
      .formula = R"(V = |\sum_k \frac{a_k \cdot (b_k \times c_k)}{6}|)",
      .doc = "Volume enclosed by the surface mesh.",
      .remark = mesh_remark},
     [](const Morphology& m) { return m.mesh.volume; }},
    {{.id = "volume_voxel_counting",
      .code = "YEKZ",
      .name = "Volume (voxel counting)",
      .unit = "mm3",
      .formula = R"(\sum_k V_k)",
      .doc = "Number of voxels times the volume of a voxel."},
     [](const Morphology& m) { return m.voxel_volume; }},
    {{.id = "surface_area_mesh",
      .code = "C0JK",
      .name = "Surface area (mesh)",
      .unit = "mm2",
      .formula = R"(A = \sum_k \frac{|ab_k \times ac_k|}{2})",
      .doc = "Area of the surface mesh.",
      .remark = mesh_remark},
     [](const Morphology& m) { return m.mesh.area; }},
    {{.id = "surface_to_volume_ratio",
      .code = "2PR5",
      .name = "Surface to volume ratio",
      .unit = "mm-1",
      .formula = R"(A / V)",
      .doc = "Surface area relative to volume."},
     [](const Morphology& m) { return m.mesh.area / m.mesh.volume; }},
    {{.id = "compactness_1",
      .code = "SKGS",
      .name = "Compactness 1",
      .unit = "1",
      .formula = R"(\frac{V}{\pi^{1/2} A^{3/2}})",
      .doc = "How compact the ROI is; 1 / (6 pi) for a sphere."},
     [](const Morphology& m) {
       return m.mesh.volume / (std::sqrt(pi) * m.mesh.area * std::sqrt(m.mesh.area));
     }},
    {{.id = "compactness_2",
      .code = "BQWJ",
      .name = "Compactness 2",
      .unit = "1",
      .formula = R"(36 \pi \frac{V^2}{A^3})",
      .doc = "How compact the ROI is; 1 for a sphere."},
     [](const Morphology& m) {
       const double area = m.mesh.area;
       return 36.0 * pi * m.mesh.volume * m.mesh.volume / (area * area * area);
     }},
    {{.id = "spherical_disproportion",
      .code = "KRCK",
      .name = "Spherical disproportion",
      .unit = "1",
      .formula = R"(\frac{A}{(36 \pi V^2)^{1/3}})",
      .doc = "Surface area relative to that of a sphere of the same volume."},
     [](const Morphology& m) { return m.mesh.area / sphere_area(m); }},
    {{.id = "sphericity",
      .code = "QCFX",
      .name = "Sphericity",
      .unit = "1",
      .formula = R"(\frac{(36 \pi V^2)^{1/3}}{A})",
      .doc = "Surface area of a sphere of the same volume relative to the ROI's."},
     [](const Morphology& m) { return sphere_area(m) / m.mesh.area; }},
    {{.id = "asphericity",
      .code = "25C7",
      .name = "Asphericity",
      .unit = "1",
      .formula = R"((\frac{1}{36 \pi} \frac{A^3}{V^2})^{1/3} - 1)",
      .doc = "Deviation from a sphere, 0 for a sphere."},
     [](const Morphology& m) { return m.mesh.area / sphere_area(m) - 1.0; }},
    {{.id = "centre_of_mass_shift",
      .code = "KLMA",
      .name = "Centre of mass shift",
      .unit = "mm",
      .formula = R"(||CoM_{geom} - CoM_{gl}||_2)",
      .doc = "Distance between the centre of the morphological mask and the intensity-weighted "
             "centre of the intensity mask.",
      .undefined_when = "the intensities sum to 0"},
     [](const Morphology& m) { return m.centre_shift; }},
    {{.id = "maximum_3d_diameter",
      .code = "L0JK",
      .name = "Maximum 3D diameter",
      .unit = "mm",
      .formula = R"(\max_{i,j} ||x_i - x_j||_2)",
      .doc = "Largest distance between two vertices of the surface mesh."},
     [](const Morphology& m) { return m.diameter; }},
    {{.id = "major_axis_length",
      .code = "TDIC",
      .name = "Major axis length",
      .unit = "mm",
      .formula = R"(4 \sqrt{\lambda_{major}})",
      .doc = "Length of the longest axis of the ellipsoid of the voxel centres' covariance."},
     [](const Morphology& m) { return 2.0 * m.principal.semi_axes[0]; }},
    {{.id = "minor_axis_length",
      .code = "P9VJ",
      .name = "Minor axis length",
      .unit = "mm",
      .formula = R"(4 \sqrt{\lambda_{minor}})",
      .doc = "Length of the second axis of the ellipsoid of the voxel centres' covariance."},
     [](const Morphology& m) { return 2.0 * m.principal.semi_axes[1]; }},
    {{.id = "least_axis_length",
      .code = "7J51",
      .name = "Least axis length",
      .unit = "mm",
      .formula = R"(4 \sqrt{\lambda_{least}})",
      .doc = "Length of the shortest axis of the ellipsoid of the voxel centres' covariance."},
     [](const Morphology& m) { return 2.0 * m.principal.semi_axes[2]; }},
    {{.id = "elongation",
      .code = "Q3CK",
      .name = "Elongation",
      .unit = "1",
      .formula = R"(\sqrt{\lambda_{minor} / \lambda_{major}})",
      .doc = "Second axis relative to the longest; 1 for no elongation.",
      .undefined_when = one_voxel},
     [](const Morphology& m) { return ratio(m.principal.semi_axes[1], m.principal.semi_axes[0]); }},
    {{.id = "flatness",
      .code = "N17B",
      .name = "Flatness",
      .unit = "1",
      .formula = R"(\sqrt{\lambda_{least} / \lambda_{major}})",
      .doc = "Shortest axis relative to the longest; 0 for a flat ROI.",
      .undefined_when = one_voxel},
     [](const Morphology& m) { return ratio(m.principal.semi_axes[2], m.principal.semi_axes[0]); }},
    {{.id = "volume_density_aabb",
      .code = "PBX1",
      .name = "Volume density (AABB)",
      .unit = "1",
      .formula = R"(V / V_{aabb})",
      .doc = "Volume relative to the axis-aligned bounding box of the mesh."},
     [](const Morphology& m) { return m.mesh.volume / m.aligned_box.volume(); }},
    {{.id = "area_density_aabb",
      .code = "R59B",
      .name = "Area density (AABB)",
      .unit = "1",
      .formula = R"(A / A_{aabb})",
      .doc = "Surface area relative to the axis-aligned bounding box of the mesh."},
     [](const Morphology& m) { return m.mesh.area / m.aligned_box.area(); }},
    {{.id = "volume_density_ombb",
      .code = "ZH1A",
      .name = "Volume density (OMBB)",
      .unit = "1",
      .formula = R"(V / V_{ombb})",
      .doc =
          "Volume relative to the smallest box in any direction with a side flush with the hull.",
      .remark = not_standardised},
     [](const Morphology& m) { return m.mesh.volume / m.oriented_box.volume(); }},
    {{.id = "area_density_ombb",
      .code = "IQYR",
      .name = "Area density (OMBB)",
      .unit = "1",
      .formula = R"(A / A_{ombb})",
      .doc = "Surface area relative to the smallest box in any direction.",
      .remark = not_standardised},
     [](const Morphology& m) { return m.mesh.area / m.oriented_box.area(); }},
    {{.id = "volume_density_aee",
      .code = "6BDE",
      .name = "Volume density (AEE)",
      .unit = "1",
      .formula = R"(\frac{3 V}{4 \pi a b c})",
      .doc = "Volume relative to the approximate enclosing ellipsoid, that of the principal axes.",
      .undefined_when = flat_roi},
     [](const Morphology& m) { return ratio(m.mesh.volume, m.principal.volume()); }},
    {{.id = "area_density_aee",
      .code = "RDD2",
      .name = "Area density (AEE)",
      .unit = "1",
      .formula = R"(A / A_{aee})",
      .doc = "Surface area relative to the approximate enclosing ellipsoid.",
      .undefined_when = flat_roi,
      .remark =
          "The ellipsoid's area is the manual's Legendre series up to degree 20 with the manual's "
          "eccentricities; for three different axes it is not the true area (52.8 instead "
          "of 48.9 for semi-axes 3, 2, 1)."},
     [](const Morphology& m) {
       return m.principal.semi_axes[1] == 0.0 ? undefined : ratio(m.mesh.area, m.principal.area());
     }},
    {{.id = "volume_density_mvee",
      .code = "SWZ1",
      .name = "Volume density (MVEE)",
      .unit = "1",
      .formula = R"(V / V_{mvee})",
      .doc = "Volume relative to the minimum-volume enclosing ellipsoid of the mesh.",
      .remark = enclosing_remark},
     [](const Morphology& m) { return m.mesh.volume / m.enclosing.volume(); }},
    {{.id = "area_density_mvee",
      .code = "BRI8",
      .name = "Area density (MVEE)",
      .unit = "1",
      .formula = R"(A / A_{mvee})",
      .doc = "Surface area relative to the minimum-volume enclosing ellipsoid of the mesh.",
      .remark = enclosing_remark},
     [](const Morphology& m) { return m.mesh.area / m.enclosing.area(); }},
    {{.id = "volume_density_convex_hull",
      .code = "R3ER",
      .name = "Volume density (convex hull)",
      .unit = "1",
      .formula = R"(V / V_{convex})",
      .doc = "Volume relative to the convex hull of the mesh, also called solidity."},
     [](const Morphology& m) { return m.mesh.volume / m.hull.volume; }},
    {{.id = "area_density_convex_hull",
      .code = "7T7F",
      .name = "Area density (convex hull)",
      .unit = "1",
      .formula = R"(A / A_{convex})",
      .doc = "Surface area relative to the convex hull of the mesh."},
     [](const Morphology& m) { return m.mesh.area / m.hull.area; }},
    {{.id = "integrated_intensity",
      .code = "99N0",
      .name = "Integrated intensity",
      .unit = "intensity.mm3",
      .formula = R"(V \frac{1}{N_{v,gl}} \sum_k X_{gl,k})",
      .doc = "Mean intensity times the volume of the mesh."},
     [](const Morphology& m) { return m.mesh.volume * m.mean_intensity; }},
    {{.id = "morans_i_index",
      .code = "N365",
      .name = "Moran's I index",
      .unit = "1",
      .formula = R"(\frac{N}{\sum w_{ij}} \frac{\sum w_{ij} (X_i - \mu)(X_j - \mu)})"
                 R"({\sum (X_i - \mu)^2},\ i \ne j)",
      .doc = "Spatial autocorrelation with inverse distances as weights.",
      .undefined_when = constant_roi,
      .remark = "Over all pairs of voxels, without sampling."},
     [](const Morphology& m) { return m.autocorrelation.value().moran_i; }},
    {{.id = "gearys_c_measure",
      .code = "NPT7",
      .name = "Geary's C measure",
      .unit = "1",
      .formula = R"(\frac{N - 1}{2 \sum w_{ij}} \frac{\sum w_{ij} (X_i - X_j)^2})"
                 R"({\sum (X_i - \mu)^2},\ i \ne j)",
      .doc = "Spatial autocorrelation of differences with inverse distances as weights.",
      .undefined_when = constant_roi,
      .remark = "Over all pairs of voxels, without sampling."},
     [](const Morphology& m) { return m.autocorrelation.value().geary_c; }},
}};
static_assert(well_formed(rows));

/// Sums of weighted coordinates, in voxels from the corner of the ROI's bounding box.
struct Centre {
  std::array<double, 3> sums{};
  double weight = 0.0;

  /// Adds a row with the given sum of weights and of weights times x.
  void add_row(const RowSums& row, std::int64_t y, std::int64_t z) {
    sums[0] += row.first;
    sums[1] += row.sum * static_cast<double>(y);
    sums[2] += row.sum * static_cast<double>(z);
    weight += row.sum;
  }
};

double centre_shift(const Roi& roi, const Box& box) {
  const Index& low = box.begin;
  Centre geometric;
  Centre weighted;
  RowBuffer buffer;
  const std::vector<double> ones(static_cast<std::size_t>(box.extent(0)), 1.0);
  for (std::int64_t z = low[2]; z < box.end[2]; ++z) {
    for (std::int64_t y = low[1]; y < box.end[1]; ++y) {
      const Span span = roi.span(y, z);
      const auto first = static_cast<std::size_t>(span.begin);
      const auto count = static_cast<std::size_t>(span.end - span.begin);
      const auto row = [&](std::span<const double> weights, const Volume<std::uint8_t>& mask) {
        return row_sums(weights, mask.row(y, z).subspan(first, count), span.begin - low[0]);
      };
      geometric.add_row(row(std::span(ones).first(count), roi.morphological_mask), y - low[1],
                        z - low[2]);
      weighted.add_row(row(roi.intensity.row(y, z, span, buffer), roi.intensity_mask), y - low[1],
                       z - low[2]);
    }
  }
  if (weighted.weight == 0.0) return undefined;
  double square = 0.0;
  for (std::size_t a = 0; a < 3; ++a) {
    const double shift = geometric.sums[a] / geometric.weight - weighted.sums[a] / weighted.weight;
    square += shift * roi.spacing[a] * shift * roi.spacing[a];
  }
  return std::sqrt(square);
}

BoxMeasures aligned_box(const Box& box, const Vector& spacing) {
  BoxMeasures result;
  for (std::size_t a = 0; a < 3; ++a) {
    result.edges[a] = static_cast<double>(box.extent(a)) * spacing[a];
  }
  return result;
}

double voxel_count(const ClosedMask& mask) {
  std::int64_t voxels = 0;
  for (std::int64_t z = 0; z < mask.padded.size()[2]; ++z) {
    for (std::int64_t y = 0; y < mask.padded.size()[1]; ++y) {
      const Span& span = mask.span(y, z);
      const auto row = mask.padded.row(y, z);
      voxels += std::count(row.begin() + span.begin, row.begin() + span.end, 1);
    }
  }
  return static_cast<double>(voxels);
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes >> 20U) + 1) + " MB"; }

Outcome<SpatialAutocorrelation> autocorrelation_of(const Context& context, double mean) {
  const Box box = intensity_box(context.roi);
  const std::uint64_t needed = spatial_autocorrelation_memory(box.extents());
  if (needed > context.memory) {
    return Failure{Status::failed, "needs " + megabytes(needed) + " of memory; the limit leaves " +
                                       megabytes(context.memory)};
  }
  return spatial_autocorrelation(context.roi, mean, context.parallel);
}

/// Two features that follow from one step which is not taken for nobody: each takes longer than all
/// that is not listed.
using Pair = std::array<std::string_view, 2>;
constexpr Pair autocorrelations{"N365", "NPT7"};
constexpr Pair of_oriented_box{"ZH1A", "IQYR"};
constexpr Pair of_enclosing_ellipsoid{"SWZ1", "BRI8"};

bool is_one_of(const Pair& pair, const FeatureInfo& feature) {
  return feature.code == pair[0] || feature.code == pair[1];
}

bool wants(const Context& context, const Pair& pair) {
  return std::ranges::any_of(rows, [&](const Row& row) {
    return is_one_of(pair, row.info) && !excluded(context.settings, "morphology", row.info);
  });
}

Outcome<Morphology> morphology_of(const Context& context) {
  const Roi& roi = context.roi;
  if (roi.grid[2] == 1) {
    return Failure{Status::not_applicable,
                   "the image is a single slice; IBSI defines morphology for volumes"};
  }
  // Coordinates count from the ROI's own corner: where it lies in the image must not change a bit.
  const std::vector<Span> spans = roi.rows.empty() ? row_spans(roi.morphological_mask) : roi.rows;
  const Box box = bounding_box(spans, roi.morphological_mask.size());
  const ClosedMask mask = closed(roi.morphological_mask, spans, box);
  Morphology m;
  m.mesh = mesh_measures(mask, roi.spacing);
  m.voxel_volume = voxel_count(mask) * roi.spacing[0] * roi.spacing[1] * roi.spacing[2];
  m.centre_shift = centre_shift(roi, box);
  m.mean_intensity = moments_of(context.intensities).mean;
  context.parallel.check();
  m.hull = convex_hull(outermost_vertices(mask, roi.spacing));
  m.diameter = diameter(m.hull);
  m.aligned_box = aligned_box(box, roi.spacing);
  context.parallel.check();
  if (wants(context, of_oriented_box)) m.oriented_box = oriented_minimum_box(m.hull);
  m.principal = principal_ellipsoid(mask, roi.spacing);
  context.parallel.check();
  if (wants(context, of_enclosing_ellipsoid)) m.enclosing = enclosing_ellipsoid(m.hull.vertices);
  if (wants(context, autocorrelations)) {
    m.autocorrelation = autocorrelation_of(context, m.mean_intensity);
  }
  return m;
}

Value value_of(const Row& row, const Outcome<Morphology>& morphology) {
  if (!morphology.ok()) return Value::none(morphology.failure());
  const auto& autocorrelation = morphology.value().autocorrelation;
  if (is_one_of(autocorrelations, row.info) && !autocorrelation.ok()) {
    return Value::none(autocorrelation.failure());
  }
  return evaluate(row, morphology.value());
}

std::vector<AggregatedValues> compute(const Context& context, std::span<const Aggregation>) {
  const Outcome<Morphology> morphology = morphology_of(context);
  AggregatedValues result;
  for (const Row& row : rows) result.values.push_back(value_of(row, morphology));
  return {result};
}

}  // namespace

Family morphology_family() {
  const auto infos = infos_of(rows);
  return {{.id = "morphology",
           .code = "HCUG",
           .name = "Morphological features",
           .section = "3.1",
           .doc = "Size and shape of the ROI and the arrangement of its intensities.",
           .of_shape = true},
          {Aggregation::whole_roi},
          {infos.begin(), infos.end()},
          compute};
}

}  // namespace voxtrait

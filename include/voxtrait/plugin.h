/* The interface between voxtrait and feature families and image filters in shared libraries. C11
 * and C++.
 *
 * A plugin is a shared library with two functions, `voxtrait_plugin_abi` and
 * `voxtrait_plugin_open`; what it computes is described by the tables that the second returns.
 * C++ plugins may include `voxtrait/plugin.hpp` instead, which makes the tables and turns
 * exceptions into messages.
 *
 * Rules
 *   - Structs that begin with `size` hold sizeof(the struct) as their maker knew it. New members
 *     are appended only; who reads one looks at `size` before members that were added later.
 *   - Texts are UTF-8 and end with 0. NULL stands for an empty text unless it says otherwise.
 *   - What a plugin returns from `voxtrait_plugin_open` stays as it is until the process ends. What
 *     `compute` is given is valid during that call only, and is not to be written to.
 *   - `compute` and `apply` may run at the same time in several threads, for different labels.
 *   - No exception and no longjmp may leave a function of the plugin.
 *   - A plugin runs in voxtrait's process: one that writes out of bounds or never returns takes the
 *     process with it. Long work asks `should_stop` now and then.
 */
#ifndef VOXTRAIT_PLUGIN_H
#define VOXTRAIT_PLUGIN_H

/* C reads this, too. NOLINTBEGIN(modernize-use-using,modernize-deprecated-headers) */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A host takes plugins of its own major version whose minor version is not above its own. */
#define VOXTRAIT_ABI_MAJOR 1u
#define VOXTRAIT_ABI_MINOR 1u
#define VOXTRAIT_ABI ((VOXTRAIT_ABI_MAJOR << 16) | VOXTRAIT_ABI_MINOR)

#if defined(_WIN32)
#define VOXTRAIT_PLUGIN_EXPORT __declspec(dllexport)
#else
#define VOXTRAIT_PLUGIN_EXPORT __attribute__((visibility("default")))
#endif

/* ---- What a family may ask for: bits of voxtrait_family.inputs ------------------------------- */
enum {
  VOXTRAIT_INPUT_ROI = 1 << 0,     /* intensities and masks */
  VOXTRAIT_INPUT_MOMENTS = 1 << 1, /* distribution and moments of the ROI's intensities */
  VOXTRAIT_INPUT_LEVELS = 1 << 2,  /* the discretised ROI */
  VOXTRAIT_INPUT_MESH = 1 << 3,    /* surface of the ROI */
  VOXTRAIT_INPUT_SCENE = 1 << 4,   /* the whole image with all its labels */
  VOXTRAIT_INPUT_GLCM = 1 << 8,
  VOXTRAIT_INPUT_GLRLM = 1 << 9,
  VOXTRAIT_INPUT_GLSZM = 1 << 10,
  VOXTRAIT_INPUT_GLDZM = 1 << 11,
  VOXTRAIT_INPUT_NGTDM = 1 << 12,
  VOXTRAIT_INPUT_NGLDM = 1 << 13
};

/* How matrices, or the features of several matrices, become one value (IBSI 5QB6). A family with
 * one kind of matrix is called for each matrix of an aggregation and its values are averaged. With
 * WHOLE_ROI, the only one for families without matrices, it is called once and has the merged
 * matrix of the whole volume of each kind it asked for. */
enum {
  VOXTRAIT_AVERAGE_2D = 0,           /* BTW3; GLCM and GLRLM, as the five below */
  VOXTRAIT_SLICE_MERGED_2D = 1,      /* SUJT */
  VOXTRAIT_DIRECTION_MERGED_25D = 2, /* JJUI */
  VOXTRAIT_MERGED_25D = 3,           /* ZW7Z */
  VOXTRAIT_AVERAGE_3D = 4,           /* ITBB */
  VOXTRAIT_MERGED_3D = 5,            /* IAZD */
  VOXTRAIT_SLICES_2D = 6,            /* 8QNN; the other matrices, as the two below */
  VOXTRAIT_SLICES_25D = 7,           /* 62GR */
  VOXTRAIT_VOLUME_3D = 8,            /* KOBO */
  VOXTRAIT_WHOLE_ROI = 9             /* DHQ4 */
};

/* Why a value is not there. */
enum {
  VOXTRAIT_OK = 0,
  VOXTRAIT_UNDEFINED = 1,
  VOXTRAIT_EMPTY_ROI = 2,
  VOXTRAIT_TOO_SMALL = 3,
  VOXTRAIT_NOT_APPLICABLE = 4,
  VOXTRAIT_FAILED = 5
};

/* ---- What voxtrait gives to `compute` ---------------------------------------------------------
 * Volumes are dense, x fastest. Axes point along the patient's left, posterior and superior as
 * closely as the stored axes allow, with slices stacked along the last one. */

/* One label after interpolation and re-segmentation, in a block around it. */
typedef struct voxtrait_roi {
  size_t size;
  int64_t label;
  int64_t extent[3];                 /* of the block, voxels */
  int64_t begin[3];                  /* of the block in the whole (interpolated) grid */
  int64_t grid[3];                   /* extent of the whole grid */
  double spacing[3];                 /* mm */
  const double* intensities;         /* inside the ROI and up to the family's margin around it */
  const uint8_t* morphological_mask; /* 0 or 1 */
  const uint8_t* intensity_mask;     /* 0 or 1, re-segmented */
} voxtrait_roi;

typedef struct voxtrait_bin {
  double value;
  uint64_t count;
} voxtrait_bin;

/* Intensities of the intensity mask; population moments. */
typedef struct voxtrait_moments {
  size_t size;
  uint64_t voxels;
  const voxtrait_bin* bins; /* distinct intensities, ascending */
  size_t bin_count;
  double mean;
  double variance;
  double third;  /* central, not standardised */
  double fourth; /* central, not standardised */
  double mean_square;
  double sum_of_squares;
} voxtrait_moments;

/* Levels 1 to `count` of the intensity mask; 0 is outside. Every side has `border` voxels of 0. */
typedef struct voxtrait_levels {
  size_t size;
  int64_t count;
  int64_t border;
  int64_t extent[3];         /* with the border */
  int64_t begin[3];          /* of the first voxel within the border, in the ROI's block */
  const uint8_t* values8;    /* up to 255 levels, else NULL */
  const uint16_t* values16;  /* more levels, else NULL */
  const uint64_t* histogram; /* histogram[i - 1] voxels have level i */
  uint64_t voxels;
} voxtrait_levels;

/* Marching-cubes mesh of the morphological mask. */
typedef struct voxtrait_mesh {
  size_t size;
  double volume; /* mm3 */
  double area;   /* mm2 */
  const double*
      triangles; /* 9 numbers each: three corners x, y, z in mm from the block's first voxel */
  size_t triangle_count;
} voxtrait_mesh;

/* A pair of levels i <= j of the symmetric GLCM: `count` is element (i, j), and element (j, i). */
typedef struct voxtrait_pair {
  uint32_t i;
  uint32_t j;
  double count;
} voxtrait_pair;

/* An element of GLRLM, GLSZM, GLDZM, NGLDM: how often a level occurs with a run length, zone size,
 * distance or dependence. */
typedef struct voxtrait_cell {
  uint32_t level;
  uint32_t unused;
  uint64_t column;
  double count;
} voxtrait_cell;

/* One texture matrix; elements that are 0 are left out. */
typedef struct voxtrait_matrix {
  size_t size;
  uint32_t kind; /* a single bit such as VOXTRAIT_INPUT_GLCM */
  uint32_t unused;
  int64_t levels;             /* N_g, the highest level of the ROI */
  double total;               /* sum of all elements; GLCM: of both triangles */
  const voxtrait_pair* pairs; /* GLCM, ascending by (i, j) */
  const voxtrait_cell* cells; /* GLRLM, GLSZM, GLDZM, NGLDM, ascending by (level, column) */
  const double* differences;  /* NGTDM: s_i of level i + 1 */
  const uint64_t* voxels;     /* NGTDM: n_i of level i + 1 */
  size_t count;               /* of pairs, cells, or differences and voxels */
} voxtrait_matrix;

/* A label of the mask and the smallest box around it, half open, in the grid of the scene. */
typedef struct voxtrait_region {
  int64_t label;
  int64_t begin[3];
  int64_t end[3];
  int64_t voxels;
} voxtrait_region;

/* The image as it is stored, neither interpolated nor re-segmented; `read_block` reads from it. */
typedef struct voxtrait_scene {
  size_t size;
  int64_t extent[3];
  double spacing[3];              /* mm */
  const voxtrait_region* regions; /* of all labels, ascending */
  size_t region_count;
} voxtrait_scene;

/* The value of a setting; which member holds it follows from the setting's type. */
typedef struct voxtrait_value {
  size_t size;
  uint32_t is_null;
  uint32_t unused;
  double number;
  int64_t integer;         /* also 0 or 1 for a truth value, and the place of a choice */
  const char* text;        /* also a choice */
  const double* numbers;   /* `count` of them */
  const int64_t* integers; /* `count` of them */
  size_t count;
} voxtrait_value;

typedef struct voxtrait_call voxtrait_call; /* of one compute; to be handed to the host */

/* Functions of voxtrait; they may be called within `compute` and `apply`, in its thread. */
typedef struct voxtrait_host {
  size_t size;
  uint32_t abi; /* VOXTRAIT_ABI of the host */
  uint32_t unused;
  const char* version; /* of voxtrait */

  /* Says why the call fails; `compute` then returns something other than 0. */
  void (*fail)(voxtrait_call* call, const char* message);

  /* Says why one feature has no value. Without it a value that is not finite is `undefined`. */
  void (*set_status)(voxtrait_call* call, size_t feature, uint32_t status, const char* reason);

  /* Adds a value that is no feature, such as one of a single slice; shown with diagnostics. */
  void (*add_detail)(voxtrait_call* call, const char* name, const char* unit, double value);

  /* Not 0 when nobody waits for the result any more. */
  int32_t (*should_stop)(voxtrait_call* call);

  /* Copies the scene's voxels begin <= index < end to arrays of that many voxels; either array may
   * be NULL. Returns 0 if the box lies within the scene and the family asked for it. */
  int32_t (*read_block)(voxtrait_call* call, const int64_t begin[3], const int64_t end[3],
                        double* intensities, int64_t* labels);
} voxtrait_host;

/* What a family asked for; the rest is NULL. */
typedef struct voxtrait_inputs {
  size_t size;
  const voxtrait_host* host;
  voxtrait_call* call;
  void* self; /* voxtrait_family.self */
  uint32_t aggregation;
  uint32_t unused;
  size_t feature_count;
  const voxtrait_value* const* settings; /* in the order of their declaration */
  size_t setting_count;
  const voxtrait_roi* roi;
  const voxtrait_moments* moments;
  const voxtrait_levels* levels;
  const voxtrait_mesh* mesh;
  const voxtrait_scene* scene;
  const voxtrait_matrix* const* matrices; /* one of each kind, in the order of the bits */
  size_t matrix_count;
} voxtrait_inputs;

/* ---- What a plugin describes ------------------------------------------------------------------
 */

typedef struct voxtrait_feature {
  size_t size;
  const char* id;             /* a-z, 0-9 and _, beginning with a letter; unique in its family */
  const char* name;           /* for people; the id if NULL */
  const char* unit;           /* "1", "mm", "cm2", ...; "1" if NULL */
  const char* formula;        /* LaTeX */
  const char* doc;            /* one sentence; not empty */
  const char* code;           /* four characters, or NULL */
  const char* undefined_when; /* what makes it undefined */
  const char* remark;
} voxtrait_feature;

enum {
  VOXTRAIT_NUMBER = 0,
  VOXTRAIT_INTEGER = 1,
  VOXTRAIT_BOOLEAN = 2,
  VOXTRAIT_CHOICE = 3,
  VOXTRAIT_TEXT = 4,
  VOXTRAIT_NUMBERS = 5, /* a list */
  VOXTRAIT_INTEGERS = 6 /* a list */
};

/* A setting of a family, which stands in the settings under the family's id, or of a filter. */
typedef struct voxtrait_setting {
  size_t size;
  const char* key;           /* as a feature's id */
  const char* unit;          /* of numbers, or NULL */
  const char* doc;           /* one or more sentences; not empty */
  const char* default_value; /* JSON: 1.5, true, "name", [1, 2], null */
  uint32_t type;
  uint32_t nullable;     /* not 0: null is a value, too */
  const double* minimum; /* of numbers and items of lists; NULL for none */
  const double* maximum;
  const char* const* choices; /* of VOXTRAIT_CHOICE */
  size_t choice_count;
} voxtrait_setting;

/* Bits of voxtrait_family.flags. */
enum {
  VOXTRAIT_ON_DEMAND = 1 << 0 /* computed only where it is named, not with all families */
};

typedef struct voxtrait_family {
  size_t size;
  const char* id;   /* vendor.family; each part as a feature's id */
  const char* name; /* for people; the id if NULL */
  const char* doc;  /* one sentence; not empty */
  uint32_t inputs;
  uint32_t flags;
  const uint32_t* aggregations; /* NULL for WHOLE_ROI alone */
  size_t aggregation_count;
  const voxtrait_feature* features;
  size_t feature_count;
  const voxtrait_setting* settings;
  size_t setting_count;
  double margin_mm; /* how far outside the ROI it reads intensities */
  void* self;       /* handed to `compute` as it is */

  /* Writes one value for each feature; a NaN, which they are before, says undefined. Returns 0, or
   * something else after `fail`. */
  int32_t (*compute)(const voxtrait_inputs* inputs, double* values);
} voxtrait_family;

/* A value that is known from elsewhere, for `voxtrait verify --plugins`. */
typedef struct voxtrait_reference_value {
  size_t size;
  const char* family;
  const char* feature;
  uint32_t aggregation;
  uint32_t unused;
  int64_t label;
  double value;
  double tolerance; /* absolute */
} voxtrait_reference_value;

/* An image with a mask, and values of its features. */
typedef struct voxtrait_reference_case {
  size_t size;
  const char* name;
  const char* settings; /* JSON; families and the like */
  int64_t extent[3];
  double spacing[3];         /* mm; axes are left, posterior, superior */
  const double* intensities; /* NULL: IBSI's digital phantom with its label 1 */
  const int32_t* labels;
  const voxtrait_reference_value* values;
  size_t value_count;
} voxtrait_reference_case;

/* What a filter works on. Since 1.1 */
typedef struct voxtrait_filter_inputs {
  size_t size;
  const voxtrait_host* host;
  voxtrait_call* call;
  void* self;                            /* voxtrait_filter.self */
  const voxtrait_value* const* settings; /* in the order of their declaration */
  size_t setting_count;
  int64_t grid[3];         /* extent of the whole image, interpolated if the features' is */
  double spacing[3];       /* mm */
  int64_t begin[3];        /* of the block in the whole image */
  int64_t extent[3];       /* of the block, voxels */
  const double* values;    /* of the block */
  int64_t wanted_begin[3]; /* where the response is wanted, in the whole image */
  int64_t wanted_end[3];
} voxtrait_filter_inputs;

/* An image filter: its response is an image variant. Since 1.1 */
typedef struct voxtrait_filter {
  size_t size;
  const char* id;   /* vendor.filter; each part as a feature's id */
  const char* name; /* for people; the id if NULL */
  const char* doc;  /* one sentence; not empty */
  const voxtrait_setting* settings;
  size_t setting_count;
  void* self; /* handed to the functions as it is */

  /* Says how far from a voxel, along each axis, its response looks; NULL: at the whole image.
   * `inputs` has settings, grid and spacing only. Returns 0, or something else after `fail`. */
  int32_t (*reach)(const voxtrait_filter_inputs* inputs, int64_t voxels[3]);

  /* Writes the response of the wanted voxels, x fastest. The block holds them and whatever lies
   * within reach in the image; what the image is beyond its edges is the filter's affair. Returns
   * 0, or something else after `fail`. */
  int32_t (*apply)(const voxtrait_filter_inputs* inputs, double* response);
} voxtrait_filter;

typedef struct voxtrait_plugin {
  size_t size;
  const char* id;      /* vendor.plugin; each part as a feature's id */
  const char* version; /* of the plugin; not empty */
  const char* doc;     /* one sentence */
  const voxtrait_family* families;
  size_t family_count;
  const voxtrait_reference_case* references;
  size_t reference_count;
  const voxtrait_filter* filters; /* since 1.1; NULL before */
  size_t filter_count;
} voxtrait_plugin;

/* ---- What a plugin exports --------------------------------------------------------------------
 */

/* Returns VOXTRAIT_ABI as the plugin was compiled with; called before anything else. */
VOXTRAIT_PLUGIN_EXPORT uint32_t voxtrait_plugin_abi(void);

/* Returns the description of the plugin, or NULL if it cannot work. Called once for each loading;
 * `host` stays valid. */
VOXTRAIT_PLUGIN_EXPORT const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* host);

#ifdef __cplusplus
}
#endif

/* NOLINTEND(modernize-use-using,modernize-deprecated-headers) */
#endif /* VOXTRAIT_PLUGIN_H */

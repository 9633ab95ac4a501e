/* Says where the members of the plugin interface lie; abi_test.cpp compares it with the record. */
#include "abi_layout.h"

#include <stdio.h>

#include "voxtrait/plugin.h"

#define MEMBER(type, member)                                                                       \
  fprintf(out, #type "." #member " %zu %zu\n", offsetof(type, member), sizeof(((type*)0)->member))
#define SIZE(type) fprintf(out, #type " %zu\n", sizeof(type))
#define NUMBER(name) fprintf(out, #name " %ld\n", (long)(name))

static void write_roi(FILE* out) {
  MEMBER(voxtrait_roi, size);
  MEMBER(voxtrait_roi, label);
  MEMBER(voxtrait_roi, extent);
  MEMBER(voxtrait_roi, begin);
  MEMBER(voxtrait_roi, grid);
  MEMBER(voxtrait_roi, spacing);
  MEMBER(voxtrait_roi, intensities);
  MEMBER(voxtrait_roi, morphological_mask);
  MEMBER(voxtrait_roi, intensity_mask);
}

static void write_bin(FILE* out) {
  MEMBER(voxtrait_bin, value);
  MEMBER(voxtrait_bin, count);
  SIZE(voxtrait_bin);
}

static void write_moments(FILE* out) {
  MEMBER(voxtrait_moments, size);
  MEMBER(voxtrait_moments, voxels);
  MEMBER(voxtrait_moments, bins);
  MEMBER(voxtrait_moments, bin_count);
  MEMBER(voxtrait_moments, mean);
  MEMBER(voxtrait_moments, variance);
  MEMBER(voxtrait_moments, third);
  MEMBER(voxtrait_moments, fourth);
  MEMBER(voxtrait_moments, mean_square);
  MEMBER(voxtrait_moments, sum_of_squares);
}

static void write_levels(FILE* out) {
  MEMBER(voxtrait_levels, size);
  MEMBER(voxtrait_levels, count);
  MEMBER(voxtrait_levels, border);
  MEMBER(voxtrait_levels, extent);
  MEMBER(voxtrait_levels, begin);
  MEMBER(voxtrait_levels, values8);
  MEMBER(voxtrait_levels, values16);
  MEMBER(voxtrait_levels, histogram);
  MEMBER(voxtrait_levels, voxels);
}

static void write_mesh(FILE* out) {
  MEMBER(voxtrait_mesh, size);
  MEMBER(voxtrait_mesh, volume);
  MEMBER(voxtrait_mesh, area);
  MEMBER(voxtrait_mesh, triangles);
  MEMBER(voxtrait_mesh, triangle_count);
}

static void write_pair(FILE* out) {
  MEMBER(voxtrait_pair, i);
  MEMBER(voxtrait_pair, j);
  MEMBER(voxtrait_pair, count);
  SIZE(voxtrait_pair);
}

static void write_cell(FILE* out) {
  MEMBER(voxtrait_cell, level);
  MEMBER(voxtrait_cell, unused);
  MEMBER(voxtrait_cell, column);
  MEMBER(voxtrait_cell, count);
  SIZE(voxtrait_cell);
}

static void write_matrix(FILE* out) {
  MEMBER(voxtrait_matrix, size);
  MEMBER(voxtrait_matrix, kind);
  MEMBER(voxtrait_matrix, unused);
  MEMBER(voxtrait_matrix, levels);
  MEMBER(voxtrait_matrix, total);
  MEMBER(voxtrait_matrix, pairs);
  MEMBER(voxtrait_matrix, cells);
  MEMBER(voxtrait_matrix, differences);
  MEMBER(voxtrait_matrix, voxels);
  MEMBER(voxtrait_matrix, count);
}

static void write_region(FILE* out) {
  MEMBER(voxtrait_region, label);
  MEMBER(voxtrait_region, begin);
  MEMBER(voxtrait_region, end);
  MEMBER(voxtrait_region, voxels);
  SIZE(voxtrait_region);
}

static void write_scene(FILE* out) {
  MEMBER(voxtrait_scene, size);
  MEMBER(voxtrait_scene, extent);
  MEMBER(voxtrait_scene, spacing);
  MEMBER(voxtrait_scene, regions);
  MEMBER(voxtrait_scene, region_count);
}

static void write_value(FILE* out) {
  MEMBER(voxtrait_value, size);
  MEMBER(voxtrait_value, is_null);
  MEMBER(voxtrait_value, unused);
  MEMBER(voxtrait_value, number);
  MEMBER(voxtrait_value, integer);
  MEMBER(voxtrait_value, text);
  MEMBER(voxtrait_value, numbers);
  MEMBER(voxtrait_value, integers);
  MEMBER(voxtrait_value, count);
}

static void write_host(FILE* out) {
  MEMBER(voxtrait_host, size);
  MEMBER(voxtrait_host, abi);
  MEMBER(voxtrait_host, unused);
  MEMBER(voxtrait_host, version);
  MEMBER(voxtrait_host, fail);
  MEMBER(voxtrait_host, set_status);
  MEMBER(voxtrait_host, add_detail);
  MEMBER(voxtrait_host, should_stop);
  MEMBER(voxtrait_host, read_block);
}

static void write_filter_inputs(FILE* out) {
  MEMBER(voxtrait_filter_inputs, size);
  MEMBER(voxtrait_filter_inputs, host);
  MEMBER(voxtrait_filter_inputs, call);
  MEMBER(voxtrait_filter_inputs, self);
  MEMBER(voxtrait_filter_inputs, settings);
  MEMBER(voxtrait_filter_inputs, setting_count);
  MEMBER(voxtrait_filter_inputs, grid);
  MEMBER(voxtrait_filter_inputs, spacing);
  MEMBER(voxtrait_filter_inputs, begin);
  MEMBER(voxtrait_filter_inputs, extent);
  MEMBER(voxtrait_filter_inputs, values);
  MEMBER(voxtrait_filter_inputs, wanted_begin);
  MEMBER(voxtrait_filter_inputs, wanted_end);
}

static void write_filter(FILE* out) {
  MEMBER(voxtrait_filter, size);
  MEMBER(voxtrait_filter, id);
  MEMBER(voxtrait_filter, name);
  MEMBER(voxtrait_filter, doc);
  MEMBER(voxtrait_filter, settings);
  MEMBER(voxtrait_filter, setting_count);
  MEMBER(voxtrait_filter, self);
  MEMBER(voxtrait_filter, reach);
  MEMBER(voxtrait_filter, apply);
}

static void write_inputs(FILE* out) {
  MEMBER(voxtrait_inputs, size);
  MEMBER(voxtrait_inputs, host);
  MEMBER(voxtrait_inputs, call);
  MEMBER(voxtrait_inputs, self);
  MEMBER(voxtrait_inputs, aggregation);
  MEMBER(voxtrait_inputs, unused);
  MEMBER(voxtrait_inputs, feature_count);
  MEMBER(voxtrait_inputs, settings);
  MEMBER(voxtrait_inputs, setting_count);
  MEMBER(voxtrait_inputs, roi);
  MEMBER(voxtrait_inputs, moments);
  MEMBER(voxtrait_inputs, levels);
  MEMBER(voxtrait_inputs, mesh);
  MEMBER(voxtrait_inputs, scene);
  MEMBER(voxtrait_inputs, matrices);
  MEMBER(voxtrait_inputs, matrix_count);
}

static void write_feature(FILE* out) {
  MEMBER(voxtrait_feature, size);
  MEMBER(voxtrait_feature, id);
  MEMBER(voxtrait_feature, name);
  MEMBER(voxtrait_feature, unit);
  MEMBER(voxtrait_feature, formula);
  MEMBER(voxtrait_feature, doc);
  MEMBER(voxtrait_feature, code);
  MEMBER(voxtrait_feature, undefined_when);
  MEMBER(voxtrait_feature, remark);
}

static void write_setting(FILE* out) {
  MEMBER(voxtrait_setting, size);
  MEMBER(voxtrait_setting, key);
  MEMBER(voxtrait_setting, unit);
  MEMBER(voxtrait_setting, doc);
  MEMBER(voxtrait_setting, default_value);
  MEMBER(voxtrait_setting, type);
  MEMBER(voxtrait_setting, nullable);
  MEMBER(voxtrait_setting, minimum);
  MEMBER(voxtrait_setting, maximum);
  MEMBER(voxtrait_setting, choices);
  MEMBER(voxtrait_setting, choice_count);
}

static void write_family(FILE* out) {
  MEMBER(voxtrait_family, size);
  MEMBER(voxtrait_family, id);
  MEMBER(voxtrait_family, name);
  MEMBER(voxtrait_family, doc);
  MEMBER(voxtrait_family, inputs);
  MEMBER(voxtrait_family, flags);
  MEMBER(voxtrait_family, aggregations);
  MEMBER(voxtrait_family, aggregation_count);
  MEMBER(voxtrait_family, features);
  MEMBER(voxtrait_family, feature_count);
  MEMBER(voxtrait_family, settings);
  MEMBER(voxtrait_family, setting_count);
  MEMBER(voxtrait_family, margin_mm);
  MEMBER(voxtrait_family, self);
  MEMBER(voxtrait_family, compute);
}

static void write_reference_value(FILE* out) {
  MEMBER(voxtrait_reference_value, size);
  MEMBER(voxtrait_reference_value, family);
  MEMBER(voxtrait_reference_value, feature);
  MEMBER(voxtrait_reference_value, aggregation);
  MEMBER(voxtrait_reference_value, unused);
  MEMBER(voxtrait_reference_value, label);
  MEMBER(voxtrait_reference_value, value);
  MEMBER(voxtrait_reference_value, tolerance);
}

static void write_reference_case(FILE* out) {
  MEMBER(voxtrait_reference_case, size);
  MEMBER(voxtrait_reference_case, name);
  MEMBER(voxtrait_reference_case, settings);
  MEMBER(voxtrait_reference_case, extent);
  MEMBER(voxtrait_reference_case, spacing);
  MEMBER(voxtrait_reference_case, intensities);
  MEMBER(voxtrait_reference_case, labels);
  MEMBER(voxtrait_reference_case, values);
  MEMBER(voxtrait_reference_case, value_count);
}

static void write_plugin(FILE* out) {
  MEMBER(voxtrait_plugin, size);
  MEMBER(voxtrait_plugin, id);
  MEMBER(voxtrait_plugin, version);
  MEMBER(voxtrait_plugin, doc);
  MEMBER(voxtrait_plugin, families);
  MEMBER(voxtrait_plugin, family_count);
  MEMBER(voxtrait_plugin, references);
  MEMBER(voxtrait_plugin, reference_count);
  MEMBER(voxtrait_plugin, filters);
  MEMBER(voxtrait_plugin, filter_count);
}

static void write_numbers(FILE* out) {
  NUMBER(VOXTRAIT_ABI_MAJOR);
  NUMBER(VOXTRAIT_INPUT_ROI);
  NUMBER(VOXTRAIT_INPUT_MOMENTS);
  NUMBER(VOXTRAIT_INPUT_LEVELS);
  NUMBER(VOXTRAIT_INPUT_MESH);
  NUMBER(VOXTRAIT_INPUT_SCENE);
  NUMBER(VOXTRAIT_INPUT_GLCM);
  NUMBER(VOXTRAIT_INPUT_GLRLM);
  NUMBER(VOXTRAIT_INPUT_GLSZM);
  NUMBER(VOXTRAIT_INPUT_GLDZM);
  NUMBER(VOXTRAIT_INPUT_NGTDM);
  NUMBER(VOXTRAIT_INPUT_NGLDM);
  NUMBER(VOXTRAIT_AVERAGE_2D);
  NUMBER(VOXTRAIT_SLICE_MERGED_2D);
  NUMBER(VOXTRAIT_DIRECTION_MERGED_25D);
  NUMBER(VOXTRAIT_MERGED_25D);
  NUMBER(VOXTRAIT_AVERAGE_3D);
  NUMBER(VOXTRAIT_MERGED_3D);
  NUMBER(VOXTRAIT_SLICES_2D);
  NUMBER(VOXTRAIT_SLICES_25D);
  NUMBER(VOXTRAIT_VOLUME_3D);
  NUMBER(VOXTRAIT_WHOLE_ROI);
  NUMBER(VOXTRAIT_OK);
  NUMBER(VOXTRAIT_UNDEFINED);
  NUMBER(VOXTRAIT_EMPTY_ROI);
  NUMBER(VOXTRAIT_TOO_SMALL);
  NUMBER(VOXTRAIT_NOT_APPLICABLE);
  NUMBER(VOXTRAIT_FAILED);
  NUMBER(VOXTRAIT_NUMBER);
  NUMBER(VOXTRAIT_INTEGER);
  NUMBER(VOXTRAIT_BOOLEAN);
  NUMBER(VOXTRAIT_CHOICE);
  NUMBER(VOXTRAIT_TEXT);
  NUMBER(VOXTRAIT_NUMBERS);
  NUMBER(VOXTRAIT_INTEGERS);
  NUMBER(VOXTRAIT_ON_DEMAND);
}

void write_abi_layout(FILE* out) {
  write_numbers(out);
  write_roi(out);
  write_bin(out);
  write_moments(out);
  write_levels(out);
  write_mesh(out);
  write_pair(out);
  write_cell(out);
  write_matrix(out);
  write_region(out);
  write_scene(out);
  write_value(out);
  write_host(out);
  write_inputs(out);
  write_feature(out);
  write_setting(out);
  write_family(out);
  write_reference_value(out);
  write_reference_case(out);
  write_plugin(out);
  write_filter_inputs(out);
  write_filter(out);
}

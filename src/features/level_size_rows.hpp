#pragma once

#include <array>
#include <string_view>

#include "voxtrait/features/level_size_statistics.hpp"
#include "voxtrait/registry/feature_info.hpp"

namespace voxtrait {

/// What a family calls one of the features that all level-size matrices share.
struct LevelSizeName {
  std::string_view id;
  std::string_view code;
  std::string_view name;
  std::string_view doc;
};

/// Formula and function of one shared feature; n_ij is the matrix, i the level, j the size.
struct LevelSizeDefinition {
  std::string_view formula;
  double (*compute)(const LevelSizeStatistics&);
};

/// The shared features in the order in which families name them; the last is NGLDM's alone.
inline constexpr std::array<LevelSizeDefinition, 17> level_size_definitions{{
    {R"(\frac{1}{N_s} \sum_{i,j} \frac{n_{ij}}{j^2})",
     [](const LevelSizeStatistics& s) { return s.small_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} j^2 n_{ij})",
     [](const LevelSizeStatistics& s) { return s.large_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} \frac{n_{ij}}{i^2})",
     [](const LevelSizeStatistics& s) { return s.low_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} i^2 n_{ij})",
     [](const LevelSizeStatistics& s) { return s.high_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} \frac{n_{ij}}{i^2 j^2})",
     [](const LevelSizeStatistics& s) { return s.small_low_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} \frac{i^2 n_{ij}}{j^2})",
     [](const LevelSizeStatistics& s) { return s.small_high_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} \frac{j^2 n_{ij}}{i^2})",
     [](const LevelSizeStatistics& s) { return s.large_low_emphasis; }},
    {R"(\frac{1}{N_s} \sum_{i,j} i^2 j^2 n_{ij})",
     [](const LevelSizeStatistics& s) { return s.large_high_emphasis; }},
    {R"(\frac{1}{N_s} \sum_i (\sum_j n_{ij})^2)",
     [](const LevelSizeStatistics& s) { return s.level_non_uniformity; }},
    {R"(\frac{1}{N_s^2} \sum_i (\sum_j n_{ij})^2)",
     [](const LevelSizeStatistics& s) { return s.level_non_uniformity_normalised; }},
    {R"(\frac{1}{N_s} \sum_j (\sum_i n_{ij})^2)",
     [](const LevelSizeStatistics& s) { return s.size_non_uniformity; }},
    {R"(\frac{1}{N_s^2} \sum_j (\sum_i n_{ij})^2)",
     [](const LevelSizeStatistics& s) { return s.size_non_uniformity_normalised; }},
    {R"(\frac{N_s}{N_v})", [](const LevelSizeStatistics& s) { return s.percentage; }},
    {R"(\sum_{i,j} (i - \mu_i)^2 \frac{n_{ij}}{N_s})",
     [](const LevelSizeStatistics& s) { return s.level_variance; }},
    {R"(\sum_{i,j} (j - \mu_j)^2 \frac{n_{ij}}{N_s})",
     [](const LevelSizeStatistics& s) { return s.size_variance; }},
    {R"(-\sum_{i,j} \frac{n_{ij}}{N_s} \log_2 \frac{n_{ij}}{N_s})",
     [](const LevelSizeStatistics& s) { return s.entropy; }},
    {R"(\sum_{i,j} (\frac{n_{ij}}{N_s})^2)", [](const LevelSizeStatistics& s) { return s.energy; }},
}};

/// The rows of a family that names the first N shared features.
template <std::size_t N>
constexpr std::array<FeatureRow<LevelSizeStatistics>, N>
level_size_rows(const std::array<LevelSizeName, N>& names) {
  std::array<FeatureRow<LevelSizeStatistics>, N> rows{};
  for (std::size_t i = 0; i < N; ++i) {
    rows[i].info.id = names[i].id;
    rows[i].info.code = names[i].code;
    rows[i].info.name = names[i].name;
    rows[i].info.doc = names[i].doc;
    rows[i].info.unit = "1";
    rows[i].info.formula = level_size_definitions[i].formula;
    rows[i].compute = level_size_definitions[i].compute;
  }
  return rows;
}

}  // namespace voxtrait

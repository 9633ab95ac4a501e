/* A feature family in C: two numbers from the grey-level co-occurrence matrix. */
#include <voxtrait/plugin.h>

/* Contrast, and the sum of |i - j|^power p_ij; voxtrait calls this for each matrix and averages. */
static int32_t compute(const voxtrait_inputs* inputs, double* values) {
  const voxtrait_matrix* glcm = inputs->matrices[0];
  const int64_t power = inputs->settings[0]->integer;
  double contrast = 0.0;
  double spread = 0.0;
  for (size_t k = 0; k < glcm->count; ++k) {
    const voxtrait_pair* pair = &glcm->pairs[k];
    const double apart = (double)(pair->j - pair->i);
    const double p = (pair->i == pair->j ? 1.0 : 2.0) * pair->count / glcm->total;
    double term = p;
    for (int64_t i = 0; i < power; ++i) term *= apart;
    contrast += apart * apart * p;
    spread += term;
  }
  values[0] = contrast;
  values[1] = spread;
  return 0;
}

static const voxtrait_feature features[] = {
    {.size = sizeof(voxtrait_feature),
     .id = "contrast",
     .name = "Contrast",
     .formula = "\\sum_{i,j} (i - j)^2 p_{ij}",
     .doc = "Mean squared difference of the levels of a pair."},
    {.size = sizeof(voxtrait_feature),
     .id = "spread",
     .name = "Spread",
     .formula = "\\sum_{i,j} |i - j|^k p_{ij}",
     .doc = "Mean power of the difference of the levels of a pair."},
};

static const double least = 1.0;
static const double most = 8.0;
static const voxtrait_setting settings[] = {
    {.size = sizeof(voxtrait_setting),
     .key = "power",
     .doc = "Power k of the difference in the spread.",
     .default_value = "3",
     .type = VOXTRAIT_INTEGER,
     .minimum = &least,
     .maximum = &most},
};

static const uint32_t aggregations[] = {VOXTRAIT_AVERAGE_3D, VOXTRAIT_MERGED_3D};

static const voxtrait_family families[] = {
    {.size = sizeof(voxtrait_family),
     .id = "example.pairs",
     .name = "Pairs of levels",
     .doc = "How much the levels of neighbours differ.",
     .inputs = VOXTRAIT_INPUT_GLCM,
     .aggregations = aggregations,
     .aggregation_count = 2,
     .features = features,
     .feature_count = 2,
     .settings = settings,
     .setting_count = 1,
     .compute = compute},
};

/* Values that are known from elsewhere, for `voxtrait verify --plugins`: IBSI's contrast (ACUI) of
 * its digital phantom. */
static const voxtrait_reference_value values[] = {
    {.size = sizeof(voxtrait_reference_value),
     .family = "example.pairs",
     .feature = "contrast",
     .aggregation = VOXTRAIT_AVERAGE_3D,
     .label = 1,
     .value = 5.32,
     .tolerance = 0.005},
    {.size = sizeof(voxtrait_reference_value),
     .family = "example.pairs",
     .feature = "contrast",
     .aggregation = VOXTRAIT_MERGED_3D,
     .label = 1,
     .value = 5.12,
     .tolerance = 0.005},
};
static const voxtrait_reference_case references[] = {
    {.size = sizeof(voxtrait_reference_case),
     .name = "digital_phantom",
     .settings = "{\"families\": [\"example.pairs\"], \"discretisation\": {\"method\": \"none\"}}",
     .values = values,
     .value_count = 2},
};

static const voxtrait_plugin plugin = {.size = sizeof(voxtrait_plugin),
                                       .id = "example.c",
                                       .version = "1.0",
                                       .doc = "Template of a plugin in C.",
                                       .families = families,
                                       .family_count = 1,
                                       .references = references,
                                       .reference_count = 1};

uint32_t voxtrait_plugin_abi(void) { return VOXTRAIT_ABI; }

const voxtrait_plugin* voxtrait_plugin_open(const voxtrait_host* host) {
  (void)host;
  return &plugin;
}

#include "verify_html.hpp"

#include "html.hpp"
#include "report_study.hpp"
#include "report_style.hpp"
#include "verdict_counts.hpp"
#include "voxtrait/features/builtin.hpp"
#include "voxtrait/pipeline/extractor.hpp"

namespace voxtrait::cli {

namespace {

constexpr std::string_view title = "IBSI 1 verification report";

constexpr std::string_view rule = R"(<p>The Image Biomarker Standardisation Initiative (IBSI)
publishes reference values for a digital phantom and for a CT image that is processed in five ways,
configurations A to E. <strong>A value matches if its difference from the reference value, rounded
towards zero to the third significant digit of the reference value, is not larger than the tolerance
given by IBSI.</strong></p>
<p>Values are shown with six significant digits; the tooltip of a value has all of them. Differences
are value minus reference, before rounding.</p>
)";

constexpr std::string_view consensus = R"(<h3>Consensus</h3>
<dl class="terms">
<div><dt>moderate</dt><dd>3 to 5 teams agreed on the reference value</dd></div>
<div><dt>strong</dt><dd>6 to 9 teams</dd></div>
<div><dt>very strong</dt><dd>10 teams or more</dd></div>
<div><dt>not standardized</dt><dd>there is no reference value; the feature is computed but not
judged</dd></div>
</dl>
)";

constexpr std::string_view sources = R"(<ul class="sources">
<li>Reference values, configurations and digital phantom: Zwanenburg A, Valli&egrave;res M,
Abdalah MA, et al. The Image Biomarker Standardization Initiative: standardized quantitative
radiomics for high-throughput image-based phenotyping. Radiology 2020;295(2):328-338.
doi:10.1148/radiol.2020191145. Licence: CC BY 4.0.</li>
<li>CT image of configurations A to E: Lambin P. Radiomics Digital Phantom. CancerData 2016.
doi:10.17195/candat.2016.08.1. Described in: Lambin P, Leijenaar RT, Deist TM, et al. Radiomics: the
bridge between medical imaging and personalized medicine. Nature Reviews Clinical Oncology
2017;14(12):749. Licence: CC BY-NC 3.0. Pictures of it in this report keep that licence: name the
source, no commercial use. Packages of voxtrait do not contain the image; the source repository
does.</li>
</ul>
)";

std::string section(std::string_view heading, const std::string& content) {
  return element("section", element("h2", heading) + "\n" + content) + "\n";
}

/// What a verdict on everything begins with.
std::string outcome(const Counts& counts) {
  if (judged(counts) == 0) return "Nothing was compared: ";
  const std::size_t missed = count(counts, Verdict::missed);
  return missed == 0 ? "Passed: " : "Failed: " + std::to_string(missed) + " missed, ";
}

std::string verdict_banner(const Counts& counts) {
  const bool passed = judged(counts) > 0 && count(counts, Verdict::missed) == 0;
  return element(passed ? "p class=\"verdict-all\"" : "p class=\"verdict-all missed\"",
                 outcome(counts) + verdict_text(counts) + ".");
}

std::string misses_section(Values values) {
  if (count(count_all(values), Verdict::missed) == 0) return {};
  return section("Values that miss their reference", misses_table(values));
}

std::string aggregations_list() {
  std::string items;
  for (const AggregationInfo& info : aggregation_infos) {
    items += element("div", element("dt", element("code", info.name) + " (" +
                                              std::string(info.code) + ")") +
                                element("dd", info.doc)) +
             "\n";
  }
  return element("h3", "Aggregation") + "\n" + element("dl class=\"terms\"", items) + "\n";
}

std::string head() {
  return "<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
         element("title", std::string(title) + ": voxtrait " + escaped(version())) + "\n" +
         element("style", report_style) + "\n</head>\n";
}

std::string page_header() {
  return element("header", element("h1", title) + "\n" +
                               element("p", "voxtrait " + escaped(version()) + ", " +
                                                element("code", "voxtrait verify --html"))) +
         "\n";
}

std::string studies(Values values, const std::filesystem::path& data, const Registry& registry,
                    int threads) {
  RegionPictures pictures(data, registry, threads);
  std::string html;
  for (const Values configuration : runs_by(values, &ReferenceValue::configuration)) {
    html += study_section(configuration, data, registry, pictures);
  }
  return html;
}

}  // namespace

std::string verification_page(Values values, const std::filesystem::path& data, int threads) {
  const Registry registry = builtin_registry();
  const std::string main = verdict_banner(count_all(values)) + "\n" + summary_table(values) + "\n" +
                           std::string(rule) + misses_section(values) +
                           section("Matches by family", overview_table(values, registry)) +
                           studies(values, data, registry, threads) +
                           section("Terms", aggregations_list() + std::string(consensus)) +
                           section("Sources and licences", std::string(sources));
  return "<!DOCTYPE html>\n<html lang=\"en\">\n" + head() +
         element("body", "\n" + page_header() + element("main", main)) + "\n</html>\n";
}

}  // namespace voxtrait::cli

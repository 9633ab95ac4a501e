#pragma once

namespace voxtrait::cli {

/// Style sheet of the report. Light in every setting, because it is a document; folded tables are
/// printed in full.
inline constexpr const char* report_style = R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { max-width: 70rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; background: #fff;
  color: #1d2329; font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
  "Liberation Sans", Arial, sans-serif; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
h3 { display: inline; margin: 0; font-size: 1rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
a { color: #0b5394; }
code { font: .92em ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; }
header { border-bottom: 2px solid #1d2329; padding-bottom: 1rem; margin-bottom: 1.5rem; }
header p { margin: .25rem 0 0; color: #4b5560; }
section { margin-top: 2.5rem; padding-top: 1.25rem; border-top: 1px solid #c3cad1; }
.verdict-all { margin: 0 0 1.5rem; padding: .75rem 1rem; max-width: none; border: 1px solid #9fb8a6;
  border-left: .4rem solid #2e7d46; font-size: 1.15rem; font-weight: 600; }
.verdict-all.missed { border-color: #b3261e; }
.absent { padding: .5rem 1rem; border-left: .4rem solid #8a939c; background: #f3f5f7; }
.result { font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.25rem; font-size: .875rem;
  line-height: 1.35; }
caption { padding: .25rem .5rem .25rem 0; text-align: left; font-weight: 600; }
th, td { padding: .28rem .6rem; border-bottom: 1px solid #dfe4e8; text-align: left;
  vertical-align: baseline; }
th { font-weight: 400; }
thead th { border-bottom: 1.5px solid #1d2329; font-weight: 600; white-space: nowrap;
  vertical-align: bottom; }
tfoot th, tfoot td { border-top: 1.5px solid #1d2329; border-bottom: 0; font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.summary { width: auto; min-width: 60%; }
.wide { overflow-x: auto; }
.values th, .values td { padding-left: .5rem; padding-right: .5rem; }
.values tbody th { min-width: 7rem; }
.values tbody th:first-child { width: 32%; }
.values td { white-space: nowrap; }
.values td.words { white-space: normal; }
.settings th { width: 18rem; color: #4b5560;
  font: .8125rem ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; }
.values tr > :first-child, .summary tr > :first-child { border-left: .3rem solid transparent; }
tr.missed > * { background: #fdeceb; }
.values tr.missed > :first-child, .summary tr.missed > :first-child { border-left-color: #b3261e; }
tr.missed .verdict { font-weight: 700; }
tr.missed .verdict, strong.missed, td.missed { color: #a11a13; }
.matched .verdict { color: #24663a; }
.not_standardised td, .not_standardised th { color: #5b6570; }
details { border-bottom: 1px solid #dfe4e8; }
details[open] { padding-bottom: .5rem; }
summary { padding: .5rem 0; cursor: pointer; color: #4b5560; }
summary h3 { margin-right: .5rem; color: #1d2329; }
.study { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1rem 0 1.25rem; }
.study > div { flex: 1 1 22rem; min-width: 0; }
figure { margin: 0 0 .75rem; }
.pictures { display: flex; flex-wrap: wrap; gap: .75rem; max-width: 26rem; }
.pictures p, figcaption { margin: .3rem 0 0; max-width: 24rem; font-size: .8125rem;
  line-height: 1.4; color: #4b5560; }
.pictures p { color: #1d2329; }
img { display: block; max-width: 100%; height: auto; }
dl { margin: 0; font-size: .875rem; }
dl div { display: flex; gap: .75rem; padding: .2rem 0; }
dt { flex: 0 0 8.5rem; color: #4b5560; }
dd { margin: 0; }
.terms dt { flex-basis: 14rem; color: #1d2329; }
.sources li { margin-bottom: .5rem; max-width: 46rem; }
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  :root { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; }
  h2, summary, caption { break-after: avoid; }
  table { font-size: 7.5pt; line-height: 1.25; }
  th, td, .values th, .values td { padding: .1rem .35rem; }
  .settings th { width: 45%; }
  .study { gap: .5rem 1.25rem; }
  .wide { overflow: visible; }
  tr, figure, .study, .verdict-all { break-inside: avoid; }
  section.study-section { break-before: page; border-top: 0; margin-top: 0; padding-top: 0; }
  details::details-content { display: block; content-visibility: visible; height: auto; }
  details:not([open]) > * { display: revert; }
  summary { list-style: none; }
  a { color: inherit; text-decoration: none; }
  tr.missed > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

}  // namespace voxtrait::cli

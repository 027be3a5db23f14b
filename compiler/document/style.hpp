// What the site looks like beyond the page of a determination. Inside this room only.
#pragma once

#include <string_view>

namespace precept::site {

inline constexpr std::string_view kSiteStyle = R"(
body { max-width: 76rem; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
nav.site { font-size: .95rem; margin-bottom: .75rem; } nav.site a { margin-right: 1rem; }
header .lead { font-size: 1.05rem; }
h2 { margin-top: 2rem; border-bottom: 1px solid #767676; } h3 { border-bottom: 0; }
.beside { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; align-items: start; }
.beside h3 { margin-top: 0; }
ol, ul { padding-left: 1.5rem; } li { margin: .2rem 0; }
.label { font-family: ui-monospace, Consolas, monospace; font-size: .85em; color: #4a4a4a; }
pre { margin: 0; padding: .5rem .75rem; background: #f6f6f6; border: 1px solid #b5b5b5; white-space: pre-wrap;
  font: .8rem/1.45 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
pre code, .code { background: none; padding: 0; font-size: 1em; }
.remark { color: #4a4a4a; } .quoted { color: #0b5d1e; }
table.narrow { width: auto; } td { min-width: 5rem; }
.depth1 { padding-left: 1.25rem; } .depth2 { padding-left: 2rem; } .depth3 { padding-left: 2.75rem; }
td code { overflow-wrap: anywhere; }
.criteria th:nth-child(1) { width: 16%; } .criteria th:nth-child(2) { width: 34%; } .criteria th:nth-child(3) { width: 28%; }
.criteria th:nth-child(4), .criteria th:nth-child(5) { width: 11%; } .criteria { min-width: 44rem; }
td.number, th.number { text-align: right; width: 7rem; } table.narrow td.number { width: auto; }
article.example { margin: 1.5rem 0; padding-top: .25rem; border-top-width: 1px; }
:target { outline: 3px solid #0b57a4; outline-offset: 2px; }
[tabindex]:focus-visible { outline: 3px solid #0b57a4; outline-offset: 2px; }
figure { margin: .5rem 0; } figcaption { margin-bottom: .5rem; }
.steps { overflow-x: auto; }
.steps svg { display: block; overflow: visible; font-family: Arial, Helvetica, "Liberation Sans", sans-serif; }
.steps text { fill: #1b1b1b; unicode-bidi: isolate; } .steps .tag, .steps .answer { fill: #4a4a4a; } .steps .bold { font-weight: 700; }
.steps rect { fill: #fff; stroke: #1b1b1b; } .steps rect.part { stroke: #767676; } .steps rect.start { fill: #f2f2f2; }
.steps rect.considered { stroke: #767676; stroke-dasharray: 5 4; } .steps rect.applies { fill: #eef4fb; stroke: #0b57a4; }
.steps rect.approved { stroke: #0b5d1e; stroke-width: 3; } .steps rect.refused { stroke: #8c1515; stroke-width: 3; }
.steps rect.open { stroke: #6b4a00; stroke-width: 3; stroke-dasharray: 7 4; }
.steps .way { fill: none; stroke: #1b1b1b; stroke-width: 1.5; } .steps .way.no { stroke: #8c1515; }
.steps .way.open { stroke: #6b4a00; stroke-dasharray: 6 4; }
.steps .tip { fill: #1b1b1b; stroke: none; } .steps .tip.no { fill: #8c1515; } .steps .tip.open { fill: #6b4a00; }
.good { color: #0b5d1e; font-weight: 600; } .bad { color: #8c1515; font-weight: 600; }
@media screen and (max-width: 60rem) { .beside { grid-template-columns: minmax(0, 1fr); } }
@media print {
  nav.site, .skip { display: none; }
  .beside { display: block; } td { min-width: 0; } .criteria { min-width: 0; font-size: 8pt; }
  .steps { overflow: visible; } .steps svg { max-width: 100%; height: auto; break-inside: avoid; }
  pre { border: 0; padding: 0; font-size: 8.5pt; } a { color: inherit; }
}
)";

}  // namespace precept::site

// The look of an HTML page: dark text on white, one column, no colour that alone tells anything; on paper everything is
// open. Inside this room only.
#pragma once

#include <string_view>

namespace precept {

inline constexpr std::string_view kHtmlStyle = R"(
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 3rem; background: #fff; color: #1b1b1b;
  font: 1rem/1.5 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, summary, dt, th, caption, nav { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 0 0 .5rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; border-bottom: 1px solid #767676; }
h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
h5 { font-size: .95rem; margin: .75rem 0 .25rem; }
p { margin: .35rem 0; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .9em; background: #f2f2f2; padding: 0 .2em; }
article { margin: 2rem 0; padding-top: 1rem; border-top: 3px solid #1b1b1b; }
.proposal { font-size: 1.1rem; padding: .5rem .75rem; border: 2px solid #1b1b1b; border-left-width: .6rem; }
.outcome { font-size: 1.25rem; }
.approve { border-color: #0b5d1e; } .deny { border-color: #8c1515; } .pend, .modify { border-color: #6b4a00; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { font-weight: 600; } dd { margin: 0; }
ul.numbered { list-style: none; padding-left: 1rem; } ul.numbered > li { padding-left: 1.7rem; text-indent: -1.7rem; }
ul.tree { list-style: none; margin: 0; padding: 0 0 0 .5rem; border-left: 2px solid #b5b5b5; }
ul.tree > li { margin: .4rem 0; }
details { margin: 0; } summary { cursor: pointer; padding: .15rem .3rem; }
summary:focus-visible, a:focus-visible, .table:focus-visible { outline: 3px solid #0b57a4; outline-offset: 2px; }
.fold { padding: .1rem 0 .4rem 1.4rem; }
.kind { font-size: .85rem; color: #4a4a4a; }
.status { border: 1px solid; border-radius: .2rem; padding: 0 .35rem; font-weight: 600; white-space: nowrap; }
.met, .absent, .exempt { color: #0b5d1e; } .unmet, .present { color: #8c1515; } .undocumented { color: #6b4a00; }
.taken, .page { font-size: .9rem; color: #3d3d3d; }
.mark { border-bottom: 3px solid #1b1b1b; }
.rule-text { font-size: .9rem; color: #3d3d3d; }
.table { overflow-x: auto; margin: .4rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: 600; }
th, td { border: 1px solid #767676; padding: .2rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { font-weight: 600; background: #f2f2f2; }
a { color: #0b57a4; }
footer { border-top: 1px solid #767676; margin-top: 2rem; padding-top: .5rem; font-size: .9rem; }
@media screen { details:not([open]) + .fold { display: none; } }
@media screen and (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .3rem; }
  .fold { padding-left: .5rem; } th, td { padding: .15rem .3rem; font-size: .85rem; } }
@page { margin: 16mm 15mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  summary { list-style: none; } summary::-webkit-details-marker { display: none; }
  h2, h3, h4, h5, summary, caption { break-after: avoid; }
  tr, .proposal { break-inside: avoid; }
  article + article { break-before: page; }
  .table { overflow: visible; padding-right: 1px; }
}
)";

}  // namespace precept

// The look of the pages of runs: one column, light and dark on a screen, dark on white on paper. Colours tell nothing that
// is not written beside them. Inside this folder only.
#pragma once

#include <string_view>

namespace precept::batch {

inline constexpr std::string_view kPageStyle = R"(
:root { color-scheme: light dark; --ground: #fff; --text: #1b1b1b; --soft: #4a4a4a; --line: #b5b5b5; --faint: #ececec;
  --link: #0b57a4; --approve: #1b7a4b; --modify: #2b6cb0; --deny: #a8362a; --pend: #8a5a00; --error: #6b6b6b; --holds: #2b6cb0;
  --fails: #b35a1f; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #16181b; --text: #e8e8e6; --soft: #b4b4b0; --line: #5a5d61;
  --faint: #2b2e33; --link: #8ab8f0; --approve: #5dc08a; --modify: #7fb2ea; --deny: #ef8f80; --pend: #dba94a; --error: #a5a5a5;
  --holds: #7fb2ea; --fails: #e8a06a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 3rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1, h2, h3, dt, th, caption, .key, .tile, text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .15rem; }
p { margin: .35rem 0; } .soft { color: var(--soft); font-size: .92rem; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .88em; background: var(--faint); padding: 0 .2em; }
.proposal { border: 2px solid var(--text); border-left-width: .6rem; padding: .4rem .75rem; margin: .75rem 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; list-style: none; margin: .75rem 0;
  padding: 0; }
.tile { border: 1px solid var(--line); border-left: .4rem solid var(--soft); padding: .35rem .6rem; }
.tile strong { display: block; font-size: 1.35rem; line-height: 1.2; } .tile span { display: block; font-size: .85rem;
  color: var(--soft); }
.tile.approve { border-left-color: var(--approve); } .tile.modify { border-left-color: var(--modify); }
.tile.deny { border-left-color: var(--deny); } .tile.pend { border-left-color: var(--pend); }
.tile.error { border-left-color: var(--error); }
.rank { list-style: none; margin: .5rem 0; padding: 0; display: grid; gap: .9rem 2rem; } .rank > li { break-inside: avoid; min-width: 0; }
.two { grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
.rank .head { display: flex; justify-content: space-between; gap: 0 1rem; align-items: baseline; flex-wrap: wrap; }
.rank .head .many { font-variant-numeric: tabular-nums; white-space: nowrap;
  font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: .92rem; }
figure { margin: 0 0 1.75rem; break-inside: avoid; } figcaption { margin-bottom: .25rem; }
.key { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; margin: .25rem 0; padding: 0; list-style: none; font-size: .88rem; }
.key svg { vertical-align: -.1em; margin-right: .35em; }
.plot { display: block; margin: .2rem 0; } .plot text { fill: var(--soft); font-size: 12px; unicode-bidi: isolate; }
.plot .from { text-anchor: start; } .plot .about { text-anchor: middle; } .plot .until { text-anchor: end; }
rect.approve { fill: var(--approve); } rect.modify { fill: var(--modify); } rect.deny { fill: var(--deny); }
rect.pend { fill: var(--pend); } rect.error { fill: var(--error); } rect.ground { fill: var(--faint); }
rect.holds { fill: var(--holds); } rect.fails { fill: var(--fails); }
line.axis { stroke: var(--soft); } line.limit { stroke: var(--text); stroke-width: 2; stroke-dasharray: 4 3; }
.table { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } caption { text-align: left; font-weight: 600; }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: var(--faint); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.flip { font-weight: 700; outline: 2px solid var(--fails); outline-offset: -3px; } td.same { color: var(--soft); }
.terms td, .terms th { overflow-wrap: anywhere; } .terms th { width: 12rem; }
a { color: var(--link); } a:focus-visible, .table:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem; font-size: .9rem; color: var(--soft); }
@media screen and (max-width: 40rem) { body { padding: .75rem .75rem 2rem; } th, td { padding: .15rem .3rem; font-size: .82rem; }
  .terms th { width: 7rem; } }
@page { margin: 16mm 15mm; }
@media print { :root { color-scheme: light; font-size: 10.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; } h2, h3, caption, figcaption { break-after: avoid; }
  .two { grid-template-columns: 1fr 1fr; } .tiles { grid-template-columns: repeat(5, 1fr); }
  .proposal, tr, .tiles { break-inside: avoid; } .table { overflow: visible; padding-right: 1px; } }
)";

}  // namespace precept::batch

# Figures in, bench/RESULTS.md and bench/results.svg out. Never here: measuring; names of this machine or its users.
import math
import os
import re

NAMES = {"hand": "hand-written SIMD loop", "generated": "ours, generated glue", "interpreted": "ours, interpreted glue"}


def goal(number, what, measured, limit, sense, unit, left_out):
    reached = measured <= limit if sense == "at most" else measured >= limit
    return {"id": number, "what": what, "measured": measured, "limit": limit, "sense": sense, "unit": unit, "left_out": left_out,
            "reached": reached}


def line(one):
    return (f"goal {one['id']:<3} {one['what']:<84} {one['measured']:9.2f}{one['unit']} of {one['sense']} {one['limit']:g}{one['unit']}: "
            + ("reached" if one["reached"] else "MISSED"))


def cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.M)
        return found.group(1).strip() if found else "unknown"
    except OSError:
        return "unknown"


def bars(by_engine):
    all_bars = []
    for engine in ("ours", "ClickHouse", "Polars", "DuckDB"):
        for variant, ns in by_engine.get(engine, {}).items():
            name = NAMES.get(variant) if engine == "ours" else f"{engine}, {variant.replace('_', ' ')}"
            all_bars.append((name, ns, engine == "ours"))
    return all_bars


def plot(path, by_engine):
    rows = bars(by_engine)
    low, high = 0.5, 500
    at = lambda ns: 290 + 420 * (math.log10(ns / low) / math.log10(high / low))  # noqa: E731
    height = 70 + 28 * len(rows)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 {height}" font-family="sans-serif" font-size="13">',
           f'<rect width="780" height="{height}" fill="#fff"/>',
           '<text x="10" y="20">Nanoseconds a case, one thread, the reference rule with full trace (logarithmic)</text>']
    for tick in (1, 10, 100):
        out.append(f'<line x1="{at(tick):.1f}" x2="{at(tick):.1f}" y1="34" y2="{height - 24}" stroke="#999"/>'
                   f'<text x="{at(tick):.1f}" y="{height - 8}" text-anchor="middle">{tick}</text>')
    for place, (name, ns, ours) in enumerate(rows):
        y = 40 + 28 * place
        out.append(f'<text x="280" y="{y + 14}" text-anchor="end">{name}</text>'
                   f'<rect x="290" y="{y}" width="{at(ns) - 290:.1f}" height="18" fill="{"#222" if ours else "#fff"}" stroke="#222"/>'
                   f'<text x="{at(ns) + 6:.1f}" y="{y + 14}">{ns:.2f}</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out + ["</svg>", ""]))


def write(folder, machine, goals, figures, by_engine, versions, notes):
    peers = "; ".join(f"{name} {version}" for name, version in versions.items() if name != "ours") or "none"
    lines = ["# Results", "", "Written by `./dev bench`; [README.md](README.md) says what each figure is. Only ratios of one run count.", "",
             f"{machine['date']}; {machine['cpu']}, {machine['cores']} cores; {machine['system']}; g++ {machine['compiler']}; "
             f"{figures.get('llvm', 'no LLVM')}; leaf kernels {figures.get('kernels', '?')}. {machine['rows']:,} cases, medians of "
             f"{machine['rounds']} interleaved rounds. Load average {figures.get('load_start', 0):.2f} before, "
             f"{machine['load_after']:.2f} after. Peers: {peers}.", "",
             "| goal | what | measured | goal | reached | left out |", "|---|---|---|---|---|---|"]
    for one in sorted(goals, key=lambda one: one["id"]):
        lines.append(f"| {one['id']} | {one['what']} | {one['measured']:.2f}{one['unit']} | {one['sense']} {one['limit']:g}{one['unit']} | "
                     f"{'yes' if one['reached'] else '**no**'} | {one['left_out']} |")
    lines += ["", "![nanoseconds a case](results.svg)", "", "| engine | ns a case |", "|---|---|"]
    lines += [f"| {name} | {ns:.2f} |" for name, ns, _ in bars(by_engine)]
    lines += ["", "Other figures of the same run:", "", "| | |", "|---|---|"]
    lines += [f"| {name.replace('_', ' ')} | {value:,.2f} |" for name, value in figures.items() if isinstance(value, (int, float))]
    lines += ["", *notes] if notes else []
    with open(os.path.join(folder, "RESULTS.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines).rstrip() + "\n")
    plot(os.path.join(folder, "results.svg"), by_engine)

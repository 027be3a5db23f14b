# The house rules as a test: who may include whom, one foreign library behind one door, no file in a wrong room.
# In: the root of the checkout and the name of a rule. Out: one line a breach, and exit code 1 where there is any.
# Never here: a look at what git tracks (a checkout may be someone else's), or a rule that a file can switch off in itself.
import os
import re
import sys

SKIPPED_FOLDERS = re.compile(r"^(build|build-.*|\.git|\.cache|__pycache__|\.[a-z]+_cache)$")

# The rooms of ARCHITECTURE.md: what a room includes beside itself and the standard library.
ROOMS = {
    "compiler/source": [],
    "compiler/diagnostics": ["compiler/source"],
    "compiler/syntax": ["compiler/source", "compiler/diagnostics"],
    "compiler/sheets": ["compiler/source", "compiler/diagnostics", "compiler/syntax"],
    "compiler/check": ["compiler/source", "compiler/diagnostics", "compiler/syntax", "runtime/values"],
    "compiler/lower": ["compiler/source", "compiler/diagnostics", "compiler/syntax", "compiler/check", "runtime/values",
                       "runtime/program", "runtime/facts"],
    "compiler/analyze": ["compiler/source", "compiler/diagnostics", "compiler/syntax", "compiler/check", "compiler/lower",
                         "runtime/values", "runtime/program", "runtime/facts", "runtime/interpret", "runtime/decide", "runtime/needed"],
    "compiler/document": ["compiler/source", "compiler/diagnostics", "compiler/syntax", "compiler/check", "compiler/lower",
                          "compiler/analyze", "runtime/values", "runtime/program", "runtime/facts", "runtime/interpret",
                          "runtime/decide", "runtime/report"],
    "compiler/pipeline": ["compiler/source", "compiler/diagnostics", "compiler/syntax", "compiler/check", "compiler/lower",
                          "compiler/analyze", "runtime/values", "runtime/program", "runtime/facts", "runtime/interpret",
                          "runtime/decide"],
    "runtime/values": [],
    "runtime/program": ["runtime/values"],
    "runtime/facts": ["runtime/values", "runtime/program"],
    "runtime/interpret": ["runtime/values", "runtime/program", "runtime/facts"],
    "runtime/decide": ["runtime/values", "runtime/program", "runtime/facts", "runtime/interpret"],
    "runtime/needed": ["runtime/values", "runtime/program", "runtime/facts", "runtime/interpret", "runtime/decide"],
    "runtime/native": ["runtime/values", "runtime/program", "runtime/facts", "runtime/interpret"],
    "runtime/batch": ["runtime/values", "runtime/program", "runtime/facts", "runtime/interpret", "runtime/decide", "runtime/needed",
                      "runtime/native", "runtime/report"],
    "runtime/report": ["runtime/values", "runtime/program", "runtime/facts", "runtime/interpret", "runtime/decide", "runtime/needed"],
}
OPEN_ROOMS = ["cli", "tests", "bench", "examples"]  # may include everything of ours

# A foreign library: the include that gives it away, and the rooms with a door to it. `files`: how many .cpp of a room.
FOREIGN = [
    ("ANTLR", re.compile(r"antlr4|^Precept(Lexer|Parser)?\.h$"), {"compiler/syntax": 1}),
    ("LLVM", re.compile(r"^(llvm|llvm-c)/"), {"runtime/native": None, "bench": None, "tests": None}),
    ("JSON", re.compile(r"^nlohmann/"), {"compiler/diagnostics": 1, "runtime/facts": 1, "runtime/report": 1, "cli": 1,
                                         "tests": None, "bench": None, "examples": None}),
    ("DuckDB", re.compile(r"^duckdb\.h"), {"runtime/batch": 1, "tests": None, "bench": 1}),
    ("zlib", re.compile(r"^zlib\.h"), {"runtime/batch": 1, "tests": None}),
    ("GoogleTest", re.compile(r"^(gtest|gmock)/"), {"tests": None}),
]

# Headers that the build makes from grammar/, and who includes them. They name no type of ANTLR's.
GENERATED = {"precept_tokens.hpp": "compiler/syntax"}

SOURCE_ENDINGS = (".cpp", ".hpp", ".def")
# Files past 400 lines, each with the reason why it is one thing.
LONG_FILES = {
    "compiler/syntax/build_declarations.hpp": "one short function for each declaration of the grammar",
    "compiler/syntax/tokens.cpp": "one pass over the tokens, a case for each kind that its surroundings tell",
}
LINES_MAX = 400
LINES_MAX_TESTS = 800  # tables of cases: long is no harm where each case stands by itself
COUNTED = (".cpp", ".hpp", ".py", ".cmake", ".g4", ".def")

FORBIDDEN = [
    (re.compile(r"\bstd::sto[df]|\bstrto[df]\b|\bato[fi]\b|\bsetlocale\b|\bstd::locale\b"), "depends on the locale",
     ("compiler/", "runtime/")),
    (re.compile(r"\bstd::random_device\b|\bs?rand\(|\bsystem_clock\b|\bgettimeofday\b|\blocaltime\b"), "a clock or chance",
     ("compiler/", "runtime/values", "runtime/program", "runtime/facts", "runtime/interpret", "runtime/decide", "runtime/needed", "runtime/report")),
    (re.compile(r"\b(double|float)\b"), "binary floating point in meaning",
     ("compiler/check", "compiler/lower", "runtime/values", "runtime/program", "runtime/interpret", "runtime/decide",
      "runtime/needed")),
]
# Only tests and the rules themselves may name such places.
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.$}])(/(work|farm|home|root)/|\.\./shared\b)|(^|[^A-Za-z0-9_.$}])/tmp/")
MARK = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not SKIPPED_FOLDERS.match(name))
        for name in sorted(names):
            yield os.path.relpath(os.path.join(folder, name), root)


def text(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def room_of(path):
    parts = path.split(os.sep)
    return "/".join(parts[:2]) if parts[0] in ("compiler", "runtime") else parts[0]


def includes(root, path):
    for number, line in enumerate(text(root, path).splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*[<"]([^">]+)[">]', line)
        if found:
            yield number, found.group(1), '"' in line


def rule_includes(root):
    """A room includes only what the table of ARCHITECTURE.md names."""
    for path in files(root):
        if not path.endswith(SOURCE_ENDINGS):
            continue
        room = room_of(path)
        if room in OPEN_ROOMS or room == "grammar":
            continue
        allowed = [room] + ROOMS.get(room, [])
        for number, name, quoted in includes(root, path):
            target = room_of(name) if name.startswith(("compiler/", "runtime/")) else name.split("/")[0]
            if name.startswith(("compiler/", "runtime/", "cli/", "tests/", "bench/")):
                if target not in allowed:
                    yield f"{path}:{number}: {room} may not include {target} ({name})"
            elif quoted and GENERATED.get(name) != room and not any(pattern.search(name) for _, pattern, _ in FOREIGN):
                yield f"{path}:{number}: \"{name}\" is not written from the root of the project"


def rule_doors(root):
    """A foreign library is met in .cpp files of the room that has its door, in one of them where the table says so. A folder
    of its own name may have a header for its own files."""
    met = {}
    for path in files(root):
        if not path.endswith(SOURCE_ENDINGS):
            continue
        room = room_of(path)
        for number, name, _ in includes(root, path):
            for library, pattern, doors in FOREIGN:
                if room == "grammar" or not pattern.search(name):
                    continue
                if room not in doors:
                    yield f"{path}:{number}: {library} has no door in {room} ({name})"
                elif not path.endswith(".cpp") and room not in OPEN_ROOMS and f"/{library.lower()}/" not in path:
                    yield f"{path}:{number}: {library} in a header ({name})"
                else:
                    met.setdefault((library, room, doors[room]), set()).add(path)
    for (library, room, most), paths in sorted(met.items(), key=str):
        if most is not None and len(paths) > most:
            yield f"{room}: {library} is met in {len(paths)} files, and its door is {most}: {', '.join(sorted(paths))}"


def rule_links(root):
    """The runtime links no compiler, no parser; only its native engine links LLVM."""
    for path in files(root):
        if os.path.basename(path) != "CMakeLists.txt" or not path.startswith("runtime" + os.sep):
            continue
        lines = re.sub(r"#[^\n]*", "", text(root, path))
        for name in re.findall(r"precept_(?:source|diagnostics|syntax|sheets|check|lower|analyze|pipeline|document|grammar)\b|\bantlr\w*", lines, re.I):
            yield f"{path}: the runtime links {name}"
        if re.search(r"\bLLVM", lines) and not path.startswith(os.path.join("runtime", "native")):
            yield f"{path}: LLVM is linked outside runtime/native"


def rule_rooms(root):
    """Every source file lies in a room that exists, and every kind of file where that kind belongs."""
    homes = {
        ".cpp": list(ROOMS) + OPEN_ROOMS + ["grammar"], ".hpp": list(ROOMS) + OPEN_ROOMS + ["grammar"],
        ".def": list(ROOMS), ".g4": ["grammar"], ".precept": ["guidelines", "examples", "tests", "docs", "bench"],
        ".py": ["tests", "bench", "docs"],
    }
    for path in files(root):
        ending = os.path.splitext(path)[1]
        if ending in homes and room_of(path) not in homes[ending]:
            yield f"{path}: no room for a {ending} file"
        if ending in (".h", ".hh", ".cc", ".cxx", ".c"):
            yield f"{path}: C++ files here end in .cpp and .hpp"


def rule_openings(root):
    """Every file opens with a comment that says what it is: what comes in, what goes out, what never happens here."""
    comments = {".cpp": "//", ".hpp": "//", ".def": "//", ".g4": "//", ".py": "#", ".cmake": "#", ".precept": "#"}
    for path in files(root):
        opening = comments.get(os.path.splitext(path)[1])
        if opening is None or (path.endswith(".precept") and not path.startswith("guidelines")):
            continue
        first = text(root, path).lstrip("\ufeff").split("\n", 1)[0]
        if not first.startswith(opening) or len(first.strip("/#! ")) < 12:
            yield f"{path}:1: does not open with a comment that says what it is"


def rule_paths(root):
    """No path of the machine it was written on, and no mark of unfinished work."""
    for path in files(root):
        if path.startswith(os.path.join("tests", "house")) or path.endswith((".png", ".o", ".a")):
            continue
        for number, line in enumerate(text(root, path).splitlines(), 1):
            found = MACHINE_PATH.search(line)
            if found and not ("/tmp/" in found.group(0) and path.startswith("tests" + os.sep)):
                yield f"{path}:{number}: a path of this machine: {line.strip()[:100]}"
            if MARK.search(line):
                yield f"{path}:{number}: a mark of unfinished work: {line.strip()[:100]}"


def rule_sizes(root):
    """Files stay under 400 lines (tests under 800), those named with a reason in LONG_FILES aside."""
    seen = set()
    for path in files(root):
        if not path.endswith(COUNTED):
            continue
        lines = text(root, path).count("\n")
        most = LINES_MAX_TESTS if path.startswith("tests" + os.sep) else LINES_MAX
        if lines > most:
            seen.add(path)
            if path not in LONG_FILES:
                yield f"{path}: {lines} lines; is it one thing? (more than {most})"
    for path in sorted(set(LONG_FILES) - seen):
        yield f"{path}: named in LONG_FILES and not so long, or not there"


def rule_determinism(root):
    """No locale, clock, chance or binary floating point where meaning is worked out."""
    for path in files(root):
        if not path.endswith(SOURCE_ENDINGS):
            continue
        for number, line in enumerate(text(root, path).splitlines(), 1):
            code = re.sub(r'"(\\.|[^"\\])*"', '""', line.split("//")[0])
            for pattern, why, rooms in FORBIDDEN:
                if path.replace(os.sep, "/").startswith(rooms) and pattern.search(code):
                    yield f"{path}:{number}: {why}: {line.strip()[:100]}"


RULES = {name[len("rule_"):]: function for name, function in sorted(globals().items()) if name.startswith("rule_")}


def main(arguments):
    if len(arguments) != 2 or (arguments[1] not in RULES and arguments[1] != "all"):
        print(f"usage: rules.py ROOT RULE, a rule being all or one of: {', '.join(RULES)}", file=sys.stderr)
        return 2
    breaches = 0
    for name, rule in RULES.items():
        if arguments[1] not in (name, "all"):
            continue
        for breach in rule(arguments[0]):
            print(f"{name}: {breach}")
            breaches += 1
    print(f"{breaches} breach{'' if breaches == 1 else 'es'} of the house rules")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# The house rules find what they are there to find: each rule is run on a small tree that breaks it once.
# In: nothing. Out: exit code 1 where a rule misses its breach, or finds one in a tree that keeps the rules.
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules  # noqa: E402

OPENING = "// A file of a small tree: nothing in, nothing out.\n"
SOUND = {
    "runtime/values/value.hpp": OPENING + "#include <vector>\n",
    "runtime/program/program.cpp": OPENING + '#include "runtime/values/value.hpp"\n',
    "runtime/program/CMakeLists.txt": "precept_room(program PUBLIC precept_values)\n",
    "compiler/syntax/parse.cpp": OPENING + '#include <antlr4-runtime.h>\n#include "PreceptParser.h"\n',
    "guidelines/a.precept": "# A guideline of a small tree.\nguideline a\n",
}
BREACHES = [
    ("includes", "runtime/values/other.cpp", OPENING + '#include "runtime/program/program.hpp"\n'),
    ("includes", "runtime/facts/other.cpp", OPENING + '#include "compiler/source/source.hpp"\n'),
    ("includes", "runtime/facts/other.cpp", OPENING + '#include "case_facts.hpp"\n'),
    ("includes", "compiler/lower/other.hpp", OPENING + '#include "runtime/decide/decide.hpp"\n'),
    ("doors", "compiler/syntax/second.cpp", OPENING + "#include <antlr4-runtime.h>\n"),
    ("doors", "compiler/syntax/parse.hpp", OPENING + "#include <antlr4-runtime.h>\n"),
    ("doors", "runtime/interpret/fast.cpp", OPENING + "#include <llvm/IR/Module.h>\n"),
    ("doors", "runtime/native/code.hpp", OPENING + "#include <llvm/IR/Module.h>\n"),
    ("doors", "runtime/values/json.cpp", OPENING + "#include <nlohmann/json.hpp>\n"),
    ("links", "runtime/report/CMakeLists.txt", "precept_room(report PUBLIC precept_syntax)\n"),
    ("links", "runtime/facts/CMakeLists.txt", "target_link_libraries(precept_facts PRIVATE LLVM)\n"),
    ("rooms", "runtime/odd/odd.cpp", OPENING),
    ("rooms", "source.cpp", OPENING),
    ("rooms", "compiler/check/check.h", OPENING),
    ("rooms", "runtime/values/a.precept", "# A guideline in a wrong room.\n"),
    ("openings", "runtime/values/bare.hpp", "#pragma once\n"),
    ("openings", "guidelines/bare.precept", "guideline b\n"),
    ("paths", "docs/install.md", "look into /" + "work/main\n"),
    ("paths", "docs/install.md", "write to /" + "tmp/x\n"),
    ("paths", "runtime/values/value.cpp", OPENING + "// TO" + "DO: finish\n"),
    ("sizes", "runtime/values/long.cpp", OPENING + "int a;\n" * 400),
    ("sizes", "tests/values/long.cpp", OPENING + "int a;\n" * 800),
    ("determinism", "runtime/values/real.cpp", OPENING + "double ratio = 0;\n"),
    ("determinism", "compiler/check/real.cpp", OPENING + "auto a = std::stod(text);\n"),
    ("determinism", "runtime/decide/now.cpp", OPENING + "auto a = std::chrono::system_clock::now();\n"),
]


def breaches(tree, rule):
    with tempfile.TemporaryDirectory() as root:
        for path, content in tree.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)) or root, exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(content)
        saved, rules.LONG_FILES = rules.LONG_FILES, {}
        try:
            return list(rules.RULES[rule](root))
        finally:
            rules.LONG_FILES = saved


def main():
    wrong = []
    for rule in rules.RULES:
        found = breaches(SOUND, rule)
        if found:
            wrong.append(f"{rule}: found in a tree that keeps the rules: {found}")
    for rule, path, content in BREACHES:
        if len(breaches({**SOUND, path: content}, rule)) != 1:
            wrong.append(f"{rule}: missed, or counted twice, in {path}: {content.splitlines()[-1]}")
    if {rule for rule, _, _ in BREACHES} != set(rules.RULES):
        wrong.append("a rule has no breach here")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

// One function a verb: arguments in, exit code out.
#pragma once

#include "cli/arguments.hpp"

namespace precept::cli {

int run_check(const Arguments& arguments);
int run_fmt(const Arguments& arguments);
int run_test(const Arguments& arguments);
int run_decide(const Arguments& arguments);
int run_run(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_diff(const Arguments& arguments);
int run_doc(const Arguments& arguments);
int run_table(const Arguments& arguments);
int run_facts(const Arguments& arguments);
int run_show(const Arguments& arguments);
int run_version(const Arguments& arguments);
int run_help(const Arguments& arguments);

}  // namespace precept::cli

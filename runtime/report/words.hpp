// English and layout for reports: lists, sentences, wrapping; and text of a case made safe to print.
// In and out: UTF-8 text. Deterministic, no locale. Never here: what anything means.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

// Text of a case or guideline on one line: runs of white space and control characters (C0, C1) become one blank.
std::string clean(std::string_view text);

// "a", "a and b", "a, b and c"; with `separator` "; ": "a; b; and c".
std::string joined(const std::vector<std::string>& items, std::string_view last = "and");
std::string joined_clauses(const std::vector<std::string>& clauses, std::string_view last = "and");

// Numbers as people list them, ascending: "1", "2 and 3", "2 to 5 and 9".
std::string number_ranges(std::vector<int> numbers);

// First letter upper case (where it is a plain letter), a full stop at the end where no sentence mark stands.
std::string sentence(std::string_view clause);

// "is", or "are" where what a subject is about is in the plural: "pain score" is, "weeks of care" are.
std::string_view is_or_are(std::string_view subject);
// "the pain score"; what has an article of its own keeps it.
std::string with_article(std::string_view noun);

// Clauses as sentences; those that begin with the same three words or more share one, each with those that it shares most:
// "the records do not state A", "the records do not include B" -> "The records do not state A or include B."
std::string sentences(const std::vector<std::string>& clauses);

// Lines of at most `columns` characters where words allow it; the first after `first`, the others after `rest`.
std::string wrapped(std::string_view text, std::size_t columns, std::string_view first = "", std::string_view rest = "");

// Characters of a UTF-8 text, as columns of a terminal count them (wide characters aside).
std::size_t width(std::string_view text);

}  // namespace precept

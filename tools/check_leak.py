"""Checks that no engine knows the sample data or the scenarios by heart.

Run by `tools/check.sh leak`. A word of the sample data is a word of a table's
or column's name, or of the name of a folder or file of the handbook. None may
stand in a string literal below core/, sdk/ or components/, except the generic
words of tools/leak_allowed.txt, each with its reason.

Nor may a literal there hold two content words in a row (stop words between
them do not count, punctuation parts them) that stand so in a record or a
question of a scenario in eval/scenarios/. In a pattern of alternatives
("a|b c|d") each pair of neighbours counts. Exempt are a word beside itself
("year by year"), and pairs of which both words stand in one line of
tools/leak_phrases.txt: the fixed phrases of the trade, each with its reason.
"""

import glob
import itertools
import json
import os
import re
import subprocess
import sys

SCHEMA = "deploy/samples/company/schema.sql"
HANDBOOK = "deploy/samples/company/handbook"
ALLOWED = "tools/leak_allowed.txt"
SCENARIOS = "eval/scenarios/*.jsonl"
PHRASES = "tools/leak_phrases.txt"
STOP_WORDS = "core/relevance/stop_words.cc"
SOURCES = ("core", "sdk", "components")

# Comments and character literals are matched so that quotes in them do not
# open a string.
TOKEN = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | ^[ \t]*\#[ \t]*include[^\n]*
      | R"(?P<mark>[^(\s]*)\((?P<raw>.*?)\)(?P=mark)"
      | "(?P<plain>(?:\\.|[^"\\\n])*)"
      | '(?:\\.|[^'\\\n])+'
    """, re.VERBOSE | re.DOTALL | re.MULTILINE)


def singular(word):
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


def words(text):
    return {singular(w) for w in re.findall(r"[a-z]{3,}", text.lower())}


def schema_words():
    with open(SCHEMA, encoding="utf-8") as file:
        sql = re.sub(r"--[^\n]*", "", file.read())
    found = set()
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", sql,
                                  re.DOTALL):
        found |= words(table)
        for column in re.findall(r"^\s+(\w+) ", body, re.MULTILINE):
            found |= words(column)
    return found


def handbook_words():
    found = set()
    for folder, _, files in os.walk(HANDBOOK):
        found |= words(os.path.relpath(folder, HANDBOOK))
        for file in files:
            found |= words(os.path.splitext(file)[0])
    return found


def groups(path):
    """Yields (line number, words) of each "WORD, WORD: reason" in `path`."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            group, _, reason = line.partition(":")
            if not reason.strip():
                sys.exit(f"{path}:{number}: '{group}' has no reason")
            yield number, {singular(w.strip()) for w in group.split(",")}


def stop_words():
    with open(STOP_WORDS, encoding="utf-8") as file:
        text = file.read()
    start = text.index("kStopWords[]")
    literal = text[start:text.index(";", start)]
    found = " ".join(re.findall(r'"([^"\n]*)"', literal)).split()
    # "dont": people leave the apostrophe out.
    return set(found) | {w.replace("'", "") for w in found
                         if w.endswith("n't")}


def content(text, stops):
    """The content words of `text`, in order; an identifier is one word."""
    found = re.findall(r"[a-z_]+(?:'[a-z]+)?", text.lower())
    return [singular(w) for w in found if w not in stops and w != "s"]


def clauses(text):
    return re.split(r"[.:;!?(){}\[\]\"]\s", text + " ")


def neighbours(text, stops):
    for clause in clauses(text):
        found = content(clause, stops)
        yield from zip(found, found[1:])


def scenario_pairs(stops):
    """Neighbours among the content words of each record and question."""
    pairs = {}
    for path in sorted(glob.glob(SCENARIOS)):
        with open(path, encoding="utf-8") as file:
            scenarios = [json.loads(line) for line in file if line.strip()]
        for s in scenarios:
            texts = [q["text"] for q in s["questions"]]
            for r in s["feedback"]:
                texts += [r["text"], r.get("question", "")]
            for text in texts:
                for pair in neighbours(text, stops):
                    pairs.setdefault(pair, text)
    return {pair: text for pair, text in pairs.items() if pair[0] != pair[1]}


def literal_pairs(literal, stops):
    """The same of a literal, of all alternatives of a pattern."""
    for clause in clauses(literal):
        before = set()
        for element in clause.split():
            if re.search("[@*]|<>", element):
                before = set()  # anything may stand here
                continue
            options = [content(o, stops) for o in element.split("|")]
            options = [o for o in options if o]
            for option in options:
                yield from zip(option, option[1:])
            if options:
                yield from itertools.product(before, {o[0] for o in options})
                before = {o[-1] for o in options}


def literals(text):
    """Yields (line number, content) of every string literal of `text`."""
    for match in TOKEN.finditer(text):
        content = match.group("raw")
        if content is None:
            content = match.group("plain")
        if content:
            # An escape is no part of the word beside it.
            plain = re.sub(r"\\.", " ", content)
            yield text.count("\n", 0, match.start()) + 1, plain


def main():
    taboo = schema_words() | handbook_words()
    allowed = set().union(*(group for _, group in groups(ALLOWED)))
    stops = stop_words()
    pairs = scenario_pairs(stops)
    phrases = list(groups(PHRASES))
    used = set()
    unused = sorted(allowed - taboo)
    nouns = taboo - allowed
    paths = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *SOURCES],
        check=True, capture_output=True, text=True).stdout.splitlines()
    paths = sorted(p for p in set(paths)
                   if p.endswith((".cc", ".h")) and os.path.exists(p))
    breaches = [f"{ALLOWED}:1: '{word}' is no word of the sample data"
                for word in unused]
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line, text in literals(file.read()):
                breaches += [f"{path}:{line}: \"{text[:60]}\" has the word "
                             f"'{word}' of the sample data"
                             for word in sorted(words(text) & nouns)]
                for pair in sorted(set(literal_pairs(text, stops))):
                    if pair not in pairs:
                        continue
                    lines = [n for n, group in phrases if set(pair) <= group]
                    used |= set(lines)
                    if not lines:
                        breaches.append(
                            f"{path}:{line}: \"{text[:60]}\" has '"
                            f"{' '.join(pair)}' of \"{pairs[pair][:60]}\"")
    breaches += [f"{PHRASES}:{number}: is not needed"
                 for number, _ in phrases if number not in used]
    print(f"leak: {len(paths)} files against {len(nouns)} words and "
          f"{len(pairs)} pairs")
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())

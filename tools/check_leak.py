"""Checks that no engine knows the sample data by heart.

Run by `tools/check.sh leak`. A word of the sample data is a word of a table's
or column's name, or of the name of a folder or file of the handbook. None may
stand in a string literal below core/, sdk/ or components/, except the generic
words of tools/leak_allowed.txt, each with its reason.
"""

import os
import re
import subprocess
import sys

SCHEMA = "deploy/samples/company/schema.sql"
HANDBOOK = "deploy/samples/company/handbook"
ALLOWED = "tools/leak_allowed.txt"
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


def allowed_words():
    allowed = set()
    with open(ALLOWED, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            group, _, reason = line.partition(":")
            if not reason.strip():
                sys.exit(f"{ALLOWED}:{number}: '{group}' has no reason")
            allowed |= {singular(word.strip()) for word in group.split(",")}
    return allowed


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
    allowed = allowed_words()
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
            for line, content in literals(file.read()):
                breaches += [f"{path}:{line}: \"{content[:60]}\" has the word "
                             f"'{word}' of the sample data"
                             for word in sorted(words(content) & nouns)]
    print(f"leak: {len(paths)} files against {len(nouns)} words")
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())

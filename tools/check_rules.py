"""Checks that the tree is the diagram of docs/architecture.md, section 2.

Run by `tools/check.sh rules`. Prints one line for each breach, as FILE:LINE,
and the share of the embedded engines; exit 1 where there is a breach.
"""

import os
import re
import subprocess
import sys

import protocol_rules

# First folders of our own include paths; any other include is a library's.
OURS = ("base", "core", "sdk", "client", "components", "coordinator", "cli",
        "tests", "bench", "eval", "alhf")

# What the files below a folder may include of ours. The longest prefix that
# fits a file counts.
MAY_INCLUDE = {
    "base/": ("base/", "alhf/rpc/"),
    # A page token is a stored message that knows no domain.
    "base/page_token.cc": ("base/", "alhf/rpc/",
                           "alhf/storage/v1/exchange.pb.h"),
    "core/": ("core/", "base/", "alhf/v1/", "alhf/config/", "alhf/rpc/"),
    "sdk/": ("alhf/", "sdk/", "core/", "base/"),
    "sdk/examples/": ("alhf/", "sdk/examples/"),
    "coordinator/": ("coordinator/", "core/", "base/", "alhf/v1/",
                     "alhf/config/", "alhf/storage/", "alhf/rpc/"),
    # The program knows endpoints of embeddings; its parts know an encoder.
    "coordinator/main.cc": ("coordinator/", "base/", "alhf/storage/",
                            "alhf/sdk/model/endpoint_encoder.h"),
    # What a component without structure of its own makes of a record is the
    # SDK's to say.
    "eval/": ("eval/", "core/", "base/", "alhf/v1/", "alhf/config/",
              "alhf/rpc/", "alhf/sdk/model/", "alhf/sdk/scope.h",
              "alhf/sdk/scope_model.h"),
    "cli/": ("cli/", "eval/", "base/", "core/relevance/encoder/",
             "core/requests/", "alhf/v1/", "alhf/config/", "alhf/rpc/"),
    "client/": ("alhf/client/", "client/", "base/", "alhf/v1/", "alhf/rpc/"),
    # A caller of components; the proof that it works has a real one behind it.
    "tests/conformance/": ("tests/conformance/", "base/", "cli/", "alhf/v1/",
                           "alhf/rpc/"),
    "tests/conformance/proof/": ("",),
}
COMPONENT_MAY_INCLUDE = ("alhf/sdk/", "alhf/v1/", "alhf/config/", "alhf/rpc/")

# Folders whose files never include each other's.
APART = (("coordinator/feedback/", "coordinator/query/"),)

WIRE_FILE = re.compile(r"(_service\.|_server\.|^serve\.|^grpc_)")
WIRE_INCLUDE = re.compile(r"^(grpcpp/|grpc/|grpc\+\+/)|\.grpc\.pb\.h$")

# Sources without a test below tests/unit: programs are tested as processes,
# and an example has its test beside it, as an author has.
NO_MIRROR = ("main.cc",)
COVERED = "tests/unit/covered.txt"
EXAMPLES = "sdk/examples/"

MAX_HEADER, MAX_SOURCE = 200, 400
LONGER = re.compile(r"^// Longer than .*: because ", re.MULTILINE)

# Each rule of a component has a case, and each case a rule.
PROTOCOL = "docs/protocol.md"
RELIABILITY = "docs/reliability.md"
# A test of ours where a page names it: a suite, a test of it, or a file.
TEST = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", re.MULTILINE)
NAMED_TEST = re.compile(r"`(\w+Test(?:\.\w+)?|test_\w+\.py)`")
CASES = "tests/conformance/cases/"
CASE = re.compile(r'"([A-Z]+_\d\d)_\w+"')

PRODUCTION = ("base/", "core/", "sdk/", "components/", "coordinator/", "cli/",
              "client/", "eval/")
# Above this share the engines are no longer small.
MAX_ENGINE_SHARE = 0.45
AIM_ENGINE_SHARE = 0.20


def tracked_files(*patterns):
    """Returns the files that git knows or would take."""
    out = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        check=True, capture_output=True, text=True).stdout
    return sorted({f for f in out.splitlines() if os.path.exists(f)})


def includes(text):
    """Yields (line number, path) of every include of `text`."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1)


def allowed_for(path):
    """Returns the prefixes of ours that `path` may include; None: any."""
    component = re.match(r"components/([^/]+)/", path)
    if component:
        return COMPONENT_MAY_INCLUDE + (component.group(0),)
    fits = [prefix for prefix in MAY_INCLUDE if path.startswith(prefix)]
    return MAY_INCLUDE[max(fits, key=len)] if fits else None


def include_breaches(path, text):
    allowed = allowed_for(path)
    for number, included in includes(text):
        where = f"{path}:{number}"
        ours = included.split("/")[0] in OURS and "/" in included
        if ours and allowed is not None and not included.startswith(allowed):
            yield f"{where}: includes {included}; allowed: {', '.join(allowed)}"
        for one, other in APART:
            for mine, theirs in ((one, other), (other, one)):
                if path.startswith(mine) and included.startswith(theirs):
                    yield f"{where}: {mine} includes {included} of {theirs}"
        name = os.path.basename(path)
        if (WIRE_INCLUDE.search(included) and path.startswith(PRODUCTION) and
                not WIRE_FILE.search(name)):
            yield (f"{where}: includes {included}; only *_service, *_server, "
                   "serve and grpc_* files know the wire")


def mirror_breaches(path, files):
    if not path.endswith(".cc") or not path.startswith(PRODUCTION):
        return
    if os.path.basename(path) in NO_MIRROR or path.endswith("_test.cc"):
        return
    beside = path[:-len(".cc")] + "_test.cc"
    test = beside if path.startswith(EXAMPLES) else "tests/unit/" + beside
    if test not in files and not covered_elsewhere(path):
        yield f"{path}:1: has no test {test}"


def covered_elsewhere(path):
    """Whether tests/unit/covered.txt names a test that is there for `path`.

    For parts that mean something only together: their test is named beside
    them, so that whoever changes one knows which test to run.
    """
    if not os.path.exists(COVERED):
        return False
    with open(COVERED, encoding="utf-8") as file:
        for line in file:
            words = line.split("#")[0].split()
            if len(words) == 2 and path.startswith(words[0]):
                return os.path.exists(words[1])
    return False


def length_breaches(path, text):
    limit = MAX_HEADER if path.endswith(".h") else MAX_SOURCE
    lines = text.count("\n")
    first_comment = re.match(r"(//[^\n]*\n)*", text).group(0)
    if lines > limit and not LONGER.search(first_comment):
        yield (f"{path}:1: {lines} lines, the limit is {limit}; divide it, or "
               "say in the first comment 'Longer than …: because …'")


def python_breaches():
    """Modules of the Python SDK are as small as sources, and say what they
    are."""
    out = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--",
         "sdk/python/*.py", "examples/*.py"],
        check=True, capture_output=True, text=True).stdout
    for path in out.splitlines():
        with open(path, encoding="utf-8") as file:
            text = file.read()
        lines = text.count("\n")
        if lines > MAX_SOURCE:
            yield f"{path}:1: {lines} lines, the limit is {MAX_SOURCE}"
        if not text.startswith('"""'):
            yield f"{path}:1: does not begin with what it is"


def word_breaches(path, text):
    """Things that have one home, named in docs/architecture.md."""
    homes = (
        (r"\babsl::Mutex\b", ("base/mutex.h",), "use base/mutex.h"),
        (r"\babsl::Now\(\)|system_clock::now", ("base/clock.h", "tests/", "bench/"),
         "take the time from a Clock"),
    )
    # gRPC counts deadlines from the wall clock.
    wire = WIRE_FILE.search(os.path.basename(path))
    for pattern, allowed, advice in homes:
        if path.startswith(allowed) or (wire and "Clock" in advice):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            code = line.split("//")[0]
            if re.search(pattern, code):
                yield f"{path}:{number}: {code.strip()}: {advice}"


def case_breaches(protocol, texts):
    """Yields rules of `protocol` without a case, and cases without a rule."""
    rules = {name: line
             for line, name, _ in protocol_rules.component_rules(protocol)}
    cases = {}
    for path, text in texts.items():
        if path.startswith(CASES):
            for number, line in enumerate(text.splitlines(), 1):
                for name in CASE.findall(line):
                    cases.setdefault(name, f"{path}:{number}")
    for name, line in rules.items():
        if name not in cases:
            yield f"{PROTOCOL}:{line}: {name} has no case in {CASES}"
    for name, where in cases.items():
        if name not in rules:
            yield f"{where}: {PROTOCOL} has no rule {name} for components"


def shown_breaches(pages, texts):
    """Yields rules that name no test, and tests of the pages that are none."""
    known = {os.path.basename(path) for path in tracked_files("*test_*.py")}
    for text in texts.values():
        for suite, name in TEST.findall(text):
            known |= {suite, f"{suite}.{name}"}
    for line, name, shown in protocol_rules.other_rules(pages[PROTOCOL]):
        if not NAMED_TEST.search(shown):
            yield f"{PROTOCOL}:{line}: {name} names no test"
    for page, text in pages.items():
        for number, line in enumerate(text.splitlines(), 1):
            for name in NAMED_TEST.findall(line):
                if name not in known:
                    yield f"{page}:{number}: there is no test {name}"


def engine_share(texts):
    """Returns (lines of the engines, lines of all production C++)."""
    count = lambda prefix: sum(
        text.count("\n") for path, text in texts.items()
        if path.startswith(prefix))
    return count("components/"), count(PRODUCTION)


def main():
    texts = {}
    for path in tracked_files("*.cc", "*.h"):
        with open(path, encoding="utf-8") as file:
            texts[path] = file.read()
    breaches = []
    for path, text in texts.items():
        breaches += include_breaches(path, text)
        breaches += mirror_breaches(path, texts)
        breaches += length_breaches(path, text)
        breaches += word_breaches(path, text)
    breaches += python_breaches()
    pages = {}
    for page in filter(os.path.exists, (PROTOCOL, RELIABILITY)):
        with open(page, encoding="utf-8") as file:
            pages[page] = file.read()
    if PROTOCOL in pages:
        breaches += case_breaches(pages[PROTOCOL], texts)
        breaches += shown_breaches(pages, texts)
    engines, everything = engine_share(texts)
    share = engines / everything if everything else 0
    print(f"rules: {len(texts)} files; embedded engines {engines} of "
          f"{everything} lines = {share:.0%} (aim {AIM_ENGINE_SHARE:.0%}, "
          f"limit {MAX_ENGINE_SHARE:.0%})")
    if share > MAX_ENGINE_SHARE:
        breaches.append("components/: the engines are larger than the limit")
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())

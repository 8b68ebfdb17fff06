"""Definitions as people say them: "X means Y", "X is Y" where Y reads as a
definition, "X = Y", "by X we mean Y", "when we say X we mean Y", "X stands for
Y", "X is short for Y", "define X as Y", "we call Y an X", "Y is called X".

The forms are told apart as in core/relevance/definition.cc; a test compares
them.
"""

from __future__ import annotations

from collections.abc import Collection

from alhf.sdk.analysis import analyze

_MAX_TERM_TOKENS = 16
_MAX_IS_TERM_CONTENT = 4

# Articles, and what people say before a term.
_ARTICLES = frozenset("a an the our your my their here btw fyi hey".split())
# Words that refer back or forth: what they are is no definition.
_POINTERS = frozenset((
    "this that these those it its i you we he she they there here what which "
    "who where how why everything nothing something one all both").split())
# Stems of parts of an answer: what is said of them is a judgement.
_PARTS_OF_ANSWERS = frozenset((
    "answer result respons repli output queri sql chart problem issu mistak "
    "error question reason point idea feedback thing bug").split())
# Words with which a judgement begins, not a definition.
_JUDGEMENTS = frozenset((
    "wrong right correct incorrect missing too not no never also good bad "
    "great fine nice better best worse ok okay still broken useless useful "
    "helpful perfect off unclear confusing empty fake sorry so mess false true"
    ).split())
# Words with which the meaning begins in "X is Y".
_BEGIN_MEANINGS = frozenset((
    "a an any anyone anybody anything every everyone everybody everything all "
    "one those someone somebody the our net gross excluding including without "
    "when where what whatever whoever defined calculated computed measured"
    ).split())
_MODALS = frozenset((
    "can could may might must shall should will would do does did to").split())
_DENIALS = frozenset((
    "not no never cannot dont doesnt didnt isnt arent wasnt werent wont cant "
    "shouldnt mustnt neednt").split())
_QUOTES = "\"'`“”‘’„«»"
_CLAUSE_ENDS = ",:;()"
# What people say before the term, behind which it begins.
_LEADS = frozenset("that because since and but so remember note".split())
# Defining verbs of more than one word, by the first.
_VERBS = (
    ("means",), ("denotes",), ("signifies",), ("refers", "to"),
    ("refer", "to"), ("stands", "for"), ("stand", "for"))
_VERBS_OF_BEING = (
    ("short", "for"), ("defined", "as"), ("an", "abbreviation", "for"),
    ("an", "abbreviation", "of"), ("the", "same", "as"),
    ("another", "word", "for"), ("another", "name", "for"),
    ("another", "term", "for"))


def defined_term(sentence: str) -> str:
    """Returns the term that `sentence` defines, as written, without article
    and quotes; "" for none. Judgements ("the answer is wrong"), questions and
    negations are no definitions."""
    parser = _Parser(sentence)
    if sentence.rstrip().endswith("?") or len(parser.tokens) < 2:
        return ""
    for form in (parser.we_mean, parser.define_as, parser.same_thing,
                 parser.what_we_call):
        if term := form():
            return term
    # Where such a verb stands, no other way can be meant.
    if verb := parser.first_verb():
        return parser.term(parser.clause_begin(verb), verb,
                           verb + parser.verb_at(verb))
    for form in (parser.called, parser.we_call, parser.by_sign, parser.by_is):
        if term := form():
            return term
    return ""


class _Parser:
    """One sentence, taken apart, and the ways to find a definition in it. Each
    returns the term, or ""."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self.tokens = analyze(sentence).tokens
        self._words = [token.text for token in self.tokens]

    def we_mean(self) -> str:
        """"by X we mean Y", "when we say X, we mean Y"."""
        words = self._words
        for i in range(1, len(words) - 2):
            if (words[i] not in ("we", "i", "people") or
                    words[i + 1] not in ("mean", "understand")):
                continue
            for first in range(i):
                if words[first] in ("by", "with"):
                    begin = first + 1
                elif (words[first] in ("when", "if", "where") and
                      self._is(first + 2, ("say", "says", "speak", "write",
                                           "talk", "ask"))):
                    begin = first + 3
                    begin += self._is(begin, ("of", "about", "for"))
                else:
                    continue
                return self.term(begin, i, i + 2)
        return ""

    def define_as(self) -> str:
        """"define X as Y", "we define X to be Y"."""
        words = self._words
        for i in range(len(words) - 3):
            if words[i] not in ("define", "defines"):
                continue
            for at in range(i + 2, len(words) - 1):
                if words[at] == "as":
                    return self.term(i + 1, at, at + 1)
                if self._are(at, ("to", "be")):
                    return self.term(i + 1, at, at + 2)
        return ""

    def same_thing(self) -> str:
        """"X and Y are the same thing", "X and Y mean the same"."""
        for i in range(3, len(self._words) - 2):
            if (self._words[i] not in ("are", "is", "mean") or
                    not self._are(i + 1, ("the", "same")) or
                    self._are(i + 3, ("as",))):
                continue
            begin = self.clause_begin(i)
            if begin < 2 or self._words[begin - 1] != "and":
                return ""
            return self.term(self.clause_begin(begin - 1), begin - 1, begin)
        return ""

    def what_we_call(self) -> str:
        """"what we call X is Y"."""
        words = self._words
        for i in range(len(words) - 4):
            if (words[i] != "what" or words[i + 2] != "call" or
                    words[i + 1] not in ("we", "i", "people")):
                continue
            for verb in range(i + 4, min(i + 8, len(words)) - 1):
                if words[verb] in ("is", "are"):
                    return self.term(i + 3, verb, verb + 1)
        return ""

    def first_verb(self) -> int:
        """Returns the first defining verb; 0 where there is none."""
        return next((i for i in range(1, len(self._words) - 1)
                     if self.verb_at(i)), 0)

    def verb_at(self, i: int) -> int:
        """Returns the number of words of the defining verb at `i`, or 0."""
        for verb in _VERBS:
            if self._are(i, verb):
                return len(verb)
        # The base form is a verb after a plural or a term in quotes only.
        before = self.tokens[i - 1]
        plural = before.text.endswith("s") and not before.stop_word
        if self._words[i] == "mean" and (plural or _has_quote(
                self._before(i))):
            return 1
        if self._words[i] not in ("is", "are"):
            return 0
        at = i + 1 + self._is(i + 1, ("just", "only", "simply"))
        for verb in _VERBS_OF_BEING:
            if self._are(at, verb):
                return at + len(verb) - i
        # "X is what the manual calls Y"; what we call Y is X.
        for call in range(at + 2, min(at + 5, len(self._words))):
            if (self._words[at] == "what" and
                    self._words[call] in ("calls", "call") and
                    self._words[call - 1] not in ("we", "i", "people", "you")):
                return call + 1 - i
        return 0

    def called(self) -> str:
        """"Y is called X", "Y are known as X"."""
        for i in range(1, len(self._words) - 2):
            if self._words[i] not in ("is", "are"):
                continue
            begin = (i + 2 if self._words[i + 1] == "called" else
                     i + 3 if self._are(i + 1, ("known", "as")) else 0)
            if begin and self._words[0] not in _POINTERS:
                return self._term_last(0, i, begin)
        return ""

    def we_call(self) -> str:
        """"we call Y an X", 'we call Y "X"'."""
        words = self._words
        for i in range(1, len(words) - 3):
            if words[i] != "call" or words[i - 1] not in ("we", "i", "people"):
                continue
            for begin in range(len(words) - 1, i + 1, -1):
                article = words[begin - 1] in ("a", "an")
                if (_has_quote(self._before(begin)) or
                        (article and begin > i + 2)):
                    return self._term_last(
                        i + 1, begin - 1 if article else begin, begin)
        return ""

    def by_sign(self) -> str:
        """"X = Y", "X := Y"; not "==", "<=", "!="."""
        for i in range(1, len(self._words)):
            sign = self._before(i).strip()
            if "=" not in sign:
                continue
            if "==" in sign or any(mark in sign for mark in "<>!~+-*/"):
                return ""
            # "Rows with x = 1 aren't sold" tells of such rows.
            after = self._words[i + 1] if i + 1 < len(self._words) else ""
            if self.tokens[i].number and (
                    _is_negation(after) or after in _MODALS or
                    after in ("is", "are", "was", "were", "count", "counts")):
                return ""
            return self.term(self.clause_begin(i), i, i)
        return ""

    def by_is(self) -> str:
        """"X is Y", where X names something and Y begins as a meaning does."""
        words = self._words
        for i in range(1, len(words) - 1):
            if words[i] not in ("is", "are"):
                continue
            begin = self.clause_begin(i)
            term = self.tokens[begin:i]
            if any(token.stem in _PARTS_OF_ANSWERS for token in term):
                return ""
            if any(word in _JUDGEMENTS for word in words[i + 1:i + 4]):
                return ""
            quoted = (_has_quote(self._before(begin)) and
                      _has_quote(self._before(i)))
            # "My aunt is a baker" tells of somebody, it defines no word.
            personal = words[begin] in ("my", "his", "her", "your")
            content = sum(not token.stop_word for token in term)
            if (content > _MAX_IS_TERM_CONTENT or personal or
                    not (quoted or words[i + 1] in _BEGIN_MEANINGS or
                         self._spells_out(begin, i))):
                return ""
            return self.term(begin, i, i + 1)
        return ""

    def clause_begin(self, verb: int) -> int:
        """Returns where the clause that ends before `verb` begins, without
        what people say first ("please note that", "for us")."""
        begin = verb - 1
        while begin > 0 and not any(mark in self._before(begin)
                                    for mark in _CLAUSE_ENDS):
            # "Ann: that page is old" points at one.
            points = (self._words[begin - 1] == "that" and
                      ":" in self._before(begin - 1))
            if not points and self._words[begin - 1] in _LEADS:
                break
            begin -= 1
        return begin

    def term(self, begin: int, end: int, meaning: int) -> str:
        """Returns the term that is the tokens [begin, end), where a meaning
        follows at `meaning`."""
        end = self._without_whose(begin, end)
        begin = self._skip_articles(begin, end)
        if meaning >= len(self.tokens) or not self._is_term(begin, end):
            return ""
        return self._sentence[self.tokens[begin].begin:
                              self.tokens[end - 1].end]

    def _without_whose(self, begin: int, end: int) -> int:
        """Returns the end of [begin, end) without whose term it is: "X for us",
        "X with us always"."""
        while end > begin + 1:
            if (end > begin + 2 and self._is(end - 1, ("us", "me")) and
                    self._is(end - 2, ("for", "by", "with", "to"))):
                end -= 2
            elif self._is(end - 1, ("always", "simply", "just")):
                end -= 1
            else:
                break
        return end

    def _term_last(self, meaning: int, meaning_end: int, begin: int) -> str:
        """Returns the term from `begin` on, where the meaning comes first."""
        if meaning >= meaning_end:
            return ""
        return self.term(begin, len(self.tokens), meaning)

    def _is_term(self, begin: int, end: int) -> bool:
        if begin >= end or end - begin > _MAX_TERM_TOKENS:
            return False
        # "this means", "it does not mean", "what X can mean": no term.
        last = self._words[end - 1]
        if (self._words[begin] in _POINTERS or _is_negation(last) or
                last in _MODALS):
            return False
        if any("=" in self._before(i) for i in range(begin + 1, end)):
            return False
        return any(not (token.stop_word or token.number)
                   for token in self.tokens[begin:end])

    def _skip_articles(self, begin: int, end: int) -> int:
        while begin < end and self._is(begin, _ARTICLES):
            begin += 1
        return begin

    def _spells_out(self, begin: int, verb: int) -> bool:
        """Whether one word before `verb` consists of the initials of those
        after."""
        word = self._words[begin]
        if verb != begin + 1 or len(word) < 2:
            return False
        initials = "".join(each[0] for each in self._words[verb + 1:])
        return initials.startswith(word)

    def _before(self, i: int) -> str:
        """Returns what stands between the tokens i - 1 and i."""
        begin = self.tokens[i - 1].end if i else 0
        end = (self.tokens[i].begin if i < len(self.tokens)
               else len(self._sentence))
        return self._sentence[begin:end]

    def _is(self, i: int, words: Collection[str]) -> bool:
        return i < len(self._words) and self._words[i] in words

    def _are(self, i: int, words: tuple[str, ...]) -> bool:
        return tuple(self._words[i:i + len(words)]) == words


def _has_quote(between: str) -> bool:
    return any(mark in between for mark in _QUOTES)


def _is_negation(word: str) -> bool:
    return word in _DENIALS or word.endswith("n't")

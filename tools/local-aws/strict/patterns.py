"""Patterns of AWS's models, which are written for Java, as Python's regular expressions.

https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
"""

import functools
import itertools
import re
import string
import sys
import unicodedata
import warnings

# Java's classes of ASCII characters.
ASCII_CLASSES = {
    "ASCII": r"\x00-\x7f",
    "Alnum": "0-9A-Za-z",
    "Alpha": "A-Za-z",
    "Blank": r" \t",
    "Cntrl": r"\x00-\x1f\x7f",
    "Digit": "0-9",
    "Graph": r"\x21-\x7e",
    "Lower": "a-z",
    "Print": r"\x20-\x7e",
    "Punct": re.escape(string.punctuation),
    "Space": r" \t\n\x0b\f\r",
    "Upper": "A-Z",
    "XDigit": "0-9A-Fa-f",
}

TOKEN = re.compile(
    # All characters beyond the first 65,536, as Java writes them.
    r"(?P<astral>\\uD800\\uDC00-\\uDBFF\\uDFFF)"
    r"|\\(?P<negated>[pP])(\{(?P<long>\w+)\}|(?P<short>\w))"
    r"|(?P<escape>\\.)"
    r"|(?P<intersection>&&)"
    r"|(?P<other>.)",
    re.DOTALL,
)


LAST_OF_ASCII = 127
# Letters, marks, numbers, punctuation, symbols, separators and others.
GENERAL_CATEGORIES = "LMNPSZC"
# The last character of each.
QUANTIFIERS = ("*", "+", "?", "}")


class NotTranslatable(Exception):
    """The pattern cannot be said in Python."""


@functools.cache
def matcher(pattern):
    """A function that tells whether a text matches; None if Python cannot judge this pattern."""
    try:
        compile_pattern(pattern, LAST_OF_ASCII)
    except NotTranslatable:
        return None
    # Older services match the whole text. A pattern that begins with ^ and does not end with $ is
    # of a
    # newer one, which searches: https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait
    method = "match" if pattern.startswith("^") and not pattern.endswith("$") else "fullmatch"

    def matches(text):
        # Classes of all of Unicode take long to compile, and few texts need them.
        compiled = compile_pattern(pattern, LAST_OF_ASCII if text.isascii() else sys.maxunicode)
        return getattr(compiled, method)(text) is not None

    return matches


@functools.cache
def compile_pattern(pattern, last_character):
    """The pattern for texts whose characters are not beyond the last one."""
    try:
        with warnings.catch_warnings():
            # What Python warns of, such as a class within a class, it reads in another way than
            # Java.
            warnings.simplefilter("error", FutureWarning)
            return re.compile(translate(pattern, last_character), re.ASCII)
    except (re.error, FutureWarning) as error:
        raise NotTranslatable(pattern) from error


def translate(pattern, last_character):
    translated, in_class, previous = [], False, None
    for token in TOKEN.finditer(pattern):
        text = token[0]
        if token["astral"]:
            text = r"\U00010000-\U0010ffff"
        elif token["negated"]:
            text = character_class(
                token["long"] or token["short"], token["negated"] == "P", last_character
            )
            text = text if in_class else f"[{text}]"
        elif text == "+" and not in_class and previous in QUANTIFIERS:
            # Possessive: without it, it matches what Java's matches and more.
            text = ""
        elif in_class and (token["intersection"] or text == "["):
            raise NotTranslatable(pattern)
        elif in_class and text == "-" and previous in (r"\w", r"\d", r"\s"):
            text = r"\-"
        elif text == "[" and not in_class:
            in_class = True
        elif text == "]" and in_class:
            in_class = False
        translated.append(text)
        previous = token[0]
    return "".join(translated)


def character_class(name, negated, last_character):
    """The characters of a class of Java's, as what stands between the brackets of a class of
    Python's.
    """
    if name in ASCII_CLASSES and not negated:
        return ASCII_CLASSES[name]
    known = categories(last_character)
    chosen = [category for category in known if category.startswith(name) != negated]
    if name[0] not in GENERAL_CATEGORIES:
        raise NotTranslatable(name)
    return "".join(known[category] for category in chosen)


@functools.cache
def categories(last_character):
    """Unicode's general categories, each as ranges of characters up to the last one."""
    ranges, start = {}, 0
    characters = map(chr, range(last_character + 1))
    for category, run in itertools.groupby(map(unicodedata.category, characters)):
        end = start + sum(1 for _ in run)
        ranges.setdefault(category, []).append(f"\\U{start:08x}-\\U{end - 1:08x}")
        start = end
    return {name: "".join(parts) for name, parts in ranges.items()}

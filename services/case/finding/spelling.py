"""How a name is written, heard and mistyped: what two spellings of one name have in common.

Danish: å is aa, æ is ae, ø is oe; Christian sounds as Kristian, Sophie as Sofie, Møller as Moeller.
"""

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize

DANISH = frozenset("æøå")
LETTERS = re.compile(r"[^\W_]+")
FOLDED = (  # in this order
    ("aa", "å"), ("ae", "æ"), ("oe", "ø"), ("ä", "æ"), ("ö", "ø"), ("ü", "y"),
    ("sch", "sk"), ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("gh", "g"),
    ("w", "v"), ("q", "k"), ("x", "ks"), ("z", "s"),
)  # fmt: skip
SOFT_C, HARD_C, DOUBLED = re.compile("c(?=[eiyæø])"), "c", re.compile(r"(.)\1+")
MOST_WORDS, LONGEST_PREFIX, SHORTEST_MISTAKEN = 8, 8, 4
WRITTEN, BEGUN, HEARD, MISTAKEN = 1.0, 0.9, 0.8, 0.6  # how well a spelling fits
Terms = Mapping[str, float]


def words(name: str) -> list[str]:
    """The words of a name in small letters, foreign accents left out."""
    return [plain(each) for each in LETTERS.findall(name.casefold())][:MOST_WORDS]


def plain(word: str) -> str:
    """A word without accents; the three Danish letters stay, and German ones become those."""
    composed = normalize("NFC", word)
    kept = DANISH | {"ä", "ö", "ü"}
    return "".join(each if each in kept else normalize("NFD", each)[0] for each in composed)


def heard(word: str) -> str:
    """A word as it sounds, roughly: what is spelt otherwise and sounds alike is the same."""
    for spelt, sound in FOLDED:
        word = word.replace(spelt, sound)
    word = SOFT_C.sub("s", word).replace(HARD_C, "k")
    return DOUBLED.sub(r"\1", word)


def mistaken(word: str) -> Iterator[str]:
    """What is left when one letter is not looked at: two that differ in one letter share one."""
    yield word
    if len(word) >= SHORTEST_MISTAKEN:
        yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def index_terms(name: str) -> set[str]:
    """Everything by which a name is to be found."""
    return {term for word in words(name) for term in of_word(word)}


def of_word(word: str) -> Iterator[str]:
    yield f"={word}"
    yield from (f"^{word[:length]}" for length in range(2, min(len(word), LONGEST_PREFIX) + 1))
    sound = heard(word)
    yield f"~{sound}"
    yield from (f"?{each}" for each in mistaken(sound))


def wanted_terms(name: str) -> list[Terms]:
    """For each word that is looked for, the terms that it may be found by, the best fit highest."""
    return [asked(each) for each in words(name)]


def asked(word: str) -> Terms:
    sound = heard(word)
    terms = {f"?{each}": MISTAKEN for each in mistaken(sound)} | {f"~{sound}": HEARD}
    if 2 <= len(word) <= LONGEST_PREFIX:  # noqa: PLR2004 - one letter begins too much
        terms[f"^{word}"] = BEGUN
    return terms | {f"={word}": WRITTEN}


def number_term(cpr: str) -> str:
    """By what a person is found who is asked for by number."""
    return "#" + cpr  # a number never prints itself

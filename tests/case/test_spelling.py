"""Names are found as they are written, as they begin, as they sound, and with a letter wrong."""

import pytest

from services.case.finding.spelling import (
    BEGUN,
    HEARD,
    MISTAKEN,
    WRITTEN,
    heard,
    index_terms,
    wanted_terms,
    words,
)


def fit(wanted: str, name: str) -> list[float]:
    """How well each word that is looked for fits a name; 0 when it does not."""
    indexed = index_terms(name)
    return [
        max((weight for term, weight in terms.items() if term in indexed), default=0)
        for terms in wanted_terms(wanted)
    ]


@pytest.mark.parametrize(
    ("wanted", "name", "score"),
    [
        ("freja", "Freja Lind", WRITTEN),
        ("LIND", "Freja Lind", WRITTEN),
        ("fre", "Freja Lind", BEGUN),
        ("Christian", "Kristian Holm", HEARD),
        ("Sophie", "Sofie Holm", HEARD),
        ("Moeller", "Ida Møller", HEARD),
        ("Aagaard", "Ida Ågård", HEARD),
        ("Cecilie", "Sesilie Holm", HEARD),
        ("Mete", "Mette Lind", HEARD),
        ("Niels", "Nils Holm", MISTAKEN),
        ("Frejs", "Freja Lind", MISTAKEN),
        ("Muhamed", "Mohammed Ali", MISTAKEN),
        ("Müller", "Ida Myller", HEARD),
        ("René", "Rene Holm", WRITTEN),
    ],
)
def test_a_name_is_found_by_what_it_has_in_common_with_another_spelling(
    wanted: str, name: str, score: float
) -> None:
    assert fit(wanted, name) == [score]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Freja", "Mette Lind"),
        ("Bo", "Bodil Holm-Andersen"[5:]),
        ("f", "Freja Lind"),
        ("Ea", "Eva"),
    ],
)
def test_what_is_not_alike_is_not_found(wanted: str, name: str) -> None:
    assert fit(wanted, name) == [0]


def test_every_word_must_fit() -> None:
    assert fit("freja holm", "Freja Lind") == [WRITTEN, 0]


def test_the_three_danish_letters_are_letters_of_their_own() -> None:
    assert words("Åse Øster-Ærø d'Été") == ["åse", "øster", "ærø", "d", "ete"]
    assert fit("Ase", "Åse Holm") == [0]


def test_a_name_of_many_words_is_not_looked_at_for_ever() -> None:
    assert len(wanted_terms("en to tre fire fem seks syv otte ni ti")) == 8


def test_what_sounds_alike_is_one_word() -> None:
    assert heard("kristoffer") == heard("christopher") == heard("kristofer")

"""Names sort as a Danish register does."""

from services.gateway.danish import in_order


def test_names_sort_as_a_danish_register_does() -> None:
    names = ["Aase", "Øjvind", "Åse", "Zita", "Ærø", "Anna", "Éva", None]
    assert sorted(names, key=in_order) == [
        "Anna", "Éva", "Zita", "Ærø", "Øjvind", "Aase", "Åse", None,
    ]  # fmt: skip

"""Merge patches as RFC 7396 has them, and the patch between two cases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.patch import verschil, voeg_samen


@pytest.mark.parametrize(
    ("doel", "wijziging", "uit"),
    [
        # The examples of RFC 7396, appendix A.
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_merge_patch_does_what_the_standard_says(doel: Any, wijziging: Any, uit: Any) -> None:
    assert voeg_samen(doel, wijziging) == uit


def test_a_merge_patch_leaves_its_target_alone() -> None:
    doel = {"a": {"b": 1}}
    voeg_samen(doel, {"a": {"b": None, "c": 2}})
    assert doel == {"a": {"b": 1}}


_waarden = st.recursive(
    st.integers(0, 3) | st.text("ab", max_size=1) | st.lists(st.integers(0, 2), max_size=2),
    lambda onder: st.dictionaries(st.text("abc", min_size=1, max_size=1), onder, max_size=3),
    max_leaves=8,
)
_objecten = st.dictionaries(st.text("abc", min_size=1, max_size=1), _waarden, max_size=3)


@given(_objecten, _objecten)
def test_the_difference_leads_from_one_to_the_other(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    assert voeg_samen(oud, verschil(oud, nieuw)) == nieuw
    assert verschil(nieuw, nieuw) == {}

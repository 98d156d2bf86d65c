"""Things put together by pairs of them."""

from hypothesis import given
from hypothesis import strategies as st

from lintnews.corpus.groups import Groups

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


@given(PAIRS)
def test_what_a_chain_of_pairs_leads_to_is_one_group(pairs: list[tuple[int, int]]) -> None:
    groups = Groups[int]()
    for one, other in pairs:
        groups.join(one, other)
    numbers = groups.numbers()
    assert set(numbers) == {thing for pair in pairs for thing in pair} == set(groups)
    reached = {thing: {thing} for thing in numbers}
    for _ in numbers:  # as often as a chain may be long
        for one, other in pairs:
            both = reached[one] | reached[other]
            reached[one], reached[other] = both, both
        for thing, some in list(reached.items()):
            reached[thing] = set().union(*(reached[one] for one in some))
    for one in numbers:
        assert {other for other in numbers if numbers[other] == numbers[one]} == reached[one]
        assert groups.root(one) in reached[one]


def test_what_is_in_no_pair_is_alone() -> None:
    groups = Groups[str]()
    groups.join("a", "b")
    assert groups.root("c") == "c"
    assert groups.root("b") == "a"
    assert groups.numbers() == {"b": 0, "a": 0, "c": 1}

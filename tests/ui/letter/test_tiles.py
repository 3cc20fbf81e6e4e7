"""The store of page pictures, without Qt."""

from hypothesis import given
from hypothesis import strategies as st

from imr_desk.ui.letter.tiles import PageTheme, TileKey, TileStore


def key(page, width=100, theme=PageTheme.LIGHT):
    return TileKey("letter", page, width, theme)


def test_the_picture_used_longest_ago_makes_room():
    store = TileStore(300)
    for page in (1, 2, 3):
        store.put(key(page), f"picture {page}", 100)
    store.get(key(1))
    assert store.make_room(100)
    assert key(2) not in store
    assert key(1) in store
    assert key(3) in store


def test_what_is_shown_is_not_dropped_for_what_is_not():
    store = TileStore(200)
    store.put(key(1), "shown", 150)
    assert not store.make_room(100, keep={key(1)})
    assert key(1) in store


def test_the_nearest_size_stands_in_and_never_another_look():
    store = TileStore(1000)
    store.put(key(1, 100), "small", 10)
    store.put(key(1, 300), "large", 10)
    store.put(key(1, 200, PageTheme.INVERTED), "inverted", 10)
    assert store.nearest(key(1, 140)) == "small"
    assert store.nearest(key(1, 260)) == "large"
    assert store.nearest(key(1, 200)) == "large"
    assert store.nearest(key(2, 200)) is None
    assert store.nearest(key(1, 100, PageTheme.DIMMED)) is None


def test_a_new_picture_of_the_same_key_takes_the_place_of_the_old():
    store = TileStore(1000)
    store.put(key(1), "old", 400)
    store.put(key(1), "new", 300)
    assert store.get(key(1)) == "new"
    assert store.used == 300
    assert len(store) == 1


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4), st.integers(1, 90)), max_size=60))
def test_with_room_made_before_each_picture_the_budget_always_holds(puts):
    store = TileStore(100)
    for page, width, size in puts:
        if store.make_room(size):
            store.put(key(page, width), object(), size)
        assert store.used <= store.budget
        nearest = store.nearest(key(page, 2))
        assert (nearest is None) == all(key(page, each) not in store for each in range(1, 5))

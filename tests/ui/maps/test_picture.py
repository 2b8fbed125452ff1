"""The map: everything is inside the frame, the sender has a lane, and the words say the same."""

from hypothesis import given
from hypothesis import strategies as st

from ui.maps.picture import HEIGHT, WIDTH, Place, draw

COVENTRY = Place("Coventry", "128 km", 52.41, -1.51, "use")
LEEDS = Place("Leeds", "47 km", 53.8, -1.55, "out")
SHEFFIELD = Place("Sheffield S10", "destination", 53.38, -1.5, "dest")


def test_no_places_give_no_map() -> None:
    assert draw(()) is None


def test_only_the_sender_has_a_lane_and_the_words_name_each_role() -> None:
    picture = draw((COVENTRY, LEEDS, SHEFFIELD))
    assert picture is not None
    assert len(picture.lanes) == 1
    assert picture.said == (
        "Map. Destination: Sheffield S10. Sends: Coventry (128 km). Ruled out: Leeds (47 km)."
    )


def test_north_is_up_and_east_is_right() -> None:
    brighton = Place("Brighton", "", 50.82, -0.14, "lost")
    picture = draw((COVENTRY, LEEDS, brighton))
    assert picture is not None
    at = {mark.name: mark for mark in picture.marks}
    assert at["Leeds"].y < at["Coventry"].y < at["Brighton"].y
    assert at["Brighton"].x > at["Coventry"].x


def test_a_map_without_a_destination_draws_neither_rings_nor_lanes() -> None:
    picture = draw((COVENTRY, LEEDS))
    assert picture is not None
    assert (picture.rings, picture.lanes) == ((), ())
    assert picture.said.startswith("Map of the locations.")


@given(
    st.lists(
        st.tuples(
            st.floats(49.9, 60.8), st.floats(-8.2, 1.8), st.sampled_from(["use", "lost", "out", "dest"])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_place_stands_inside_the_frame(spots: list[tuple[float, float, str]]) -> None:
    places = tuple(Place(f"P{index}", "", *spot) for index, spot in enumerate(spots))
    picture = draw(places)
    assert picture is not None
    assert all(0 < mark.x < WIDTH and 0 < mark.y < HEIGHT for mark in picture.marks)
    assert len(picture.marks) == len(places)

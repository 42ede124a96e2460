"""Which way a page lies in a picture is told from its lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from corpus.readers.upright import LEAST_ASKEW, Turn, turns_to_try
from tests import scans

PAGE = scans.pages_of(
    scans.slip(
        [
            "The vessel called at Port Ellery on March 10, 2022.",
            "Its master signed for three containers of cookware.",
            "No officer of the port had opened any of them.",
            "The invoice gave the price as $61,300.",
        ]
    )
)[0]


@pytest.mark.parametrize("askew", [-5.0, -2.0, -0.6, 0.0, 1.2, 3.3, 5.0])
@pytest.mark.parametrize("quarters", [0, 1])
def test_a_page_laid_on_askew_is_straightened(askew: float, quarters: int) -> None:
    picture = np.asarray(scans.scan(PAGE, turned=askew))
    turn = next(turns_to_try(np.ascontiguousarray(np.rot90(picture, -quarters))))
    assert turn.quarters == quarters
    assert turn.degrees == pytest.approx(-askew, abs=0.25)


def test_a_page_that_lies_straight_is_left_alone() -> None:
    picture = np.asarray(PAGE.convert("RGB"))
    assert next(turns_to_try(picture)) == Turn()
    assert np.array_equal(Turn().apply(picture), picture)


def test_every_way_up_is_tried_once() -> None:
    turns = list(turns_to_try(np.asarray(PAGE.convert("RGB"))))
    assert sorted(turn.quarters for turn in turns) == [0, 1, 2, 3]


@pytest.mark.parametrize("side", [1, 2, 40])
def test_a_picture_of_nothing_is_left_alone(side: int) -> None:
    blank = np.full((side, 3 * side, 3), 200, np.uint8)
    assert next(turns_to_try(blank)) == Turn()


@given(
    st.integers(40, 260),
    st.integers(40, 160),
    st.integers(0, 3),
    st.floats(-6, 6).map(lambda degrees: round(degrees, 1)),
)
def test_a_point_is_found_again_where_it_was(x: int, y: int, quarters: int, degrees: float) -> None:
    before = np.full((200, 300, 3), 255, np.uint8)
    before[y - 2 : y + 3, x - 2 : x + 3] = 0
    turn = Turn(quarters, degrees if abs(degrees) >= LEAST_ASKEW else 0.0)
    after = turn.apply(before)
    dark = np.argwhere(after[:, :, 0] < 128).mean(axis=0)
    found = turn.point_before(dark[1] - after.shape[1] / 2, dark[0] - after.shape[0] / 2)
    assert (found[0] + 150, found[1] + 100) == pytest.approx((x, y), abs=1.5)


def test_what_comes_in_at_the_corners_is_paper() -> None:
    picture = np.asarray(Image.new("RGB", (200, 100), (240, 230, 200)))
    turned = Turn(0, 5.0).apply(picture)
    assert turned.shape[0] > 100
    assert np.abs(turned.astype(int) - (240, 230, 200)).max() <= 1

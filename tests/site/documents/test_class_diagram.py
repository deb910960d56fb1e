"""The drawing of a class's place: nothing leaves it or covers anything else, in any language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from churo.site.documents import class_diagram
from churo.site.documents.class_diagram import Branch, Drawing, Label, Link, Place
from churo.site.documents.page_model import Ref

EVENT, PLACE, ACTOR = Ref("event"), Ref("place"), Ref("actor")
MEETING = Place(
    Ref("meeting"),
    wider=(EVENT,),
    narrower=(Ref("summit"), Ref("talks")),
    outward=(Link(Ref("language"), None), Link(Ref("place"), PLACE, EVENT)),
    inward=(Link(Ref("attended"), ACTOR, EVENT),),
)
LONG = {
    "en": "military activity with conventional armed forces of several states",
    "ja": "通常戦力による複数国の軍事活動およびその他の共同の取り組み全般",
    "zh": "多国常规部队参加的军事活动以及其他共同采取的各类行动",
    "ru": "военная деятельность обычных вооружённых сил нескольких государств",
}


def labels(drawing: Drawing) -> list[Label]:
    """Everything that has a name on a drawing."""
    hanging = [part for b in drawing.branches for part in (b.heading, b.property, b.end) if part]
    return [*drawing.wider, drawing.center, *hanging, *drawing.narrower]


def overlap(one: Label, other: Label) -> bool:
    """Whether two names stand in each other's way."""
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not apart and abs(one.y - other.y) < 14


def test_wider_classes_are_above_and_narrower_ones_below() -> None:
    """The properties hang between them, those that lead here after those that lead away."""
    drawing = class_diagram.drawn(MEETING)

    order = [drawing.wider[0].y, drawing.center.y, *(b.y for b in drawing.branches)]
    assert order == sorted(order) and drawing.narrower[0].y > drawing.branches[-1].y
    assert [branch.inward for branch in drawing.branches] == [False, False, True]


def test_what_is_inherited_says_from_where_once() -> None:
    """Above the first property of each wider class, for each of the two directions."""
    two = replace(MEETING, outward=(*MEETING.outward, Link(Ref("part"), EVENT, EVENT)))

    headings = [b.heading.text if b.heading else "" for b in class_diagram.drawn(two).branches]

    assert headings == ["", "event", "", "event"]


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_long_names_stay_within_the_drawing(name: str) -> None:
    """They are cut, with a sign, where a line is too short for them, and cover nothing."""
    long = Ref(name)
    place = Place(
        long, (long, long), (long, long), (Link(long, long, long),) * 2, (Link(long, long),)
    )

    drawing = class_diagram.drawn(place)
    found = labels(drawing)

    assert all(label.x >= 0 and label.x + label.width <= drawing.width for label in found)
    assert all(label.y + 24 <= drawing.height for label in found)
    assert not [1 for n, one in enumerate(found) for other in found[:n] if overlap(one, other)]
    assert all(label.text == name or label.text.endswith("…") for label in found)


def test_a_class_alone_is_a_box() -> None:
    """Without neighbours there are no lines."""
    drawing = class_diagram.drawn(Place(EVENT, (), (), (), ()))

    assert (drawing.wider, drawing.narrower, drawing.branches) == ((), (), ())
    assert isinstance(drawing.center, Label) and drawing.height < 40


def test_properties_past_the_most_are_counted() -> None:
    """What is not drawn is not hidden."""
    many = class_diagram.MOST + 3
    place = replace(MEETING, outward=tuple(Link(Ref(str(n)), None) for n in range(many)), inward=())

    drawing = class_diagram.drawn(place)

    assert len(drawing.branches) == class_diagram.MOST and drawing.more == 3
    assert all(isinstance(branch, Branch) for branch in drawing.branches)


def test_what_everything_has_is_counted_and_not_drawn() -> None:
    """With the class that has it, in whose own place it is drawn."""
    drawing = class_diagram.drawn(replace(MEETING, general=((Ref("entity"), 22),)))

    assert drawing.general == ((Ref("entity"), 22),)
    assert len(drawing.branches) == len(class_diagram.drawn(MEETING).branches)

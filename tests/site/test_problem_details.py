"""What happened, told in the language of a page; English is what the detail says."""

from __future__ import annotations

import pytest

from churo.errors import LimitExceeded, OverBudget, UnknownName
from churo.http.problem import Problem
from churo.http.requests.request import Request
from churo.site.replies import problem_details, problem_kinds
from churo.site.replies.problem_details import DETAILS, told

REQUEST = Request("GET", "/id/putin", "", {}, b"", "")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (UnknownName("There is no such thing."), "По адресу /id/putin ничего нет."),
        (LimitExceeded("memory", 1_500_000), "Предел памяти в байтах: 1 500 000."),
        (OverBudget(7), "Снова вычислять можно через 7 с."),
    ],
)
def test_the_values_of_a_problem_are_told(error: Exception, expected: str) -> None:
    """The address, a limit, how long to wait: with the separators of the language."""
    assert told(problem_kinds.from_error(error), REQUEST, "ru").replace("\xa0", " ") == expected


def test_formats_and_methods_are_listed() -> None:
    """As the problem has them."""
    formats = Problem("not-acceptable", "", {"formats": ["text/html", "text/turtle"]})
    method = Problem("method", "", headers=(("Allow", "GET, HEAD"),))

    assert told(formats, REQUEST, "zh") == "可用的格式：text/html, text/turtle。"
    assert told(method, REQUEST, "ja") == "ここで使えるのはGET, HEAD。"


def test_nothing_is_told_without_its_values() -> None:
    """Nor of a kind that has no sentence, nor in English."""
    assert told(Problem("budget", "Wait."), REQUEST, "ja") == ""
    assert told(Problem("parameter", "Wrong."), REQUEST, "ja") == ""
    assert told(Problem("not-found", "Nothing."), REQUEST, "en") == ""


def test_a_long_address_is_not_repeated_whole() -> None:
    """A page about an address is not longer than it need be."""
    request = REQUEST._replace(path="/" + "x" * 5000)

    assert len(told(Problem("not-found", ""), request, "zh")) < problem_details.LONGEST + 20


@pytest.mark.parametrize(
    ("error", "values"),
    [
        (LimitExceeded("seconds", 10), {"limit": "10"}),
        (LimitExceeded("memory", 1500), {"limit": "1,500"}),
        (LimitExceeded("answer", 1500), {"limit": "1,500"}),
        (OverBudget(7), {"seconds": "7"}),
    ],
)
def test_the_english_sentence_is_the_detail(error: Exception, values: dict[str, str]) -> None:
    """So that the languages say the same."""
    problem = problem_kinds.from_error(error)

    assert DETAILS[problem.kind].format(**values) == problem.detail

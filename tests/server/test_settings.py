"""Settings: one row each, read from the environment, then from options."""

from __future__ import annotations

import pytest

from churo.errors import InputError
from churo.settings import (
    RENAMED,
    ROWS,
    STILL_READ,
    Settings,
    environment,
    public_url_of,
    read,
    size,
)


def test_defaults_are_those_of_the_rows() -> None:
    """Nothing given, every value is its row's default, and each row says what it means."""
    settings = read({})

    assert {row.name: row.default for row in ROWS} == vars(settings)
    assert all(row.meaning for row in ROWS)


def test_options_win_over_the_environment() -> None:
    """An option that is given wins; one that is not leaves the environment's word."""
    settings = read(
        {"CHURO_PORT": "1", "CHURO_HOST": "::1", "PATH": "x"}, {"port": 2, "host": None}
    )

    assert (settings.port, settings.host) == (2, "::1")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("query_memory_bytes", "2G", 2 << 30),
        ("cache_bytes", "512", 512),
        ("max_query_bytes", "64K", 64 << 10),
        ("budget_loopback", "yes", True),
        ("budget_loopback", "FALSE", False),
        ("query_timeout_seconds", "2.5", 2.5),
    ],
)
def test_types_read_their_values(name: str, text: str, value: object) -> None:
    """Sizes have units, switches have words."""
    assert getattr(read({f"CHURO_{name.upper()}": text}), name) == value


def test_settings_pass_through_the_environment() -> None:
    """Another program reads the same there; what has its default is not said."""
    settings = read(
        {"CHURO_MAX_QUERY_BYTES": "2K", "CHURO_BUDGET_LOOPBACK": "yes"},
        {"releases": "of/others", "queue_timeout_seconds": "0.5", "engine_token": "a b"},
    )
    told = environment(settings)

    assert read(told) == settings
    assert told["CHURO_BUDGET_LOOPBACK"] == "True"
    assert len(told) == 5


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"CHURO_PROT": "1"}, "Did you mean CHURO_PORT?"),
        ({"CHURO_XYZZY": "1"}, "Settings are: CHURO_SOURCES,"),
        ({"CHURO_PORT": "http"}, "'http' is no whole number"),
        ({"CHURO_BUDGET_LOOPBACK": "perhaps"}, "'perhaps' is no switch"),
        ({"CHURO_MEMORY": "1G"}, "Set CHURO_QUERY_MEMORY_BYTES."),
    ],
)
def test_what_cannot_be_read_stops_the_start(environ: dict[str, str], words: str) -> None:
    """Unknown names and impossible values are told with the way to mend them."""
    with pytest.raises(InputError) as caught:
        read(environ)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        (Settings(), "http://127.0.0.1:8000"),
        (Settings(host="::1", port=80), "http://[::1]:80"),
        (Settings(public_url="https://example.org/x/"), "https://example.org/x"),
    ],
)
def test_public_url(settings: Settings, url: str) -> None:
    """What clients see, without a slash at the end."""
    assert public_url_of(settings) == url


@pytest.mark.parametrize("old", sorted(RENAMED.keys() - STILL_READ))
def test_an_old_name_stops_the_start_and_says_the_new_one(old: str) -> None:
    """Whatever its value: a setting that is ignored is worse than a server that does not start."""
    with pytest.raises(InputError) as caught:
        read({f"CHURO_{old.upper()}": "1"})

    assert f"Set CHURO_{RENAMED[old].upper()}." in str(caught.value)
    assert RENAMED[old] in {row.name for row in ROWS} and old not in {row.name for row in ROWS}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("processes", "0"),
        ("processes", "-1"),
        ("workers_per_process", "0"),
        ("query_timeout_seconds", "nan"),
        ("query_timeout_seconds", "inf"),
        ("query_timeout_seconds", "0"),
        ("budget_window_seconds", "0"),
        ("spool_bytes", "-1"),
        ("processes", "257"),
        ("workers_per_process", "100000"),
        ("queue_length", "100001"),
        ("query_timeout_seconds", "1e300"),
        ("send_timeout_seconds", "31622401"),
        ("public_url", "http://a b/"),
        ("public_url", "http://a/\n"),
    ],
)
def test_a_value_with_which_nothing_is_served_stops_the_start(name: str, value: str) -> None:
    """Before it stops a server that has begun."""
    with pytest.raises(InputError) as caught:
        read({f"CHURO_{name.upper()}": value})

    assert f"CHURO_{name.upper()}" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("queue_length", "0"), ("budget_seconds", "0"), ("processes", "1"), ("processes", "256")],
)
def test_nothing_may_be_enough(name: str, value: str) -> None:
    """No queue, no budget, one process, or as many as can be."""
    assert getattr(read({f"CHURO_{name.upper()}": value}), name) == int(value)


def test_a_level_of_the_log_is_a_known_one() -> None:
    """In capitals or not."""
    assert read({"CHURO_LOG_LEVEL": "WARNING"}).log_level == "warning"
    with pytest.raises(InputError, match="'loud' is no level"):
        read({"CHURO_LOG_LEVEL": "loud"})


def test_names_say_their_units() -> None:
    """A number of bytes ends in it, a duration in seconds."""
    assert all(row.name.endswith("_bytes") for row in ROWS if row.type is size)
    assert all(row.name.endswith("_seconds") for row in ROWS if row.type is float)


@pytest.mark.parametrize(
    "base",
    ["http://e.org", "http://e.org/x", "e.org/", "/x/", "http://e.org/#", "http://e.org/?x=/"],
)
def test_a_base_that_serves_nothing_stops_the_start(base: str) -> None:
    """It is absolute, ends with a slash, and has neither query nor fragment."""
    assert read({"CHURO_BASE_IRI": "http://e.org/x/"}).base_iri == "http://e.org/x/"
    with pytest.raises(InputError, match="CHURO_BASE_IRI.*ends with a slash"):
        read({"CHURO_BASE_IRI": base})


@pytest.mark.parametrize(
    "url",
    [
        "e.org",
        "/kg",
        "ftp://e.org",
        "http://",
        "http://e.org/#x",
        "http://e.org?x",
        "http://u@e.org",
    ],
)
def test_a_public_url_is_the_address_of_a_server(url: str) -> None:
    """With a path or without, but with nothing after it."""
    assert public_url_of(read({"CHURO_PUBLIC_URL": "https://e.org/kg/"})) == "https://e.org/kg"
    with pytest.raises(InputError, match="CHURO_PUBLIC_URL"):
        read({"CHURO_PUBLIC_URL": url})


KEPT = {
    "house": ("x", "y"),
    "base": ("http://e.org/", "http://f.org/"),
    "workers": ("3", "4"),
    "deadline": ("5.0", "6.0"),
    "budget": ("5.0", "6.0"),
    "window": ("5", "6"),
    "trusted_hops": ("1", "2"),
}


@pytest.mark.parametrize("old", sorted(STILL_READ))
def test_a_name_that_scripts_set_is_read_with_a_warning(old: str) -> None:
    """The warning says the new name; what is set by the new name goes before."""
    text, other = KEPT[old]
    variable, new = f"CHURO_{old.upper()}", f"CHURO_{RENAMED[old].upper()}"

    with pytest.warns(FutureWarning, match=f"{variable} is named {new} now"):
        settings = [
            read({variable: text}),
            read({new: other, variable: text}),
            read({variable: text, new: other}),
        ]
    assert [str(getattr(one, RENAMED[old])) for one in settings] == [text, other, other]

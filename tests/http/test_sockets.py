"""An address is one that granian takes, and is held whatever it is called."""

from __future__ import annotations

import pytest

from churo.errors import InputError
from churo.http.process import sockets
from tests.reserving import port_of, reserve_port


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("127.1", "127.0.0.1"), ("::", "::")],
)
def test_a_name_has_an_address(host: str, address: str) -> None:
    """granian takes no names."""
    assert sockets.address_of(host) == address


@pytest.mark.parametrize("host", ["", "[::1]", "256.1.1.1", ".", "a" * 100])
def test_what_has_none_is_told(host: str) -> None:
    """In one sentence, with the name."""
    with pytest.raises(InputError, match="is no address") as caught:
        sockets.address_of(host)

    assert repr(host) in str(caught.value)


def test_two_names_of_one_address_are_one() -> None:
    """Who has it by one name has it by the other."""
    with reserve_port() as reserved:
        port = port_of(reserved)
    with (
        sockets.held("localhost", port),
        pytest.raises(InputError, match="cannot listen there"),
        sockets.held("127.0.0.1", port),
    ):
        pass

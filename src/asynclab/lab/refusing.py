"""What an event loop on a virtual clock cannot do, and says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asynclab.lab.errors import CannotSimulate

_NETWORK = "Use a scripted source, or an object that stands in for the network."
REFUSED = {
    "A network connection": (
        "add_reader add_writer create_connection create_datagram_endpoint create_server create_unix_connection "
        "create_unix_server connect_accepted_socket sendfile sock_accept sock_connect sock_recv sock_recv_into "
        "sock_recvfrom sock_sendall sock_sendfile sock_sendto start_tls",
        _NETWORK,
    ),
    "A pipe": ("connect_read_pipe connect_write_pipe", _NETWORK),
    "A subprocess": ("subprocess_exec subprocess_shell", "Use a function instead of a program."),
    "A signal": ("add_signal_handler remove_signal_handler", "Use an asyncio.Event, or cancel the task."),
}


def _refusing(what: str, instead: str) -> Callable[..., Any]:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise CannotSimulate(what, instead)

    return refuse


class Refusing:
    """The base of a loop that refuses what needs the real world."""


for _what, (_names, _instead) in REFUSED.items():
    for _name in _names.split():
        setattr(Refusing, _name, _refusing(_what, _instead))

"""Answers one query in a worker: admits it, has it evaluated, explains why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import QueryRefused, QuerySyntaxError
from ..diagnosis.explanation import explained
from ..diagnosis.hints import of_refusal
from ..stores import Stores
from ..syntax.sparql_lexer import is_volatile
from . import admission
from .evaluation import evaluate

Answered = tuple[dict[str, Any], bytes]


def answer(
    stores: Stores, head: Mapping[str, Any], text: str, prefixes: Mapping[str, str]
) -> Answered:
    """Answer a query given as the head of a frame and its text; give the answer's frame.

    All that takes longer the longer a query is happens here, where it is under the deadline.
    """
    if not head.get("own"):
        try:
            admission.check(text, head["depth"])
        except QueryRefused as error:
            if error.kind == "service" and (hint := of_refusal(text)):
                error.hint, error.hint_kind = hint.text, hint.kind
            return {"error": "refused", **vars(error)}, b""
    told, body = evaluate(stores, head, text, prefixes)
    if told.get("error") == "syntax":
        fault = QuerySyntaxError(told["message"], told["line"], told["column"])
        return {"error": "syntax", **vars(explained(fault, text, prefixes))}, b""
    if "error" not in told and not head.get("own") and is_volatile(text):
        told["volatile"] = True
    return told, body

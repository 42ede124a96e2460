"""What a request is served with, and which requests need a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.gate import Keys
from assistant.local import LocalClerk

_bearer = HTTPBearer(auto_error=False, description="The token that was set, or service.json's.")
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def _clerk(request: Request) -> LocalClerk:
    clerk: LocalClerk = request.app.state.clerk
    return clerk


def _carries_token(request: Request) -> bool:
    keys: Keys = request.app.state.keys
    given = request.headers.get("authorization")
    return given is not None and keys.opened_by(given.encode("latin-1"))


def with_token(request: Request, _: Given) -> None:
    """Refuses a request that carries no token, where one is needed though none was set."""
    if not _carries_token(request):
        raise HTTPException(
            401,
            "What changes a case or names files needs a token: set one with CASEBOOK_TOKEN, or "
            "take the one in service.json.",
            {"WWW-Authenticate": "Bearer"},
        )


def writer(request: Request, named: str | None) -> str | None:
    """The chat model that a request has named, if it may.

    Naming any is for those with a token: a name can hold an address, and the passages and
    the key for chat models would be sent there.
    """
    if named is None or named == request.app.state.model or _carries_token(request):
        return named
    raise HTTPException(
        403, "Without a token no chat model can be named but the one that Casebook was opened with."
    )


Served = Annotated[LocalClerk, Depends(_clerk)]
WithToken = Depends(with_token)

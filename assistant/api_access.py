"""What a request is served with, and which requests need a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.destinations import destination
from assistant.gate import caller_of
from assistant.keys import OTHER_VARIABLE, goes_anywhere
from assistant.preferences import read_preferences
from assistant.service.local import LocalService
from assistant.settings import Settings

_bearer = HTTPBearer(auto_error=False, description="The token that was set, or service.json's.")
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def _clerk(request: Request) -> LocalService:  # else a thread would be waited for
    clerk: LocalService = request.app.state.clerk
    return clerk


async def with_token(request: Request, _: Given) -> None:
    """Refuses a request that carries no token, where one is needed though none was set."""
    if caller_of(request.scope) == "anybody":
        raise HTTPException(
            401,
            "What changes a case or names files needs a token: set one with CASEBOOK_TOKEN, or "
            "take the one in service.json.",
            {"WWW-Authenticate": "Bearer"},
        )


def writer(request: Request, named: str | None) -> str | None:
    """The chat model that a request has named, if it may.

    Naming any is for those with a token: a name can hold an address, and the passages would be
    sent there. A key that is not tied to a server goes only to a host that the owner has named:
    by opening Casebook with it, by allowing it in the window, or in a command of their own.
    """
    opened_with = request.app.state.model
    caller = caller_of(request.scope)
    if named is None or named == opened_with or caller == "owner":
        return named
    if caller == "anybody":
        raise HTTPException(
            403,
            "Without a token no chat model can be named but the one that Casebook was opened with.",
        )
    if goes_anywhere(named, _settings(request)) and not _is_named_by_owner(
        request, named, opened_with
    ):
        raise HTTPException(
            403,
            f"{OTHER_VARIABLE} is sent only to a host that Casebook's owner has named: open "
            "Casebook with --model, or allow the host in the window's settings.",
        )
    return named


def _is_named_by_owner(request: Request, named: str, opened_with: str | None) -> bool:
    settings = _settings(request)
    host = destination(named, settings).host
    if opened_with and destination(opened_with, settings).host == host:
        return True
    clerk: LocalService = request.app.state.clerk
    return host in read_preferences(clerk.home.path).allowed


def _settings(request: Request) -> Settings:
    clerk: LocalService = request.app.state.clerk
    return clerk.settings


Served = Annotated[LocalService, Depends(_clerk)]
WithToken = Depends(with_token)

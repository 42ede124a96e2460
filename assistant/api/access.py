"""What a request is served with: the service, on behalf of whoever sends it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.api.gate import caller_of
from assistant.service.local import LocalService
from assistant.service.permission import check_may_change

_bearer = HTTPBearer(auto_error=False, description="The token that was set, or service.json's.")
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def _service(request: Request) -> LocalService:  # else a thread would be waited for
    service: LocalService = request.app.state.service
    return service.on_behalf_of(caller_of(request.scope))


async def with_token(request: Request, _: Given) -> None:
    """Refuses a request without a token before its body is read, where the service would."""
    check_may_change(caller_of(request.scope))


def writer(service: LocalService, named: str | None) -> str | None:
    """The chat model that a request has named; raises `NotAllowed` where it may not."""
    service.models.check(named, service.caller)
    return named


Served = Annotated[LocalService, Depends(_service)]
WithToken = Depends(with_token)

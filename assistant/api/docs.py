"""The page at /docs: the service described, to be tried out; it fetches nothing from outside."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse

_PARTS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
_OWN_ONLY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; "
    "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
)

routes = APIRouter(include_in_schema=False)


@routes.get("/docs")
def page() -> HTMLResponse:
    """Swagger UI over /openapi.json, from the files of the package fastapi-offline."""
    shown = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Casebook: the service",
        swagger_js_url="/docs/swagger-ui-bundle.js",
        swagger_css_url="/docs/swagger-ui.css",
        swagger_favicon_url="/docs/favicon.png",
        swagger_ui_parameters={"validatorUrl": None, "tryItOutEnabled": True},
    )
    shown.headers["Content-Security-Policy"] = _OWN_ONLY
    return shown


@routes.get("/docs/{part}")
def part(part: str) -> FileResponse:
    """A file that the page needs."""
    if part not in _PARTS:
        raise HTTPException(404, "The page of documentation has no such part.")
    return FileResponse(_static() / part, media_type=_PARTS[part])


def _static() -> Path:
    found = find_spec("fastapi_offline")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "static"

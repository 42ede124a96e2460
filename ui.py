"""The chat window (Gradio): it wires the parts of `assistant.window` and decides nothing.

app = FastAPI()
ui.mount(app, ui.window(home, case="harbor-light"))
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # Gradio reads it when it is imported

import gradio as gr
from langchain_core.language_models import BaseChatModel

from assistant.service.local import LocalService
from assistant.settings import Settings
from assistant.window import held, history, intake, look
from assistant.window.acts import Acts, Changes
from assistant.window.amending import Amending
from assistant.window.choosing import Choosing
from assistant.window.drafting import Drafting
from assistant.window.history import History
from assistant.window.holdings import Holdings
from assistant.window.parts import Parts, components, lay_out
from assistant.window.viewing import Viewing
from assistant.window.within import Within
from index.home import Home

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio.events import Dependency

AT_ONCE = 20
"""Visitors answered at the same time; others wait their turn."""
LARGEST_UPLOAD = "500mb"


def window(
    home: Home | LocalService,
    case: str | None = None,
    model: str | BaseChatModel | None = None,
    *,
    settings: Settings | None = None,
) -> gr.Blocks:
    """The window on a home, or on the service of one, open at `case` or else at its first; for
    `mount`.

    `model` is the chat model that writes the answers, as `Assistant` takes it; None takes the
    one that was chosen in the window, or quotes the documents. `settings` are those of the
    environment unless they are given. A service has its own of both: giving either beside one
    raises `TypeError`. Models begin to load in the background, and the page does not wait for
    them. Raises `UnknownCase`.
    """
    if isinstance(home, LocalService):
        if model is not None or settings is not None:
            raise TypeError(
                "A service has its own model and settings; give them to LocalService, or give "
                "window the home itself."
            )
        service = home
    else:
        service = LocalService(home, settings or Settings.from_environment(), model)
    uploads = str(intake.uploads(service.home))
    os.environ["GRADIO_TEMP_DIR"] = uploads  # Gradio looks there at each upload
    if case is not None:
        service.case(case)
    first = case or next(iter(held.cases(service)), None)
    blocks: gr.Blocks = gr.Blocks(
        title="Casebook", fill_width=True, analytics_enabled=False, delete_cache=(3600, 3600)
    )
    with blocks:
        past = history.lay_out()
        _wire(blocks, lay_out(service.models.model, service.settings), past, service, first)
    blocks.queue(api_open=False, default_concurrency_limit=AT_ONCE)
    _keep_uploads_apart(blocks, uploads)
    service.warm(first)
    return blocks


def _keep_uploads_apart(blocks: gr.Blocks, folder: str) -> None:
    """Have Gradio look for what was uploaded in this window's home: it has one folder for all
    windows of a process, and would refuse the uploads of every window but the last."""
    process = blocks.process_api

    async def processed(*args: Any, **more: Any) -> Any:
        os.environ["GRADIO_TEMP_DIR"] = folder
        return await process(*args, **more)

    setattr(blocks, "process_api", processed)  # noqa: B010


def mount(app: FastAPI, blocks: gr.Blocks) -> None:
    """Serve a window at the root of `app`, recording nothing and asking no other host.

    Who may open it is for `app` to say, as `assistant.api.gate` does: who can, can do all that the
    owner of the home can.
    """
    app.state.has_window = True
    # Else Gradio, which looks at this alone, copies any file that an event names to the uploads.
    blocks.has_launched = True
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        server_name="127.0.0.1",
        theme=look.theme(),
        css_paths=[look.STYLE],
        footer_links=[],
        max_file_size=LARGEST_UPLOAD,
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
    )


def _wire(
    blocks: gr.Blocks, parts: Parts, past: History, service: LocalService, first: str | None
) -> None:
    p, acts = parts, Acts(parts, past, service)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page = components(p, past)
    asked = [p.conversation, p.picker, past.chat]
    # Gradio builds every output anew at each step of an answer, changed or not: few are quick.
    said: list[Any] = [p.conversation, p.chat, p.sources, p.tabs, p.question, p.rating]
    said += [past.chat, past.words, past.listed, past.about, past.naming, past.doubt]
    where = p.within.where
    p.question.submit(acts.ask, [p.question, *asked, where], said, **quiet)
    p.chat.example_select(acts.example, [*asked, where], said, **quiet)
    p.sources.widen(acts.widen, asked, said, **quiet)
    p.chat.retry(acts.retry, asked, said, **quiet)
    edited = p.chat.undo(acts.edit, asked[:2], said, **quiet)
    edited.then(None, None, None, js=look.FOCUS)
    p.question.stop(acts.stop, None, None, **quiet)
    blocks.unload(acts.leave)
    p.sources.look(acts.look, [p.conversation, p.picker], [p.sources, p.tabs], **quiet)
    p.begin.click(acts.begin, None, page, **quiet)
    p.cancel.click(acts.cancel, None, page, **quiet)
    opened = [
        gr.on([p.create.click, p.name.submit], acts.create, [p.name], page, **quiet),
        p.picker.input(acts.open, [p.picker], page, **quiet),
        past.clear.click(acts.anew, [p.picker, where], page, **quiet),
        _wire_past(parts, past, acts, page, quiet),
        *_wire_viewer(parts, Viewing(parts, service), Amending(parts, service, acts), page, quiet),
        *_wire_holdings(parts, past.chat, Holdings(parts, service, acts), page, quiet),
    ]
    _wire_within(parts, acts.within, quiet)
    _wire_draft(parts, Drafting(parts.draft, service), quiet)
    _wire_settings(parts, Choosing(parts, service), page, quiet)

    def arrive(request: gr.Request) -> Changes:
        return acts.arrive(first, request)

    arrived = blocks.load(arrive, None, page, **quiet)
    # Gradio's tabs heed no choice that comes while the page is still being put together.
    opened.append(arrived.then(acts.settle, [p.picker], page, **quiet))
    # They come when they are found, maybe long after; a later event then speaks for the page.
    found: dict[str, Any] = {**quiet, "trigger_mode": "multiple", "concurrency_limit": None}
    for event in opened:
        event.then(acts.offer, [p.picker, where, p.conversation], [p.chat], **found)


def _wire_within(p: Parts, within: Within, quiet: dict[str, Any]) -> None:
    w, case = p.within, p.picker
    shown = [*components(w), p.chat]
    each: dict[str, Any] = {**quiet, "trigger_mode": "always_last"}
    opened = w.chips.choose(within.choose, [w.where, case], shown, **quiet)
    opened.then(None, None, None, js=look.FOCUS_CHOICE)
    w.chips.release(within.release, [w.where, case], shown, **quiet)
    days = [w.since.submit, w.since.blur, w.until.submit, w.until.blur]
    chosen = [w.documents, w.kinds, w.since, w.until, case]
    gr.on([w.documents.input, w.kinds.input, *days], within.chosen, chosen, shown, **each)
    closed = w.done.click(within.close, [w.where, case], shown, **quiet)
    cleared = w.all.click(within.clear, [case], shown, **quiet)
    for event in (closed, cleared):
        event.then(None, None, None, js=look.FOCUS)


def _wire_past(
    p: Parts, past: History, acts: Acts, page: list[gr.components.Component], quiet: dict[str, Any]
) -> Dependency:
    """What becomes of conversations; the event after which the case is open anew."""
    recalling, open_one = acts.recalling, [p.picker, past.chat]
    past.listed.pick(recalling.pick, open_one, page, **quiet)
    latest: dict[str, Any] = {**quiet, "trigger_mode": "always_last"}
    past.words.change(recalling.listed, [*open_one, past.words], page, **latest)
    past.rename.click(recalling.rename, open_one, page, **quiet)
    saved = [past.save.click, past.title.submit]
    gr.on(saved, recalling.save, [past.title, *open_one, past.words], page, **quiet)
    past.delete.click(recalling.doubt, None, page, **quiet)
    gr.on([past.leave.click, past.spare.click], recalling.leave, None, page, **quiet)
    deleted = past.sure.click(recalling.delete, open_one, None, **quiet)
    anew: Dependency = deleted.then(acts.open, [p.picker], page, **quiet)
    handed = past.export.click(recalling.export, open_one, page, **quiet)
    handed.then(None, [past.exported], None, js=look.HAND_OUT.read_text("utf-8"))
    p.chat.like(recalling.rate, [p.conversation, *open_one], page, **quiet)
    p.reason.submit(recalling.reason, [p.reason, p.rated, p.conversation, *open_one], page, **quiet)
    return anew


def _wire_viewer(
    p: Parts,
    viewing: Viewing,
    amending: Amending,
    page: list[gr.components.Component],
    quiet: dict[str, Any],
) -> list[Dependency]:
    """What the viewer does; the events after which the case holds something else."""
    v, here = p.viewer, [p.viewer.now, p.picker]
    # Whoever pages on does not wait until the page before is drawn.
    each: dict[str, Any] = {**quiet, "trigger_mode": "multiple"}
    p.sources.open(viewing.open, [p.conversation, p.picker, p.draft.checked], page, **each)
    v.back.click(viewing.turn_back, here, page, **each)
    v.onward.click(viewing.turn_on, here, page, **each)
    gr.on([v.sought.submit, v.later.click], viewing.search, [v.sought, *here], page, **each)
    v.earlier.click(viewing.search_back, [v.sought, *here], page, **each)
    lent = v.download.click(viewing.lend, here, page, **quiet)
    lent.then(None, None, None, js=look.fetched("lent"))
    facts = [v.title, v.kind, v.date, v.language]
    saved = v.save.click(amending.save, [*facts, *here], page, **quiet)
    v.remove.click(amending.doubt, [v.now], page, **quiet)
    v.keep.click(amending.leave, None, page, **quiet)
    return [saved, v.sure.click(amending.remove, here, page, **quiet)]


def _wire_holdings(
    p: Parts,
    chat: gr.State,
    holdings: Holdings,
    page: list[gr.components.Component],
    quiet: dict[str, Any],
) -> list[Dependency]:
    """What the documents' side does; the events after which the case holds something else."""
    h = p.holding
    each: dict[str, Any] = {**quiet, "trigger_mode": "multiple"}
    changed = [
        p.drop.upload(holdings.add, [p.drop, p.picker], page, **each),
        p.pick.upload(holdings.add, [p.pick, p.picker], page, **each),
        gr.on([h.sync.click, h.folder.submit], holdings.sync, [h.folder, p.picker], page, **each),
    ]
    h.rename.click(holdings.ask_name, [p.picker], page, **quiet)
    renamed = [h.save.click, h.name.submit]
    changed.append(gr.on(renamed, holdings.rename, [h.name, p.picker, chat], page, **quiet))
    h.delete.click(holdings.doubt, [p.picker], page, **quiet)
    gr.on([h.keep.click, h.stay.click], holdings.leave, None, page, **quiet)
    return [*changed, h.sure.click(holdings.delete, [p.picker], page, **quiet)]


def _wire_draft(p: Parts, drafting: Drafting, quiet: dict[str, Any]) -> None:
    d = p.draft
    found = [d.found, d.checked, d.keeping]
    d.check.click(drafting.check, [d.file, d.pasted, p.picker], found, **quiet)
    for handed, lend in ((d.word, drafting.lend_word), (d.page, drafting.lend_page)):
        lent = handed.click(lend, [d.checked], [d.lent, d.found], **quiet)
        lent.then(None, None, None, js=look.fetched("draft-lent"))


def _wire_settings(
    p: Parts, choosing: Choosing, page: list[gr.components.Component], quiet: dict[str, Any]
) -> None:
    s, chosen = p.settings, [p.settings.model, p.settings.allow]
    gr.on([p.settled.select, s.again.click], choosing.look, None, page, **quiet)
    s.model.input(choosing.pick, [s.model], page, **{**quiet, "trigger_mode": "always_last"})
    gr.on([s.keep.click, s.key.submit], choosing.keep, [s.key, s.model], page, **quiet)
    s.forget.click(choosing.forget, [s.model], page, **quiet)
    s.test.click(choosing.test, chosen, page, **quiet)
    s.use.click(choosing.use, chosen, page, **quiet)

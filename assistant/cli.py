"""The `casebook` command.

stdout holds what was asked for and nothing else; the rest goes to stderr. Exit status: 0
(also when an answer abstains), 1 with one plain line where something can't be done, 2 for
bad usage, 130 after Ctrl-C. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant import replies
from assistant.models.llamacpp import in_full
from assistant.service.permission import MOST_PASSAGES
from assistant.service.protocol import Addition, CaseService
from assistant.settings import Settings
from corpus.errors import CasebookError
from corpus.extras import extras_named, require
from index.filters import Filter
from index.records import Correction

if TYPE_CHECKING:
    from assistant.evaluation.bounds import Bound
    from assistant.tables.table import Tabled

app = typer.Typer(
    name="casebook",
    help="Ask a case file questions and get answers cited to the exact place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CaseName = Annotated[str, typer.Option("--case", metavar="NAME", help="The case.")]
DocumentName = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="The document's name, as `documents` lists it.")
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        envvar="CASEBOOK_MODEL",
        callback=lambda name: in_full(name) if name else name,  # a window works elsewhere
        help="A chat model to write the answer, such as ollama:qwen3:8b; else it is quoted.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.command()
def add(
    case: CaseName,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders.")],
    prefix: Annotated[
        str, typer.Option("--as", metavar="PREFIX", help="Put before the documents' names.")
    ] = "",
    embedding: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            envvar="CASEBOOK_EMBEDDING",
            help="The sentence-transformers model of a new case, by name or folder.",
        ),
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Also remove what is gone from the folders.")
    ] = False,
    password: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help="Tried on encrypted files; - asks for it. Repeatable."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read and index files or folders; again: only what changed."""
    from assistant.terminal.progress import shown

    whole = [path.expanduser().absolute() for path in paths]
    embedding = _folder_or_name(embedding) if embedding else None
    passwords = tuple(_secret(word) for word in password or ())
    addition = Addition(tuple(whole), _text(prefix), embedding, sync, passwords)
    with _service(as_json) as service:
        with shown() as on_progress:
            reply = service.add(_text(case), addition, on_progress)
        _show(reply, as_json)
    if not reply.anything_in:
        _say("Nothing was added: every file was refused.")
        raise typer.Exit(1)


@app.command()
def cases(as_json: Json = False) -> None:
    """List the cases."""
    with _service(as_json) as service:
        _show(service.cases(), as_json)


documents_app = typer.Typer(invoke_without_command=True)
app.add_typer(documents_app, name="documents")


@documents_app.callback()
def documents(
    context: typer.Context,
    case: Annotated[str, typer.Option("--case", metavar="NAME", help="The case.")] = "",
    as_json: Json = False,
) -> None:
    """List a case's documents, each with its state, the reason if refused, and its flags."""
    if context.invoked_subcommand is not None:
        return
    if not case:
        raise typer.BadParameter("Say which case.", param_hint="--case")
    with _service(as_json) as service:
        _show(service.documents(_text(case)), as_json)


@documents_app.command(name="set")
def set_facts(
    case: CaseName,
    document: DocumentName,
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    kind: Annotated[str | None, typer.Option(help="Such as indictment, order or article.")] = None,
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its day.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Such as en or es.")] = None,
    as_json: Json = False,
) -> None:
    """Put a document's title, kind, date or language right; it stays so when it is read again."""
    words = (None if fact is None else _text(fact) for fact in (title, kind, language))
    title, kind, language = words
    given = Correction(title, kind, date.date() if date else None, language)
    if given == Correction():
        raise typer.BadParameter("Say what is right: --title, --kind, --date or --language.")
    with _service(as_json) as service:
        _show(service.correct(_text(case), _text(document), given), as_json)


@app.command()
def remove(case: CaseName, document: DocumentName, as_json: Json = False) -> None:
    """Take a document out of a case. The original file stays."""
    with _service(as_json) as service:
        _show(service.remove(_text(case), _text(document)), as_json)


@app.command()
def delete(
    case: CaseName,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    as_json: Json = False,
) -> None:
    """Delete a case with all that was kept of it. The original files stay."""
    if sys.stdin.isatty() and not (yes or as_json):
        typer.confirm(
            f"Delete the case {case!r} and all that was kept of it?", abort=True, err=True
        )
    with _service(as_json) as service:
        _show(service.delete(_text(case)), as_json)


@app.command()
def reindex(
    case: CaseName,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="NAME", help="A sentence-transformers model; else the packaged one."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Change a case's embedding model; it can be searched all the while. Goes on where it
    stopped if it was broken off."""
    from assistant.terminal.progress import shown
    from index.embedding import PACKAGED

    chosen = PACKAGED if model is None else _folder_or_name(model)
    with _service(as_json) as service:
        with shown() as on_progress:
            reply = service.reindex(_text(case), chosen, on_progress)
        _show(reply, as_json)


Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="NAME", help="Only this document or folder. Repeatable."),
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only this kind, such as order. Repeatable.")
]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")
]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only up to this day.")]


def _filter(
    document: list[str] | None,
    kind: list[str] | None,
    since: datetime | None,
    until: datetime | None,
) -> Filter:
    return Filter(
        tuple(_text(name) for name in document or ()),
        tuple(_text(name) for name in kind or ()),
        since.date() if since else None,
        until.date() if until else None,
    )


@app.command()
def search(
    case: CaseName,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to look for.")],
    k: Annotated[int, typer.Option("--k", min=1, max=MOST_PASSAGES, help="Passages to give.")] = 10,
    document: Documents = None,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Find the passages that fit a query, best first."""
    where = _filter(document, kind, since, until)
    with _service(as_json) as service:
        _show(service.search(_text(case), _text(query), k, where), as_json)


@app.command()
def ask(
    case: CaseName,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What to ask.")],
    model: Model = None,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the answer as a .md, .docx or .json file too."),
    ] = None,
    document: Documents = None,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Answer a question, each sentence cited to its exact place."""
    from assistant.export.files import check_ending, keep

    with _plain_errors(as_json):
        if save is not None:
            check_ending(save)
    where = _filter(document, kind, since, until)
    with _service(as_json) as service:
        reply = service.ask(_text(case), _text(question), model, where=where)
        if reply.notice:
            _say(reply.notice)
        if save is not None:
            keep(reply, save)
            _say(f"Kept in {save}.")
        _show(reply, as_json)


@app.command()
def questions(case: CaseName, as_json: Json = False) -> None:
    """Questions to begin with: what the case surely answers, made from its own papers."""
    with _service(as_json) as service:
        _show(service.questions(_text(case)), as_json)


@app.command()
def verify(
    case: CaseName,
    answer: Annotated[
        Path, typer.Argument(metavar="ANSWER.json", help="A file that `ask --save` made.")
    ],
    as_json: Json = False,
) -> None:
    """Check that a kept answer's quotes still stand, word for word; else the status is 1."""
    from assistant.export.verification import read_saved

    with _plain_errors(as_json):
        saved = read_saved(answer)
    with _service(as_json) as service:
        reply = service.verify(_text(case), saved)
        _show(reply, as_json)
    if not reply.stands:
        raise typer.Exit(1)


@app.command()
def check(
    case: CaseName,
    draft: Annotated[
        Path, typer.Argument(metavar="DRAFT", help="A .docx, .odt, .md, .txt or .pdf file.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.docx", help="Keep it as a Word file with comments."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Keep it as a page for a browser.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Hold every sentence of a draft against the case: its facts, cites and quotations."""
    from assistant.drafts.keeping import check_names, keep_page, keep_word
    from assistant.terminal.progress import shown

    with _plain_errors(as_json):
        check_names(draft, out, html)
        data = draft.expanduser().read_bytes()
    with _service(as_json) as service:
        with shown() as on_progress:
            reply = service.check(_text(case), _text(draft.name), data, on_progress)
        for path, keep in ((out, keep_word), (html, keep_page)):
            if path is not None:
                keep(reply, data, path)
                _say(f"Kept in {path}.")
        _show(reply, as_json)


@app.command()
def text(case: CaseName, document: DocumentName, as_json: Json = False) -> None:
    """Print a document's extracted text, which spans point into."""
    with _service(as_json) as service:
        reply = service.text(_text(case), _text(document))
        if as_json or sys.stdout.isatty():
            _show(reply, as_json)
        else:  # to a file or another program, code point for code point
            sys.stdout.write(reply.text)
            sys.stdout.flush()


@app.command(name="eval")
def evaluate(
    questions: Annotated[
        Path | None,
        typer.Argument(metavar="QA", help="Q&A lines, a SQuAD file or a BEIR folder."),
    ] = None,
    case: Annotated[str, typer.Option("--case", metavar="NAME", help="The case.")] = "",
    model: Model = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep report.json and report.html there."),
    ] = None,
    ragas: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the results as ragas takes them.")
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Put the set's own documents there and add them."),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="MEASURE=VALUE", help="Status 1 where it is less. Repeatable."),
    ] = None,
    fail_over: Annotated[
        list[str] | None,
        typer.Option(metavar="MEASURE=VALUE", help="Status 1 where it is more. Repeatable."),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="A.json B.json", help="Two reports; asks nothing."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask every question of a Q&A set and measure the answers, or compare two reports."""
    if compare is not None:
        _compare(*compare, as_json)
        return
    if questions is None or not case:
        raise typer.BadParameter("Give --case NAME and a Q&A set, or --compare A.json B.json.")
    with _plain_errors(as_json):
        from assistant.evaluation import page, read_set, saving
        from assistant.evaluation.bounds import failures
        from assistant.service import evaluation_run
    bounds = _bounds(fail_under or (), fail_over or ())
    from assistant.terminal.progress import shown

    with _plain_errors(as_json):
        given = read_set(questions.expanduser())
    with _service(as_json) as service:
        with shown() as on_progress:
            if documents is not None:
                evaluation_run.add_documents(
                    service, _text(case), given, documents.absolute(), on_progress
                )
            report = evaluation_run.run(service, _text(case), given, model, out, on_progress)
        if ragas is not None:
            saving.save_ragas(report, ragas)
        _show(report.measures if as_json else page.table(report), as_json)
    for problem in report.problems:
        _say(str(problem))
    failed = "; ".join(failures(bounds, report.measures))
    if failed:
        _say(f"{failed[0].upper()}{failed[1:]}.")
    if failed or report.problems:
        raise typer.Exit(1)


def _bounds(least: Iterable[str], most: Iterable[str]) -> list[Bound]:
    from assistant.evaluation.bounds import bound, unknown

    try:
        bounds = [*map(bound, least), *(bound(given, upper=True) for given in most)]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if names := unknown(bounds):
        raise typer.BadParameter(f"{names[0]!r} is no measure; `casebook eval --json` names them.")
    return bounds


def _compare(before: Path, after: Path, as_json: bool) -> None:
    from assistant.evaluation.comparing import compare

    with _plain_errors(as_json):
        _show(compare(before, after), as_json)


Kept = Annotated[
    Path | None,
    typer.Option("--save", metavar="FILE", help="Keep it as .docx, .csv, .md or .json too."),
]


@app.command()
def chronology(
    case: CaseName,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="From this day on.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Up to this day.")
    ] = None,
    person: Annotated[str, typer.Option(metavar="NAME", help="Only what names them.")] = "",
    document: Documents = None,
    standing: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help="Such as alleged, admitted or found. Repeatable."),
    ] = None,
    save: Kept = None,
    as_json: Json = False,
) -> None:
    """What the papers tell of each time, in order, each row with its places."""
    from assistant.chronology import STANDINGS, Wanted

    standings = tuple(known for known in STANDINGS if known in (standing or ()))
    if len(standings) < len(set(standing or ())):
        raise typer.BadParameter(f"Use {', '.join(STANDINGS)}.", param_hint="--standing")
    wanted = Wanted(
        since=since.date() if since else None,
        until=until.date() if until else None,
        person=_text(person),
        documents=tuple(map(_text, document or ())),
        standings=standings,
    )
    _tabled(lambda service: service.chronology(_text(case), wanted), save, as_json)


@app.command(name="list")
def list_all(
    case: CaseName,
    question: Annotated[
        str, typer.Argument(metavar="WHAT", help='Such as "every payment to Pell".')
    ],
    document: Documents = None,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    save: Kept = None,
    as_json: Json = False,
) -> None:
    """List everything of a kind, over every passage: sums, days, people, papers, clauses."""
    where = _filter(document, kind, since, until)
    _tabled(lambda service: service.listing(_text(case), _text(question), where), save, as_json)


@app.command()
def conflicts(
    case: CaseName,
    document: Documents = None,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    save: Kept = None,
    as_json: Json = False,
) -> None:
    """Show what papers say differently: sums, counts, days, ages, whether it was so."""
    where = _filter(document, kind, since, until)
    _tabled(lambda service: service.conflicts(_text(case), where), save, as_json)


def _tabled(made: Callable[[CaseService], Tabled], save: Path | None, as_json: bool) -> None:
    """Show a table, and keep it where it is to be kept."""
    from assistant.tables.keeping import check_table_ending, keep_table

    with _plain_errors(as_json):
        if save is not None:
            check_table_ending(save)
    with _service(as_json) as service:
        reply = made(service)
        if save is not None:
            keep_table(reply, save)
            _say(f"Kept in {save}.")
        _show(reply, as_json)


Host = Annotated[str, typer.Option(help="Where to listen; other than loopback needs a token.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")]
Token = Annotated[
    str | None,
    typer.Option(
        metavar="WORD",
        envvar="CASEBOOK_TOKEN",
        help="What every request must carry; in the environment others cannot see it.",
    ),
]


@app.command()
def chat(
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="The case to open with.")
    ] = None,
    host: Host = "127.0.0.1",
    port: Port = 7860,
    model: Model = None,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """Open the chat window and the REST service."""
    _open(case, host, port, model, token, as_json, with_window=True)


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 7860,
    model: Model = None,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """Open the REST service alone, for other programs; /docs describes it."""
    _open(None, host, port, model, token, as_json, with_window=False)


def _open(
    case: str | None,
    host: str,
    port: int,
    model: str | None,
    token: str | None,
    as_json: bool,
    *,
    with_window: bool,
) -> None:
    from assistant.loopback import is_loopback

    with _plain_errors(as_json):
        if with_window:
            require("window")
        from assistant.api.running import open_home, show_in_browser
    if not token and not is_loopback(host):
        raise typer.BadParameter(
            "Without a token Casebook answers this machine only; use 127.0.0.1, localhost or "
            "::1, or set CASEBOOK_TOKEN.",
            param_hint="--host",
        )
    settings = Settings.from_environment()
    if model:
        from assistant.models.chat_models import check_spelling

        with _plain_errors(as_json):
            check_spelling(model, settings)
    with (
        _plain_errors(as_json),
        suppress(KeyboardInterrupt),
        open_home(
            host, port, case, _say, settings=settings, token=token or None, model=model
        ) as taken,
    ):
        home = taken.service.home
        if with_window:
            _say("Opening the window …")
            import ui

            ui.mount(taken.app, ui.window(taken.service, case))

        def on_open(url: str) -> None:
            link = taken.link(case) if with_window else None
            _show(replies.Opened(url, str(home.path), case, link), as_json)
            if with_window and not as_json:
                show_in_browser(taken.link(case))  # the one that was printed still works

        taken.open(on_open)


def main() -> None:
    """What the `casebook` command runs; does not return."""
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        # The same bytes everywhere; half a character from the command line stays readable.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app(prog_name="casebook")
    except SystemExit as end:
        if threading.active_count() > 1:
            # Work that was cut off may be deep in a library that aborts when Python ends.
            sys.stderr.flush()
            os._exit(end.code if isinstance(end.code, int) else 1)
        raise


# How a command ends


@contextmanager
def _service(as_json: bool) -> Iterator[CaseService]:
    from assistant.service.opening import find_service

    with _plain_errors(as_json), find_service(Settings.from_environment(), _say) as service:
        yield service


@contextmanager
def _plain_errors(as_json: bool) -> Iterator[None]:
    from assistant.errors import refused_by_system

    try:
        with extras_named():
            yield
    except CasebookError as error:
        _fail(str(error), as_json)
    except BrokenPipeError:
        # The reader went away, as `head` does; python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except OSError as error:
        _fail(refused_by_system(error), as_json)
    except KeyboardInterrupt:
        _say("Stopped. What was done is kept.")
        raise typer.Exit(130) from None


def _fail(sentence: str, as_json: bool) -> NoReturn:
    if as_json:
        _show(replies.Failed(sentence), as_json)
    _say(sentence)
    raise typer.Exit(1)


def _say(sentence: str) -> None:
    from assistant.terminal.printing import one_line

    print(one_line(sentence), file=sys.stderr, flush=True)


def _show(reply: replies.Reply, as_json: bool) -> None:
    from assistant.terminal.printing import in_words

    print(replies.json_line(reply) if as_json else in_words(reply), flush=True)


def _folder_or_name(model: str) -> str:
    """A model's folder in full, for a window works elsewhere; a name as it is."""
    return str(Path(model).resolve()) if Path(model).is_dir() else _text(model)


def _secret(word: str) -> str:
    return getpass("Password: ", sys.stderr) if word == "-" else word


def _text(argument: str) -> str:
    """An argument as valid Unicode; bytes of it that were not UTF-8 become question marks."""
    return argument.encode("utf-8", "replace").decode("utf-8")


if __name__ == "__main__":
    main()

"""Measure, and write RESULTS.md anew: python -m benchmarks [--quick] [--only SECTION...]"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import results
from benchmarks.plan import Plan, say
from benchmarks.report import load, machine
from benchmarks.sections import SECTIONS


def main() -> int:
    """Run the sections in order; each is printed and kept as it comes. 1 where one failed."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="single runs and samples; keeps none")
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    options = parser.parse_args()
    # As Ctrl-C, so that the processes started here are ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    named = os.environ.get("CASEBOOK_DATA")
    data = Path(named).resolve() if named else None
    print(f"{machine()} {load()}".strip(), flush=True)
    failed = [name for name in options.only if not run(name, data, options.quick)]
    if not options.quick:
        results.write(SECTIONS)
        say(f"Written: {results.RESULTS}")
    if failed:
        say(f"Failed, and left as before: {', '.join(failed)}.")
    return len(failed) > 0


def run(name: str, data: Path | None, quick: bool) -> bool:
    """Run one section in an empty folder; False where it failed, which the others outlive."""
    began, busy = perf_counter(), load()
    with TemporaryDirectory(prefix="casebook-bench-", ignore_cleanup_errors=True) as scratch:
        try:
            section = SECTIONS[name](Plan(Path(scratch).resolve(), data, quick))
        except Exception:
            traceback.print_exc()
            return False
    print(f"\n{section.markdown}", flush=True)
    if section.measures and not quick:
        results.keep(name, section, perf_counter() - began, busy)
        results.write(SECTIONS)
    return True


if __name__ == "__main__":
    sys.exit(main())

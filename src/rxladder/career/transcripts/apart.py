"""Reading files in a process of its own, with bounds on its time and memory.

Files come from anywhere, and PDF is read by a library in C: what a damaged or evil file does there happens to
that process alone. It writes one line of JSON for each file; where it dies, the file in hand was the reason,
and the next process goes on behind it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from rxladder.career.transcripts.read import MOST_BYTES, read_file
from rxladder.career.transcripts.result import Reading, read_document, reading_document
from rxladder.facts.apart import SECONDS, bound, told_by
from rxladder.facts.language import gettext as _
from rxladder.facts.language import language, speaking
from rxladder.facts.yaml_text import BadInput

_COMMAND = [sys.executable, "-m", "rxladder.career.transcripts.apart"]


def read_files(files: Sequence[tuple[str, bytes]]) -> list[Reading | BadInput]:
    """What each file tells, by its name and bytes, or why it could not be read; in their order."""
    found: list[Reading | BadInput] = []
    while len(found) < len(files):
        waiting = files[len(found) :]
        found += _run(waiting)
        if len(found) < len(files):
            name = files[len(found)][0]
            found.append(BadInput(_("could not be read: it is damaged, or takes far too long"), name))
    return found


def _run(files: Sequence[tuple[str, bytes]]) -> list[Reading | BadInput]:
    """What one process could read before it ended."""
    head = json.dumps({"language": language(), "files": [[name, len(data)] for name, data in files]})
    sent = b"".join([head.encode(), b"\n", *(data for _name, data in files)])
    told = told_by(_COMMAND, sent, SECONDS * 2 + len(files))
    lines = told.split(b"\n")[:-1]
    return [_found(line, name) for line, (name, _data) in zip(lines, files, strict=False)]


def _found(line: bytes, name: str) -> Reading | BadInput:
    document = json.loads(line)
    if "refused" in document:
        return BadInput(document["refused"], name, document["line"])
    return read_document(document)


def main() -> None:
    """Read what stands on standard input, and write a line for each file."""
    bound()
    head = json.loads(sys.stdin.buffer.readline())
    with speaking(head["language"]):
        for name, size in head["files"]:
            data = sys.stdin.buffer.read(min(size, MOST_BYTES + 1))
            sys.stdin.buffer.read(size - len(data))
            try:
                document = reading_document(read_file(data, name))
            except BadInput as error:
                document = {"refused": error.message, "line": error.line}
            sys.stdout.write(json.dumps(document) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

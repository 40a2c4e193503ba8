"""What people really have of their education, read: transcripts, exports, certificates, pasted text.

`read.py` is the door: bytes and a file's name become a frozen `Reading` (`result.py`). Each format is first
made into lines of cells (`pdf.py`, `workbook.py`, `text.py`), each with its place. `headings.py` finds what
the columns are called, `layout.py` which lines belong together as one row, `rows.py` reads a row by what its
columns are called and by what stands in it, `certificate.py` a page that is about one activity.

Nobody here has seen the print of NABP's CPE Monitor. So nothing depends on a layout: a row is known by its
number, its day and its hours, wherever they stand. Every line ends up in exactly one place: in a credit,
among what was not understood (with the reason), or among what says nothing of a credit. Nothing is guessed.

`matching.py` compares what was read with the record. `apart.py` reads files in a process of its own, with
bounds on time and memory, since they come from anywhere.
"""

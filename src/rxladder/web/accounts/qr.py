"""QR codes, for a page and for a terminal."""

from __future__ import annotations

BORDER = 4


def matrix_of(text: str) -> list[list[bool]]:
    """The dark squares of a text's QR code, with the white border that cameras need."""
    import qrcode  # slow to load, and seldom asked for

    made = qrcode.QRCode(border=BORDER, error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(text)
    made.make(fit=True)
    return made.get_matrix()


def path_of(text: str) -> tuple[str, int]:
    """The dark squares as an SVG path, and how many squares wide it is."""
    matrix = matrix_of(text)
    rows = enumerate(matrix)
    squares = [f"M{x} {y}h1v1h-1z" for y, row in rows for x, dark in enumerate(row) if dark]
    return "".join(squares), len(matrix)


def for_terminal(text: str) -> str:
    """The code in half blocks, two squares a sign, light on dark as most terminals are."""
    matrix = matrix_of(text)
    if len(matrix) % 2:
        matrix.append([False] * len(matrix))
    signs = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
    pairs = zip(matrix[::2], matrix[1::2], strict=True)
    return "\n".join("".join(signs[both] for both in zip(*pair, strict=True)) for pair in pairs)

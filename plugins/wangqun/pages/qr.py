"""QR codes as SVG files of their own: pages may not hold images, and a file is printed sharp at any size."""

MASK = 2  # any of the eight can be read; trying all of them for the best costs five times as much


def svg(text: str) -> str:
    """A square with `text`, error level M at least, black on white with the four modules of margin that readers want."""
    import segno  # takes a moment, and is seldom asked

    matrix = segno.make_qr(text, error="m", mask=MASK).matrix
    size = len(matrix) + 8
    runs = []
    for y, row in enumerate(matrix):
        cells, x = bytes(row), 0
        while (x := cells.find(1, x)) >= 0:
            end = cells.find(0, x)
            end = len(cells) if end < 0 else end
            runs.append(f"M{x + 4} {y + 4}h{end - x}v1h{x - end}z")
            x = end
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    return f'{head}<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{"".join(runs)}"/></svg>\n'

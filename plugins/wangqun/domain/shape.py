"""How wide and high a picture is, and how much room it deserves."""

Shape = tuple[int, int]
"""Width and height as it is seen, in pixels."""
UNSHAPED: Shape = (0, 0)
_TALL, _VAST = 1.15, 2.1


def form_of(shape: Shape) -> str:
    """`tall` for what stands upright, `vast` for a panorama or a wide chart, "" for all others and where nobody knows."""
    width, height = shape
    if height > width * _TALL:
        return "tall"
    return "vast" if height and width > height * _VAST else ""

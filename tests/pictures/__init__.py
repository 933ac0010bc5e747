"""The demo's pictures: contour drawings in two inks, from one seeded generator."""

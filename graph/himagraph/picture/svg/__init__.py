"""The ownership chain of an entity as a drawing for papers and slides."""

from himagraph.picture.svg.drawing import svg

__all__ = ["svg"]

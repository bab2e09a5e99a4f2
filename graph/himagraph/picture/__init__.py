"""The interactive page: one file that opens anywhere, and the same in a notebook; and the chain as a drawing."""

from himagraph.picture.inline import Picture
from himagraph.picture.lead import opening
from himagraph.picture.page import VIEWS, page
from himagraph.picture.svg import svg

__all__ = ["VIEWS", "Picture", "opening", "page", "svg"]

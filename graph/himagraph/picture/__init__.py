"""The interactive page: one file that opens anywhere, and the same in a notebook."""

from himagraph.picture.inline import Picture
from himagraph.picture.page import VIEWS, page

__all__ = ["VIEWS", "Picture", "page"]

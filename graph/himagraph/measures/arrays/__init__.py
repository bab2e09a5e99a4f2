"""The same mathematics on whole registers, in arrays. Needs numpy and scipy: `pip install himagraph[registers]`.

numba (`himagraph[fast]`) makes control of everyone faster; without it the same code runs interpreted.
"""

from himagraph.measures.arrays.control import Control
from himagraph.measures.arrays.register import Register
from himagraph.measures.arrays.structure import Components
from himagraph.measures.arrays.tops import Tops

__all__ = ["Components", "Control", "Register", "Tops"]

"""Loading what stays in memory as long as the program runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading_to_stay() -> Iterator[None]:
    """Nearly everything that is made in this block stays: nobody looks for garbage in it, now or later."""
    # Looking through it meanwhile would only take time.
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()

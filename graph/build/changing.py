"""A change of the register that its readers see when it is done, and for which none of them waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from ..errors import ObligraphError
from ..register import Register
from ..store import Generation
from .announced import announced, announcement, revoke
from .derive import Progress
from .index import bring_up_to_date, index_folder, is_extendable, seen_up_to_date

_TRIES = 2


@contextmanager
def changing(register: Register, progress: Progress | None = None) -> Iterator[None]:
    """Change the register in the block: readers answer from the state before it until the index holds it.

    Report the change as done after the block, which ends when the index is up to date. An index that
    can't be brought up to date takes nothing back: whoever asks next makes it, or is told what is
    wrong. What is written outside of such a block while one goes on is seen when that ends.
    """
    with ExitStack() as until_done:
        before = _announce(register, until_done, progress)
        yield
        try:
            bring_up_to_date(register, progress, before)
        except ObligraphError:
            revoke(index_folder(register))


def _announce(register: Register, until_done: ExitStack, progress: Progress | None) -> Generation | None:
    """Announce the change where the index holds all that was reported as done, or can be made to.

    Return the generation that the files fitted then, where that was to be seen.
    """
    index, looked = index_folder(register), None
    for _ in range(_TRIES):
        if not is_extendable(register):  # it will be made anew, and nothing is lost by waiting with that
            return None
        with register.writing():
            if announced(index) or (looked := seen_up_to_date(register)):
                with suppress(OSError):
                    until_done.enter_context(announcement(index))
                return looked
        try:
            bring_up_to_date(register, progress)
        except ObligraphError:  # it has nothing to do with this change; who asks is told
            return None
    return None

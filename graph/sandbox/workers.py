"""Processes that share one work, and end with the one that started them, however that ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def workers(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of fresh interpreters; where the block raises, all of them end at once.

    The pool's own way waits for what they are doing, which after Ctrl-C may be minutes.
    """
    others = set(multiprocessing.active_children())
    started: list[ProcessPoolExecutor] = []
    try:
        with _no_interruption():  # a Ctrl-C that waited comes when this ends
            started.append(_start(processes))
        yield started[0]
        started[0].shutdown()
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        for pool in started:
            pool.shutdown(wait=False, cancel_futures=True)
        raise


def _start(processes: int) -> ProcessPoolExecutor:
    """Start the pool and all its processes: each task of nothing starts one."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_follow_parent)
    for _ in range(processes):
        pool.submit(_nothing)
    return pool


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Let Ctrl-C wait until the block ends; processes started in it never see one.

    Half a start would leave processes that nobody knows of. Windows can't hold it back.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: a killed one can't tell its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _nothing() -> None:
    """Do nothing, in a process that is started for it."""


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

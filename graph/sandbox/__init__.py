"""Other people's queries and files, each in a child process with limits on time and memory.

A running query can't be interrupted in its own process and a hostile file can crash its reader; so
both run in a child that is killed at the deadline, and the child's exit is the boundary. The child
has no network where the system lets it give that up (Linux); everywhere a query that asks for a
SERVICE or for a graph that the register lacks is refused before it runs.
"""

from __future__ import annotations

from .limits import MIB, QueryLimits
from .query import QueryResult, run_query, stream_query
from .reader import run_reader
from .workers import workers

__all__ = ["MIB", "QueryLimits", "QueryResult", "run_query", "run_reader", "stream_query", "workers"]

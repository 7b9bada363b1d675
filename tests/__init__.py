"""The tests: one module a room, and the reference evaluator that judges the binding."""

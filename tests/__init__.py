"""The tests: modules for each room, by subject, and the reference evaluator that judges the binding."""

"""Many counties at once: the reference evaluator's definitions as Ibis expressions.

The same expressions run on DuckDB, which needs nothing but this machine, and on Spark, where one
machine is not enough. What floating point cannot tell for sure is judged by the reference evaluator.
This room is loaded by its own commands only: a single county never goes through it.
"""

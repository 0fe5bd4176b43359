"""The reference evaluator: exact, explains every figure, one county at a time."""

from junheng.evaluation.county import evaluate
from junheng.evaluation.document import document
from junheng.evaluation.explain import explain
from junheng.evaluation.results import CountyResult, Evaluation
from junheng.evaluation.trace import Step

__all__ = ["CountyResult", "Evaluation", "Step", "document", "evaluate", "explain"]

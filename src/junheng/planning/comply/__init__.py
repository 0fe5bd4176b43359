"""The compliance plan: the cheapest way to bring every school and every disparity within the standard.

``situation`` is the data, ``model`` the mathematics, ``search`` the way to a plan, ``certify`` the
reference evaluator's word on it, ``told`` and ``tables`` what the user reads.
"""

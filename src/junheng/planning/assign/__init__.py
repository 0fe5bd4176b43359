"""Sunshine classes (阳光分班): pupils to classes in balance, by lot, so that anybody can repeat it.

``verify`` is the procedure itself, written out plainly in one file that runs alone; ``search`` is
the same search done fast. The two must agree to the last exchange.
"""

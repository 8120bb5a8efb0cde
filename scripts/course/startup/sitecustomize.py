"""Python imports this at its start, in a process that a test starts while it is looked at.

See course/instrument.py: this folder is on PYTHONPATH then.
"""

from course import instrument

instrument.begin_here()

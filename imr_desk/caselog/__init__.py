"""The case log: where letters, reviews and their history are kept, durable and tamper-evident.

``sqlite`` is the log of a desk, one file with one writer; ``memory`` the same contract without a file.
``chain``, ``guards`` and ``verify`` use the standard library alone, so that anybody can check a log.
"""

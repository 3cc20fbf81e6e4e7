"""Deadlines after a determination, counted from dates that people give: pure values, no clock, no disk.

What the desk must do, may do or should know by when. The rules are data (``RuleTable``), the days that do not count
are data (``WorkCalendar``), what is known of a case is a value (``DeadlineFacts``); ``compute`` makes ``Deadline``
values of the three, ``due_of`` the one line for a queue. Nothing here is legal advice, nothing computes a penalty.
"""

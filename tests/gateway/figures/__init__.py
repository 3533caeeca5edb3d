"""Every figure a second time, slowly, by another method: from the news, in plain Python.

Written from the words of the definitions, and not from the statements that answer. News is folded
into what stood at a moment (`known`), each population is one small function over it (`of_*`), and
`adding` adds up. `life` and `town` make children whose lives nobody lived.
"""

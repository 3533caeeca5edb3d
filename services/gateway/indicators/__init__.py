"""The municipality in numbers: what each figure counts, and of what, from one definition.

A population is one SELECT of rows, each about something in one case: what it adds to the part and
to the whole. A figure adds them up, and the list behind a figure is those very rows.
"""

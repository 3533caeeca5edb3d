"""Finding a case by a name or a number, over an index that gives neither away."""

"""Nothing is required of news: what a neighbour recorded has happened, whatever we think of it."""

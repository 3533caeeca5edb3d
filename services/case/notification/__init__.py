"""Notifications of concern (underretninger): each is a stream of its own."""

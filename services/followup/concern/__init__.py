"""Worries while a case runs: raised by the child, the school, the network, and answered soon."""

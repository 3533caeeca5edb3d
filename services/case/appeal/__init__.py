"""After a decision: telling the parties, and what becomes of their appeals."""

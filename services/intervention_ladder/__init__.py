"""The intervention ladder (indsatstrappen): where a child stands, how it got there, and why."""

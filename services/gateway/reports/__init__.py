"""Reports to leadership: made once, kept as they were made, drawn, and explained afterwards."""

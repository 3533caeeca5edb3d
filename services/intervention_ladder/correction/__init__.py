"""What had been recorded wrongly, put right or taken back."""

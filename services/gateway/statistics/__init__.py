"""What is reported to Statistics Denmark: what has become known since the last delivery."""

"""The portfolio of provisions (tilbudsvifte): what can meet which need, and is there room."""

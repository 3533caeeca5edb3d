"""The one front door: who may ask, where it goes, and the sheets that people ask for."""

"""The record: hearings of the parties, notes and documents, disclosures, and access to it all."""

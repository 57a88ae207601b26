"""The doors of Toetssteen: the only layer that opens files and knows today's date."""

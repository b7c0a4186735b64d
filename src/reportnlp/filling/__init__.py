"""Facts go into the blanks of an existing draft."""

"""What departments fill in: facts files and lists of missing figures."""

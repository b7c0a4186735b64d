"""Many reports, remembered."""

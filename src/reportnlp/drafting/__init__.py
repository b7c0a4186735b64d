"""Facts become a draft."""

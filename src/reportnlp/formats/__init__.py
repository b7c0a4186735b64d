"""Files as documents, and documents as files: one format a module."""

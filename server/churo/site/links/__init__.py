"""Our names from those of others."""

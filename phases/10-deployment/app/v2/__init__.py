"""Version 2 of the API: an application of its own, mounted at /api/v2."""

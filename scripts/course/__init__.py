"""The tool behind every command of the course."""

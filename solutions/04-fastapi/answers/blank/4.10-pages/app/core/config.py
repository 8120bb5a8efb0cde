def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default."""
    # exercise 4.10: Pages and settings. DOCS is not read, and any text switches SAMPLE_DATA on.
    return Settings(sample_data="SAMPLE_DATA" in environ)

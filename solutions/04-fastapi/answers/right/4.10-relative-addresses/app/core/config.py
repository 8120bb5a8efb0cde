def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    names = ("SAMPLE_DATA", "DOCS")
    return Settings(**{name.lower(): is_on(environ[name]) for name in names if name in environ})

def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    return Settings(
        sample_data=bool(environ.get("SAMPLE_DATA")),
        docs=bool(environ.get("DOCS", "true")),
    )

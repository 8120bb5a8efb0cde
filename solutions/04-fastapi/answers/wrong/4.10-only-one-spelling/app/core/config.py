def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    return Settings(
        sample_data=environ.get("SAMPLE_DATA") == "true",
        docs=environ.get("DOCS", "true") == "true",
    )

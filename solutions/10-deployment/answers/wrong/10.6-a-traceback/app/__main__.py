def main() -> int:
    """Serve, or say what is wrong with the settings."""
    serve(load_settings())
    return 0

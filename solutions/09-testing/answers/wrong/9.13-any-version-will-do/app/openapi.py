import sys


def main() -> None:
    """Print the document."""
    version = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(document_text(version if version in VERSIONS else 1), end="")

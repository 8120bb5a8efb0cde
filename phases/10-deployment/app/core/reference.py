"""The page /reference: every operation on one page, made from the OpenAPI document.

No script is needed to read it: it can be printed, searched, and read in a terminal.
"""

from html import escape
from string import Template
from typing import Any

from app.core.document import Document, operations

PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>$title: reference</title>
<style>body { max-width: 50em; margin: auto; padding: 1em; font-family: sans-serif }</style>
</head>
<body>
<h1>$title $version</h1>
$operations
</body>
</html>
""")

OPERATION = Template("""\
<section id="$id">
<h2><a href="#$id">$summary</a></h2>
<p><code>$method $path</code></p>
<p>$description</p>
<p>Answers: $answers</p>
</section>
""")


def operation_section(method: str, path: str, operation: dict[str, Any]) -> str:
    """Return one operation as HTML; its address on the page is its operation id.

    All texts are escaped: a `<` in a summary is a sign, and no tag.
    """
    texts = {
        "id": operation["operationId"],
        "summary": operation.get("summary", ""),
        "method": method,
        "path": path,
        "description": operation.get("description", ""),
        "answers": ", ".join(sorted(operation["responses"])),
    }
    return OPERATION.substitute({name: escape(text) for name, text in texts.items()})


def reference_page(document: Document) -> str:
    """Return the page of a whole document."""
    sections = (operation_section(*each) for each in operations(document))
    return PAGE.substitute(
        title=escape(document["info"]["title"]),
        version=escape(document["info"]["version"]),
        operations="".join(sections),
    )

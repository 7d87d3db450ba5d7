"""How the documentation becomes a site: ``tox -e docs``."""

import re

from sphinx.application import Sphinx

project = "teikit"
author = "the teikit developers"
project_copyright = author
extensions = ["myst_parser"]
myst_heading_anchors = 3
root_doc = "index"
html_theme = "furo"
html_title = "teikit"
html_show_sphinx = False
suppress_warnings = ["misc.highlighting_failure"]


def setup(app: Sphinx) -> None:
    """Make the index the way through the site, in its own four parts."""
    app.connect("source-read", _with_contents)


def _with_contents(_: Sphinx, page: str, source: list[str]) -> None:
    if page != root_doc:
        return
    seen: set[str] = set()
    for part in source[0].split("\n## ")[1:]:
        names = [name for name in re.findall(r"\]\(([\w-]+)\.md", part) if name not in seen]
        names = list(dict.fromkeys(names))
        seen.update(names)
        caption = part.partition("\n")[0]
        source[0] += "\n".join(["\n```{toctree}", ":hidden:", f":caption: {caption}", "", *names, "```\n"])

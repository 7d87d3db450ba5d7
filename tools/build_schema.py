"""Make schemas/teikit.rng from teikit.rnc, teikit-edition.rng from both grammars, and teikit-sch.xsl from teikit.sch.

usage: python tools/build_schema.py

trang must be on PATH (Debian: apt install trang). The stylesheet reports each failure as
<fault severity="error" line="12">[T0101] message</fault>; it is compiled here once and not, as lxml.isoschematron
does it, anew through three stylesheets in every process.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
SCH = "{http://purl.oclc.org/dsdl/schematron}"  # the namespace of Schematron
XSL = "http://www.w3.org/1999/XSL/Transform"  # the namespace of XSLT
DECLARATION = re.compile("(default )?namespace ")  # the beginning of the declaration of a namespace
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Made from teikit.sch by tools/build_schema.py. Do not edit. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:saxon="http://icl.com/saxon"{prefixes}>
"""


def main() -> int:
    """Write the three files; returns the exit code of trang."""
    (SCHEMAS / "teikit-sch.xsl").write_text(stylesheet(SCHEMAS / "teikit.sch"), encoding="utf-8")
    return _trang(SCHEMAS / "teikit.rnc", SCHEMAS / "teikit.rng") or edition(SCHEMAS / "teikit-edition.rng")


def edition(output: Path) -> int:
    """Write the grammar of edited files: teikit's with the additions after it; returns the exit code of trang.

    No attribute is of type ID there, for elements of any name may have one; rule T0109 finds two that are the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "teikit-edition.rnc")
        namespaces, grammar = "", ""
        for name in ("teikit.rnc", "teikit-edition.rnc"):
            for line in (SCHEMAS / name).read_text("utf-8").splitlines(keepends=True):
                if DECLARATION.match(line):
                    namespaces += line
                else:
                    grammar += line
        whole.write_text(namespaces + grammar.replace("xsd:ID", "xsd:NCName"), "utf-8")
        return _trang(whole, output)


def _trang(source: Path, output: Path) -> int:
    return subprocess.run(["trang", source, output], check=False).returncode


def stylesheet(schematron: Path) -> str:
    """The XSLT 1.0 stylesheet that does what a Schematron schema of our own says.

    Supported: ns, xsl:key, let, patterns of one rule, assert, report, value-of, name. Anything else raises KeyError or
    ValueError.
    """
    schema = etree.parse(str(schematron)).getroot()
    prefixes = "".join(f' xmlns:{ns.get("prefix")}="{ns.get("uri")}"' for ns in schema.findall(f"{SCH}ns"))
    return HEAD.format(prefixes=prefixes) + "\n".join(_top(schema)) + "\n</xsl:stylesheet>\n"


def _top(schema: etree._Element) -> Iterator[str]:
    for key in schema.findall(f"{{{XSL}}}key"):
        attributes = " ".join(f"{name}={quoteattr(str(key.get(name)))}" for name in ("name", "match", "use"))
        yield f"<xsl:key {attributes}/>"
    for let in schema.findall(f"{SCH}let"):
        yield _let(let)
    rules = "\n".join(_rule(pattern) for pattern in schema.findall(f"{SCH}pattern"))
    yield f'<xsl:template match="/">\n<faults>\n{rules}\n</faults>\n</xsl:template>'


def _rule(pattern: etree._Element) -> str:
    """A loop and not a template: libxslt takes quadratic time for a match with a predicate among many siblings."""
    (rule,) = pattern.findall(f"{SCH}rule")
    context = str(rule.get("context"))
    if "|" in context:
        raise ValueError(f"{pattern.get('id')}: a context must not hold |")
    body = "\n".join(_check(child) for child in rule if isinstance(child.tag, str))
    return f"<xsl:for-each select={quoteattr('//' + context)}>\n{body}\n</xsl:for-each>"


def _check(node: etree._Element) -> str:
    kind = etree.QName(node).localname
    if kind == "let":
        return _let(node)
    test, severity = {
        "assert": (f"not({node.get('test')})", "error"),
        "report": (str(node.get("test")), str(node.get("role"))),
    }[kind]
    fault = f'<fault severity="{severity}" line="{{saxon:line-number()}}">{_message(node)}</fault>'
    return f"<xsl:if test={quoteattr(test)}>{fault}</xsl:if>"


def _let(node: etree._Element) -> str:
    return f'<xsl:variable name="{node.get("name")}" select={quoteattr(str(node.get("value")))}/>'


def _message(node: etree._Element) -> str:
    return _text(node.text) + "".join(_value(child) + _text(child.tail) for child in node)


def _value(node: etree._Element) -> str:
    select = {"value-of": node.get("select"), "name": "name()"}[etree.QName(node).localname]
    return f"<xsl:value-of select={quoteattr(str(select))}/>"


def _text(text: str | None) -> str:
    return f"<xsl:text>{text}</xsl:text>" if text else ""


if __name__ == "__main__":
    sys.exit(main())

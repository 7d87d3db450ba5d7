"""teikit: the OCR text of declassified telegrams becomes TEI, with nothing lost and nothing invented.

The way of the data, one module a step, each with one function to call::

    teikit.readers.read          bytes -> Source
    teikit.chain.correct      Source -> Draft
    teikit.telegrams.assembling.assemble  Draft -> Packet
    teikit.tei.encoding         Packet -> TEI
    teikit.tei.recover        TEI -> the bytes again
    teikit.check.validation.validate  TEI -> faults
    teikit.conversion.convert    all of it, checked

The package itself imports next to nothing, so that ``teikit --help`` answers at once.
"""

from teikit.errors import ExitCode, TeikitError

__all__ = ["ExitCode", "TeikitError", "__version__"]

__version__ = "0.1.0"

"""PDF and pictures, read in child processes: what comes out, and what happens to those that do harm."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from batches import until

from teikit.core import SourceFile
from teikit.core.layout import POINT10
from teikit.errors import ExitCode, LimitReached, MissingDependency, Refused
from teikit.readers import child, image, pdf
from teikit.readers.pdf import read_pdf
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord, source_of

needs_pdfium = pytest.mark.skipif(
    importlib.util.find_spec("pypdfium2") is None, reason="needs the package pypdfium2: pip install 'teikit[pdf]'"
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs the program tesseract: apt install tesseract-ocr tesseract-ocr-eng"
)
LIMITS = child.ProgramLimits(seconds=300, silence=300, memory=2**29, output=2**20)


def pdf_of(
    *pages: str,
    rotate: int = 0,
    info: str = "",
    encrypt: str = "",
    page_more: str = "",
    catalog: str = "",
    more: Sequence[str] = (),
) -> bytes:
    """A PDF of pages of 200 by 100 points, each with a stream of operators.

    ``page_more`` and ``catalog`` come into the dictionaries of each page and of the whole; ``more`` are objects, whose
    numbers begin with 5.
    """
    first = 5 + len(more)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        f"<<{info}>>",
        *more,
    ]
    for number, operators in enumerate(pages):
        resources = "" if "/Resources" in page_more else "/Resources<</Font<</F 3 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Rotate {rotate}{resources}{page_more}"
            f"/Contents {first + 1 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(operators)}>>stream\n{operators}\nendstream")
    out, starts = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R{encrypt}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (tail + trailer).encode()


def page_of(*lines: str, left: int = 10, top: int = 80, pitch: int = 12) -> str:
    """Operators that write lines below one another."""
    shown = " ".join(f"1 0 0 1 {left} {top - pitch * row} Tm ({line}) Tj" for row, line in enumerate(lines))
    return f"BT /F 10 Tf {shown} ET"


def text_of(scan: Scan) -> str:
    """The text that the source of a scan has."""
    return source_of(scan, "a.pdf", [SourceFile("a.pdf", b"", "application/pdf")]).text


def picture(*lines: str) -> bytes:
    """A PNG with lines of type, drawn by pdfium."""
    return pdf.render(pdf_of(page_of(*lines)), 0)


def children() -> set[str]:
    """The processes that this one has started and not yet buried."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture
def no_child_left() -> Iterator[None]:
    """The test leaves no process behind, dead or alive."""
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        pytest.skip("needs /proc to see the processes")
    before = children()
    yield
    assert children() <= before


class Clock:
    """A clock that shows what a test says."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which a child is given up, so that no test need wait."""
    clock = Clock()
    monkeypatch.setattr(child, "time", clock)
    return clock


def run(program: str, data: bytes = b"", limits: child.ProgramLimits = LIMITS) -> bytes:
    """Run a Python program in a child."""
    return b"".join(child.run([sys.executable, "-I", "-c", program], data, limits, "a.pdf"))


def is_dead(pid: int) -> bool:
    """Whether a process has ended; it is a zombie of init where init is slow."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.usefixtures("no_child_left")
class TestChild:
    def test_much_goes_in_and_comes_out(self) -> None:
        data = os.urandom(700_000)
        assert run("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", data) == data

    def test_input_that_nobody_reads(self) -> None:
        assert run("print('done')", bytes(700_000)) == b"done\n"

    @pytest.mark.parametrize("program", ["while True: pass", "import time; time.sleep(60)"])
    @pytest.mark.parametrize("limits", [LIMITS._replace(seconds=50), LIMITS._replace(silence=50)])
    def test_a_program_that_takes_too_long_is_ended(
        self, program: str, limits: child.ProgramLimits, clock: Clock
    ) -> None:
        begun = f"print(flush=True)\n{program}"
        stream = child.run([sys.executable, "-I", "-c", begun], b"", limits, "a.pdf")
        assert next(stream) == b"\n"
        clock.now += 50
        with pytest.raises(LimitReached, match=r"50 seconds") as caught:
            next(stream)
        assert (caught.value.code, caught.value.place) == ("LIMIT-TIME", "a.pdf")
        assert caught.value.hint

    def test_output_is_a_sign_of_life(self, clock: Clock) -> None:
        program = "import time\nfor n in range(5): print(n, flush=True); time.sleep(.05)"
        written = b""
        for chunk in child.run([sys.executable, "-I", "-c", program], b"", LIMITS._replace(silence=50), "a"):
            written += chunk
            clock.now += 30 * chunk.count(b"\n")
        assert written == b"0\n1\n2\n3\n4\n"

    def test_its_own_children_die_too(self, clock: Clock) -> None:
        program = "import subprocess; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); p.wait()"
        stream = child.run([sys.executable, "-I", "-c", program], b"", LIMITS, "a")
        pid = int(next(stream))
        clock.now += LIMITS.seconds + 1
        with pytest.raises(LimitReached):
            next(stream)
        until(lambda: is_dead(pid))

    def test_an_interrupt_ends_the_program(self) -> None:
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        stream = child.run([sys.executable, "-I", "-c", "print(1, flush=True)\nwhile True: pass"], b"", LIMITS, "a")
        next(stream)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(KeyboardInterrupt):
                next(stream)
        finally:
            signal.signal(signal.SIGALRM, before)

    def test_closing_the_output_early_ends_the_program(self) -> None:
        stream = child.run([sys.executable, "-I", "-c", "while True: print('x' * 999)"], b"", LIMITS, "a")
        assert next(stream)
        stream.close()

    def test_a_program_that_takes_too_much_memory_is_ended(self) -> None:
        with pytest.raises(LimitReached) as caught:
            run("x = bytearray(2**30)")
        assert caught.value.code == "LIMIT-MEMORY"

    def test_too_much_memory_told_by_a_large_process(self) -> None:
        """A child counts the memory of its parent as its own, and a program that aborts says nothing of the cause."""
        own = bytearray(b"x" * (LIMITS.memory + 2**28))
        with pytest.raises(LimitReached) as caught:
            run("import os\nx = []\ntry:\n while 1: x.append(b'x' * (2**20 + len(x)))\nexcept MemoryError: os.abort()")
        assert caught.value.code == "LIMIT-MEMORY"
        with pytest.raises(LimitReached) as caught:
            run("import os; os.abort()")
        assert caught.value.code == "WORKER-DIED" and own

    def test_a_program_that_writes_too_much_is_ended(self) -> None:
        with pytest.raises(LimitReached) as caught:
            run("while True: print('x' * 9999)")
        assert caught.value.code == "LIMIT-SIZE"

    @pytest.mark.parametrize("by", ["SIGABRT", "SIGSEGV", "SIGKILL"])
    def test_a_killed_program_is_reported_as_such(self, by: str) -> None:
        with pytest.raises(LimitReached) as caught:
            run(f"import os, signal; os.kill(os.getpid(), signal.{by})")
        assert (caught.value.code, caught.value.exit_code) == ("WORKER-DIED", ExitCode.LIMIT)

    def test_ended_with_a_status(self) -> None:
        with pytest.raises(child.ProgramFailed) as caught:
            run("import sys; print('x' * 100000 + 'why', file=sys.stderr); sys.exit(3)")
        assert caught.value.status == 3
        assert caught.value.complaints.endswith(b"why\n")
        assert len(caught.value.complaints) == child.COMPLAINTS


@needs_pdfium
class TestPdf:
    def test_words_and_lines_have_boxes(self) -> None:
        scan = read_pdf(pdf_of(page_of("POLTO 12", "SECRET")), "a.pdf")
        (page,) = scan.pages
        assert (page.width, page.height, page.image) == (2000, 1000, "")
        assert text_of(scan) == "POLTO 12\nSECRET\n"
        (block,) = page.blocks
        word = block.lines[0].words[1]
        assert word.text == "12" and word.confidence is None and word.box
        assert word.box.left == 460 and word.box.right == 580  # Courier: 0.6 of 10 points a letter
        assert word.box.top < 200 <= word.box.bottom < 250
        assert scan.notes == [] and scan.engine == ""

    def test_pages_are_parted_by_a_form_feed(self) -> None:
        scan = read_pdf(pdf_of(page_of("A"), page_of("B")), "a.pdf")
        assert text_of(scan) == "A\n\fB\n"
        assert [(page.width, page.height, page.unit) for page in scan.pages] == [(2000, 1000, POINT10)] * 2

    def test_blocks_at_wide_gaps(self) -> None:
        operators = page_of("A", "B", "C") + page_of("D", "E", top=30)
        assert text_of(read_pdf(pdf_of(operators), "a.pdf")) == "A\nB\nC\n\nD\nE\n"

    def test_the_order_of_the_file(self) -> None:
        operators = page_of("LEFT", "DOWN") + page_of("RIGHT", left=120)
        assert text_of(read_pdf(pdf_of(operators), "a.pdf")) == "LEFT\nDOWN\n\nRIGHT\n"

    def test_hyphen_at_the_end_of_a_line(self) -> None:
        assert text_of(read_pdf(pdf_of(page_of("AMBAS-", "SADOR")), "a.pdf")) == "AMBAS-\nSADOR\n"

    def test_words_without_spaces_between_them_are_parted_by_distance(self) -> None:
        operators = "BT /F 10 Tf 10 50 Td (ONE) Tj 30 0 Td (TWO) Tj 18 0 Td (FOLD) Tj ET"
        assert text_of(read_pdf(pdf_of(operators), "a.pdf")) == "ONE TWOFOLD\n"

    def test_skewed_lines_stay_lines(self) -> None:
        lines = [(10, 80), (13, 68)]
        shown = " ".join(f"1 -.05 .05 1 {x} {y} Tm (SOME) Tj 60 0 Td (MORE) Tj 60 0 Td (END) Tj" for x, y in lines)
        assert text_of(read_pdf(pdf_of(f"BT /F 10 Tf {shown} ET"), "a.pdf")) == "SOME MORE END\nSOME MORE END\n"

    def test_a_turned_page_is_read_upright(self) -> None:
        scan = read_pdf(pdf_of(page_of("POLTO 12", "SECRET"), rotate=90), "a.pdf")
        (page,) = scan.pages
        assert (page.width, page.height) == (1000, 2000)
        assert text_of(scan).split() == ["POLTO", "12", "SECRET"]
        box = page.blocks[0].lines[0].words[0].box
        assert box and 0 <= box.left < box.right <= 1000 and box.height == 300

    @pytest.mark.parametrize(
        ("info", "engine"),
        [
            ("/Producer(Tesseract 5.3.0)", "tesseract 5.3.0"),
            ("/Producer(pikepdf)/Creator(ocrmypdf 16.1 / Tesseract OCR-PDF 5.3.4)", "tesseract 5.3.4"),
            ("/Producer(ABBYY FineReader 15)", "abbyy finereader 15"),
            ("/Producer(Acrobat Distiller 9)", ""),
        ],
    )
    def test_the_engine_is_read_from_the_metadata(self, info: str, engine: str) -> None:
        assert read_pdf(pdf_of(page_of("A"), info=info), "a.pdf").engine == engine

    def test_a_page_without_text_is_noted(self) -> None:
        scan = read_pdf(pdf_of("0 0 m 9 9 l S"), "a.pdf")
        assert [note.code for note in scan.notes] == ["PDF-NO-TEXT"]
        assert len(scan.pages) == 1 and text_of(scan) == ""

    def test_some_pages_without_text(self) -> None:
        scan = read_pdf(pdf_of(page_of("A"), "", page_of("B"), ""), "a.pdf")
        assert [(note.code, "pages 2, 4" in note.message) for note in scan.notes] == [("PDF-NO-TEXT", True)]
        assert text_of(scan) == "A\n\f\fB\n\f"

    @pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.5\n", pdf_of(page_of("A"))[:300], bytes(2000) + b"%PDF-"])
    def test_what_is_broken_is_refused(self, data: bytes) -> None:
        with pytest.raises(Refused) as caught:
            read_pdf(data, "a.pdf")
        assert (caught.value.code, caught.value.place) == ("PDF-BROKEN", "a.pdf")

    def test_an_encrypted_pdf_is_refused(self) -> None:
        key = "00" * 32
        lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>/ID[<00><00>]"
        with pytest.raises(Refused) as caught:
            read_pdf(pdf_of(page_of("A"), encrypt=lock), "a.pdf")
        assert caught.value.code == "PDF-ENCRYPTED" and "password" in caught.value.hint

    @pytest.mark.usefixtures("no_child_left")
    @pytest.mark.thorough
    def test_a_pdf_that_swells_is_ended_by_its_limits(self) -> None:
        packer = zlib.compressobj(9)
        head = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
        block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)  # may be repeated, being complete
        stream = head + 1100 * block + packer.flush()
        packed = zlib.compress(zlib.compress(stream, 9), 9).decode("latin-1")
        data = pdf_of("")
        bomb = f"<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\n{packed}\nendstream"
        data = data.replace(b"<</Length 0>>stream\n\nendstream", bomb.encode("latin-1"))
        with pytest.raises(LimitReached) as caught:
            read_pdf(data, "a.pdf")
        assert caught.value.code in ("LIMIT-MEMORY", "WORKER-DIED")

    def test_the_same_pdf_is_read_the_same_twice(self) -> None:
        data = pdf_of(page_of("POLTO 12", "SECRET"), page_of("END"))
        assert read_pdf(data, "a.pdf") == read_pdf(data, "a.pdf")

    @needs_tesseract
    def test_the_text_that_tesseract_wrote(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(picture("FROM PARIS", "TO SECSTATE", "SECRET"))
        subprocess.run(["tesseract", "a.png", "a", "pdf", "txt"], cwd=tmp_path, check=True, capture_output=True)
        scan = read_pdf((tmp_path / "a.pdf").read_bytes(), "a.pdf")
        written = (tmp_path / "a.txt").read_text().replace("\f", "")
        assert [line for line in text_of(scan).split("\n") if line] == [line for line in written.split("\n") if line]
        assert scan.engine.startswith("tesseract ")


def test_a_pdf_without_pypdfium2_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(MissingDependency, match=r"pip install pypdfium2") as caught:
        read_pdf(pdf_of(page_of("A")), "a.pdf")
    assert (caught.value.code, caught.value.exit_code) == ("MISSING-DEPENDENCY", 11)


class TestImage:
    @pytest.mark.parametrize("data", [b"", b"hello", b"/etc/passwd\n/tmp/page.png\n", b"BM\n/tmp/page.png\n"])
    def test_what_is_no_picture_is_refused(self, data: bytes) -> None:
        with pytest.raises(Refused) as caught:
            image.read_image(data, "a.png")
        assert caught.value.code == "IMAGE-BROKEN"

    @needs_tesseract
    @pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff" + bytes(99), b"II*\x00" + bytes(99)])
    def test_what_is_broken_is_refused(self, data: bytes) -> None:
        with pytest.raises(Refused) as caught:
            image.read_image(data, "a.png")
        assert (caught.value.code, caught.value.place) == ("IMAGE-BROKEN", "a.png")

    def test_a_picture_without_tesseract_is_refused_with_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: None)
        with pytest.raises(MissingDependency, match="apt install tesseract-ocr"):
            image.read_image(b"\x89PNG\r\n\x1a\n", "a.png")

    @needs_pdfium
    def test_a_scanned_pdf_without_tesseract_is_noted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: None)
        (note,) = image.read_pdf_or_ocr(pdf_of(""), "a.pdf").notes
        assert note.code == "PDF-NO-TEXT" and "apt install tesseract-ocr" in note.message

    @needs_pdfium
    @needs_tesseract
    def test_a_picture_is_read_with_tesseract(self) -> None:
        data = picture("FROM PARIS", "TO SECSTATE")
        scan = image.read_image(data, "a.png")
        assert text_of(scan).split() == ["FROM", "PARIS", "TO", "SECSTATE"]
        assert [page.image for page in scan.pages] == ["a.png"]
        assert scan.carried and b"ocr_page" in scan.carried.data
        assert image.read_image(data, "a.png") == scan

    @needs_pdfium
    @needs_tesseract
    def test_a_pdf_of_pictures(self) -> None:
        drawn = "q 1 0 0 1 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
        scan = image.read_pdf_or_ocr(pdf_of(drawn), "a.pdf")
        assert [note.code for note in scan.notes] == ["PDF-NO-TEXT"]

    @needs_pdfium
    def test_pages_without_text_are_read_beside_those_with_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: name)
        monkeypatch.setattr(image, "read_image", self.reads)
        scan = image.read_pdf_or_ocr(pdf_of(page_of("PARIS"), "", ""), "a.pdf")
        assert text_of(scan) == "PARIS\n\fREAD\n\f"
        assert [page.image for page in scan.pages] == ["", "a.pdf#page=2", ""]
        assert [(note.code, note.message[:6]) for note in scan.notes] == [
            ("PDF-OCR", "page 2"),
            ("PDF-NO-TEXT", "page 3"),
        ]
        assert scan.engine == "tesseract 5"

    @staticmethod
    def reads(data: bytes, name: str) -> Scan:
        """What a reader of pictures finds on page 2; it fails on page 3."""
        if name.endswith("3"):
            raise Refused("IMAGE-BROKEN", "")
        return Scan([ScannedPage([ScannedBlock([ScannedLine([ScannedWord("READ")])])], image=name)], "tesseract 5")

"""The one step of the build that no metadata can say: the word lists are compiled into a file that needs no loading."""

import importlib.util
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class CompileWords(build_py):
    """Put ``words.bin`` beside the word lists of the package."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # in a source tree it is made on first use
        spec = importlib.util.spec_from_file_location("compiling", ROOT / "teikit" / "words" / "compiling.py")
        assert spec is not None and spec.loader is not None
        compiling = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(compiling)
        texts = [(ROOT / "dictionaries" / name).read_bytes() for name in compiling.SOURCES]
        target = Path(self.build_lib, "teikit", "dictionaries", compiling.NAME)
        target.write_bytes(compiling.compiled(texts))


setup(cmdclass={"build_py": CompileWords})

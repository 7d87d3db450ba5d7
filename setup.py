"""The one step of the build that no metadata can say: the word lists are compiled into a file that needs no loading."""

import importlib.util
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class CompileWords(build_py):
    """Put ``words.bin`` beside the word lists of the default collection; those of others are compiled on first use."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # in a source tree it is made on first use
        spec = importlib.util.spec_from_file_location("compiling", ROOT / "teikit" / "words" / "compiling.py")
        assert spec is not None and spec.loader is not None
        compiling = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(compiling)
        levels = [ROOT / "dictionaries" / name for name in ("general", "us")]
        texts = [level / name for level in levels for name in compiling.sources(path.name for path in level.iterdir())]
        target = Path(self.build_lib, "teikit", "dictionaries", "us", compiling.COMPILED_NAME)
        target.write_bytes(compiling.compiled([path.read_bytes() for path in texts]))


setup(cmdclass={"build_py": CompileWords})

"""``python -m teikit`` is the command ``teikit``."""

import sys

from teikit.cli import main

if __name__ == "__main__":
    sys.exit(main())

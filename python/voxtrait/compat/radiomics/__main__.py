"""PyRadiomics' command line as ``python -m voxtrait.compat.radiomics``."""

import sys

from voxtrait.compat.radiomics.scripts import main

if __name__ == "__main__":
    sys.exit(main())

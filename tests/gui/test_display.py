"""The probe where Qt works."""

import os
import sys

CHILD = [sys.executable, "-c", "import sys; from app.gui.display import probe; sys.exit(probe())"]
HERE = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}

"""``python -m servicedesk`` is the command ``servicedesk``."""

import signal
import sys

from servicedesk.cli import main

if __name__ == "__main__":
    code = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is done; only the interpreter is still to end
    sys.exit(code)

"""A process that dies as a crashing matcher would."""

import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)

"""Analyses one APK with androguard and its cross-references; prints how many methods were seen."""
import sys

from loguru import logger

logger.remove()
from androguard.misc import AnalyzeAPK  # noqa: E402

_, _, analysis = AnalyzeAPK(sys.argv[1])
print(sum(1 for _ in analysis.get_methods()))

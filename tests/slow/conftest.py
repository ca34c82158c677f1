"""Lets the tests import the references as `exact`, `fold`, ..., and what the
scripts that measure share."""

import pathlib
import sys

_TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_TESTS / 'reference'), str(_TESTS.parent / 'scripts')]

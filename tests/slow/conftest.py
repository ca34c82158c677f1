"""Lets the tests import the references as `exact`, `fold`, ..."""

import pathlib
import sys

_TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_TESTS / 'reference'))

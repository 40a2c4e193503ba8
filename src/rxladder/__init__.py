"""RxLadder: a career companion for pharmacy technicians."""

__version__ = "0.1.0"

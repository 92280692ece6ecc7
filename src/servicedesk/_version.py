"""The version of the package; SemVer for the API."""

__version__ = "0.1.0"

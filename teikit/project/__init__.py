"""The project file, ``teikit.toml``: what a publisher says once for an edition, and the skeleton of its repository."""

from teikit.project.applying import apply
from teikit.project.reading import FILE, Project, find, read

__all__ = ["FILE", "Project", "apply", "find", "read"]

"""The project file, ``teikit.toml``: what a publisher says once for an edition, and the skeleton of its repository."""

from teikit.project.applying import apply
from teikit.project.finding import FILE, find
from teikit.project.reading import Project, read

__all__ = ["FILE", "Project", "apply", "find", "read"]

"""The project file ``teikit.toml`` with the settings of an edition, and the skeleton of the edition's repository."""

from teikit.project.applying import apply, place_in_project
from teikit.project.finding import PROJECT_FILE, find
from teikit.project.reading import Project, read

__all__ = ["PROJECT_FILE", "Project", "apply", "find", "place_in_project", "read"]

"""The tables of this chapter, each kind in a file of its own; Django finds them here."""

from rxladder.web.responsibilities.project_models import (
    ProjectChange,
    ProjectCycle,
    ProjectPoint,
    QualityProject,
)
from rxladder.web.responsibilities.stock_models import StockReview

__all__ = ["ProjectChange", "ProjectCycle", "ProjectPoint", "QualityProject", "StockReview"]

"""The published JSON Schemas, made from the types: `python -m rxladder.cli.schemas docs/schemas`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from rxladder.career.model import CareerFile
from rxladder.cli.bring_in import ImportDocument
from rxladder.cli.check_pack import CheckDocument
from rxladder.cli.feed_documents import ChangesDocument, DigestDocument, FeedListDocument, RefreshDocument
from rxladder.cli.show_bulk import BulkDocument
from rxladder.cli.show_rule_pages import ChecksDocument
from rxladder.cli.site_documents import (
    BackupDocument,
    ExampleDocument,
    ExportedDocument,
    ForgottenDocument,
    ImportedDocument,
    InviteDocument,
    RestoreDocument,
    SealDocument,
    ServeDocument,
    WorkerDocument,
)
from rxladder.cli.study_documents import CalculationDocument, ItemsDocument, KindsDocument
from rxladder.facts.activities import CatalogueFile
from rxladder.facts.json_schemas import OwnTypes, pruned
from rxladder.facts.listing import PacksDocument
from rxladder.facts.pack import Pack
from rxladder.papers.badges.output import BadgeDocument
from rxladder.planning.documents import PlanDocument
from rxladder.planning.path_documents import PathsDocument
from rxladder.rules.documents import AuditDocument, EligibilityDocument
from rxladder.rules.relocation_output import MoveDocument, PlacesDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES: dict[str, tuple[str, Any]] = {
    "catalogue": ("RxLadder catalogue of activities", CatalogueFile),
    "career": ("RxLadder career file", CareerFile),
    "audit": ("rxladder audit --json", AuditDocument),
    "eligible": ("rxladder eligible --json", EligibilityDocument),
    "move": ("rxladder move FILE STATE --json", MoveDocument),
    "move-all": ("rxladder move FILE all --json", PlacesDocument),
    "plan-ce": ("rxladder plan-ce --json", PlanDocument),
    "path": ("rxladder path --json", PathsDocument),
    "badge": ("rxladder badge --json", BadgeDocument),
    "bulk": ("rxladder bulk --json", BulkDocument),
    "packs": ("rxladder packs --json", PacksDocument),
    "packs-check": ("rxladder packs check --json", CheckDocument),
    "rules-check": ("rxladder rules check --json", ChecksDocument),
    "feeds-refresh": ("rxladder feeds refresh --json", RefreshDocument),
    "feeds-digest": ("rxladder feeds digest --json", DigestDocument),
    "feeds-changes": ("rxladder feeds changes --json", ChangesDocument),
    "feeds-export": ("rxladder feeds export --json", FeedListDocument),
    "study-items": ("rxladder study items --json", ItemsDocument),
    "study-calculate": ("rxladder study calculate --json", CalculationDocument),
    "study-kinds": ("rxladder study calculate --kinds --json", KindsDocument),
    "bulk-example": ("rxladder bulk-example --json", ExampleDocument),
    "backup": ("rxladder backup --json", BackupDocument),
    "restore": ("rxladder restore --json", RestoreDocument),
    "serve": ("rxladder serve --json", ServeDocument),
    "worker": ("rxladder worker --json", WorkerDocument),
    "seal": ("rxladder seal --json", SealDocument),
    "invite": ("rxladder invite --json", InviteDocument),
    "forget-second-step": ("rxladder forget-second-step --json", ForgottenDocument),
    "import-record": ("rxladder import --json of a career file or a ZIP", ImportedDocument),
    "export-zip": ("rxladder export FILE.zip --json", ExportedDocument),
    "import": ("rxladder import --json of a transcript", ImportDocument),
    "pack": ("RxLadder pack of rules", Pack),
}


def schemas() -> dict[str, dict[str, Any]]:
    """Every published schema by its name."""
    return {name: _schema(title, of) for name, (title, of) in _TITLES.items()}


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as it is published."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(title: str, of: Any) -> dict[str, Any]:
    schema = TypeAdapter(of).json_schema(by_alias=True, schema_generator=OwnTypes)
    return {"$schema": DIALECT} | pruned(schema) | {"title": title}


def main(folder: Path) -> None:
    """Write the schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.schema.json").write_text(schema_text(schema), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

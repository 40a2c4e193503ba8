"""The log of continuing education."""

from django.urls import path

from rxladder.web.education import (
    ce_plan,
    credits,
    evidence,
    evidence_files,
    imports,
    log_table,
    no_course,
    transcript,
)

app_name = "education"
urlpatterns = [
    path("", credits.log, name="credits"),
    path("log.csv", log_table.table, name="log-download"),
    path("read/", credits.read, name="read"),
    path("new/", credits.add, name="add"),
    path("no-course/", no_course.say_so, name="no-course"),
    path("no-course/undo/<moment:at>/", no_course.undo, name="undo-no-course"),
    path("import/", imports.bring, name="bring"),
    path("import/<uuid:id>/", imports.look, name="import"),
    path("import/<uuid:id>/undo/", imports.undo, name="undo-import"),
    path("import/<uuid:id>/restore/", imports.restore, name="restore-import"),
    path("import/<uuid:id>/discard/", imports.discard, name="discard-import"),
    path("certificates/", evidence.evidence, name="evidence"),
    path("certificates/zip/", evidence_files.everything, name="evidence-download-all"),
    path("certificates/<uuid:id>/", evidence.one, name="evidence-one"),
    path("certificates/<uuid:id>/file/", evidence_files.file, name="evidence-download"),
    path("certificates/<uuid:id>/preview/", evidence_files.preview, name="evidence-preview"),
    path("certificates/<uuid:id>/delete/", evidence.delete, name="evidence-delete"),
    path("certificates/<uuid:id>/restore/", evidence.restore, name="evidence-restore"),
    path("proofs/<uuid:id>/delete/", evidence.remove_proof, name="proof-delete"),
    path("proofs/<uuid:id>/restore/", evidence.restore_proof, name="proof-restore"),
    path("transcript/", transcript.overview, name="transcript"),
    path("transcript/seen/", transcript.seen, name="say-seen"),
    path("transcript/undo/<moment:at>/", transcript.undo_seen, name="undo-seen"),
    path("<uuid:id>/transcript/", transcript.credit, name="transcript-credit"),
    path("<uuid:id>/transcript/asked/", transcript.asked, name="say-asked"),
    path("<uuid:id>/transcript/undo/", transcript.undo_asked, name="undo-asked"),
    path("<uuid:id>/transcript/<slug:cause>/", transcript.answer, name="say-cause"),
    path("plan/", ce_plan.show, name="plan"),
    path("plan/accept/", ce_plan.accept, name="accept-plan"),
    path("plan/accept/<moment:at>/undo/", ce_plan.undo, name="undo-plan"),
    path("<uuid:id>/", credits.edit, name="edit"),
    path("<uuid:id>/certificates/", evidence.of_credit, name="credit-evidence"),
    path("<uuid:id>/delete/", credits.delete, name="delete"),
    path("<uuid:id>/restore/", credits.restore, name="restore"),
]

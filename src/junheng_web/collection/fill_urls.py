"""Addresses of filling in: forms, workbooks and evidence."""

from __future__ import annotations

from django.urls import path

from junheng_web.collection.views import evidence, fill, history, upload

patterns = [
    path("returns/<int:return_id>/", fill.form, name="return"),
    path("returns/<int:return_id>/cells", fill.cells, name="cells"),
    path("returns/<int:return_id>/summary", fill.summary, name="return_summary"),
    path("returns/<int:return_id>/history/", history.history, name="history"),
    path("returns/<int:return_id>/evidence/", evidence.evidence, name="evidence"),
    path("evidence/<int:evidence_id>/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<int:evidence_id>/withdraw", evidence.withdraw, name="withdraw_evidence"),
    path("returns/<int:return_id>/template", upload.template_of_return, name="template_of_return"),
    path("rounds/<int:round_id>/template", upload.template_of_round, name="template_of_round"),
    path("rounds/<int:round_id>/upload/", upload.upload, name="upload"),
    path("uploads/<uuid:upload_id>/", upload.preview, name="preview"),
    path("uploads/<uuid:upload_id>/marked", upload.marked, name="marked"),
    path("uploads/<uuid:upload_id>/act", upload.act, name="act_on_upload"),
]

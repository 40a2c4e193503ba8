"""Addresses of duties, skills, the training of others and achievements."""

from django.urls import path

from rxladder.web.responsibilities import achievement_pages as achieved
from rxladder.web.responsibilities import duty_pages, skill_pages, training_pages

app_name = "duties"

urlpatterns = [
    path("", duty_pages.duties, name="all"),
    path("skills/", skill_pages.skills, name="skills"),
    path("skills/roles/", skill_pages.by_role, name="by-role"),
    path("skills/<uuid:id>/", skill_pages.skill, name="skill"),
    path("skills/<uuid:id>/did/", skill_pages.did, name="did"),
    path("skills/<uuid:id>/did/<str:what>/undo/", skill_pages.undo_did, name="undo-did"),
    path("training/", training_pages.training, name="training"),
    path("training/<uuid:id>/", training_pages.plan, name="plan"),
    path("training/<uuid:id>/finish/", training_pages.finish, name="finish-plan"),
    path("training/<uuid:id>/items/<moment:at>/undo/", training_pages.undo_items, name="undo-items"),
    path("training/items/<uuid:id>/step/", training_pages.step, name="step-item"),
    path("training/items/<uuid:id>/back/", training_pages.step_back, name="step-back"),
    path("achievements/", achieved.achievements, name="achievements"),
    path("achievements/note/", achieved.note, name="note"),
    path("achievements/leave/", achieved.leave_out, name="leave-out"),
    path("achievements/left/<uuid:id>/", achieved.take_up, name="take-up"),
    path("achievements/<uuid:id>/", achieved.achievement, name="achievement"),
    path("achievements/<uuid:id>/proof/", achieved.prove, name="prove"),
    *duty_pages.DUTIES.urls(),
    *skill_pages.SKILLS.urls(),
    *(url for url in skill_pages.SIGN_OFFS.urls() if url.name != "add-signoff"),
    *training_pages.PLANS.urls(),
    *(url for url in training_pages.ITEMS.urls() if url.name != "add-item"),
    *(url for url in achieved.ACHIEVEMENTS.urls() if url.name != "edit-achievement"),
]

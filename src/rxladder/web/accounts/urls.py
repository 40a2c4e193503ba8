"""The person's own pages: the first visit, answers, the profile, the career file, the demo."""

from django.urls import path

from rxladder.web.accounts import (
    answer_pages,
    career_file_pages,
    everything,
    first_visit_pages,
    profile_pages,
)

app_name = "accounts"
urlpatterns = [
    path("welcome/", first_visit_pages.welcome, name="welcome"),
    path("welcome/holdings/", first_visit_pages.first_holdings, name="first-holdings"),
    path("me/", profile_pages.profile, name="profile"),
    path("me/answers/", answer_pages.answers, name="answers"),
    path("me/answers/<slug:question_id>/", answer_pages.answer, name="answer"),
    path("me/answers/<uuid:id>/delete/", answer_pages.forget_answer, name="forget-answer"),
    path("me/answers/<uuid:id>/restore/", answer_pages.restore_answer, name="restore-answer"),
    path("me/career-file/", career_file_pages.career_file, name="career-file"),
    path("me/career-file/download/", career_file_pages.take_career_file, name="download"),
    path("me/career-file/everything/", everything.download, name="everything"),
    path("me/career-file/zip/", everything.look, name="look-everything"),
    path("me/career-file/zip/discard/", everything.discard, name="discard-everything"),
    path("me/career-file/undo/<moment:at>/", career_file_pages.undo_career_file, name="undo-career-file"),
    path("demo/", first_visit_pages.enter_demo, name="enter-demo"),
    path("demo/leave/", first_visit_pages.leave_demo, name="leave-demo"),
]

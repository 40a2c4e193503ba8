"""The person's own pages: the first visit, answers, the profile, the career file, the demo."""

from django.urls import path

from rxladder.web.accounts import everything, views

app_name = "accounts"
urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("welcome/holdings/", views.first_holdings, name="first-holdings"),
    path("me/", views.profile, name="profile"),
    path("me/answers/", views.answers, name="answers"),
    path("me/answers/<slug:question_id>/", views.answer, name="answer"),
    path("me/answers/<uuid:id>/delete/", views.forget_answer, name="forget-answer"),
    path("me/answers/<uuid:id>/restore/", views.restore_answer, name="restore-answer"),
    path("me/career-file/", views.career_file, name="career-file"),
    path("me/career-file/download/", views.take_career_file, name="download"),
    path("me/career-file/everything/", everything.download, name="everything"),
    path("me/career-file/zip/", everything.look, name="look-everything"),
    path("me/career-file/zip/discard/", everything.discard, name="discard-everything"),
    path("me/career-file/undo/<moment:at>/", views.undo_career_file, name="undo-career-file"),
    path("demo/", views.enter_demo, name="enter-demo"),
    path("demo/leave/", views.leave_demo, name="leave-demo"),
]

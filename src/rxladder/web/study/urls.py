"""Studying for an exam."""

from django.urls import path

from rxladder.web.study import (
    browsing,
    home,
    offline_pages,
    own_cards,
    preparing,
    refitting,
    sitting_pages,
    sync,
    taking,
    week_plan,
)
from rxladder.web.study.mock_exams_urls import mock_exam_urls

app_name = "study"
urlpatterns = [
    path("", home.home, name="home"),
    path("exam/", preparing.prepare, name="prepare"),
    path("start/", sitting_pages.start, name="start"),
    path("sitting/<uuid:id>/", sitting_pages.sitting, name="sitting"),
    path("sitting/<uuid:id>/answer/", sitting_pages.answer, name="answer"),
    path("sitting/<uuid:id>/answered/<int:place>/", sitting_pages.answered, name="answered"),
    path("sitting/<uuid:id>/end/", sitting_pages.end, name="end"),
    path("areas/", browsing.areas, name="areas"),
    path("areas/<str:area>/", browsing.area, name="area"),
    *mock_exam_urls,
    path("plan/", week_plan.plan, name="plan"),
    path("schedule/", refitting.schedule, name="schedule"),
    path("schedule/fit/", refitting.fit, name="fit"),
    path("schedule/<uuid:id>/use/", refitting.use, name="use-schedule"),
    path("schedule/<uuid:id>/stop/", refitting.stop, name="stop-schedule"),
    path("take/", taking.taking, name="taking"),
    path("take/anki/", taking.anki_deck, name="anki-deck"),
    path("take/answers/", taking.answers_table, name="answers-table"),
    path("own/", own_cards.decks, name="own"),
    path("own/next/", own_cards.next_own, name="next-own"),
    path("own/answer/", own_cards.answer_own, name="answer-own"),
    path("own/delete/", own_cards.delete_deck, name="delete-own"),
    path("own/<moment:at>/restore/", own_cards.restore_deck, name="restore-own"),
    path("own/<moment:at>/undo/", own_cards.undo_brought, name="undo-own"),
    path("worker.js", offline_pages.worker, name="worker"),
    path("offline/", offline_pages.offline, name="offline"),
    path("pack/", sync.pack, name="pack"),
    path("sync/", sync.sync, name="sync"),
]

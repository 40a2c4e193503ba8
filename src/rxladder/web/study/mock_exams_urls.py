"""The addresses of mock exams."""

from django.urls import path

from rxladder.web.study import mock_exams, mock_exams_short, mock_exams_sitting

mock_exam_urls = [
    path("mock/", mock_exams.mock_exams, name="mock-exams"),
    path("mock/start/", mock_exams.start, name="start-mock-exam"),
    path("mock/start-short/", mock_exams_short.start_short, name="start-short-mock-exam"),
    path("mock/<uuid:id>/short/", mock_exams_short.short_question, name="short-mock-question"),
    path("mock/<uuid:id>/", mock_exams_sitting.mock_exam, name="mock-exam"),
    path("mock/<uuid:id>/question/<int:place>/", mock_exams_sitting.mock_question, name="mock-question"),
    path("mock/<uuid:id>/list/", mock_exams_sitting.mock_review, name="mock-review"),
    path("mock/<uuid:id>/pause/", mock_exams_sitting.pause, name="pause-mock-exam"),
    path("mock/<uuid:id>/resume/", mock_exams_sitting.resume, name="resume-mock-exam"),
    path("mock/<uuid:id>/hand-in/", mock_exams_sitting.hand_in, name="hand-in-mock-exam"),
    path("mock/<uuid:id>/delete/", mock_exams.delete, name="delete-mock-exam"),
    path("mock/<uuid:id>/restore/", mock_exams.restore, name="restore-mock-exam"),
]

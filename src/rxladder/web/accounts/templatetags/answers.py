"""Filters that put answers into words, and tell where a question is answered."""

from django import template

from rxladder.web.accounts import questions

register = template.Library()
register.filter("answer_words", questions.answer_words)
register.filter("answered_at", questions.answered_at)
register.filter("choice_words", questions.choice_words)
register.filter("page_to_answer", questions.page_to_answer)

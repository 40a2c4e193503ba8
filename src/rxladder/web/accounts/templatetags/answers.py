"""Filters that put answers into words."""

from django import template

from rxladder.web.accounts import questions

register = template.Library()
register.filter("answer_words", questions.answer_words)
register.filter("choice_words", questions.choice_words)

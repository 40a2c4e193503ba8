"""Exam preparation: items from facts, calculation problems, card schedules, mock exams; pure functions."""

"""What a person holds, and on what grounds: holdings with their terms, trainings, exams, overrides."""

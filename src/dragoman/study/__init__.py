"""A study's folder and its settings, study.toml.

Import from the modules: `dragoman.study.read_study` (open_study, Study), `dragoman.study.init_study`.
"""

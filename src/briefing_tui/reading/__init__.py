"""A file becomes readouts: formats, unsafe characters, paragraphs, furniture, sentences, front matter.

``load.read_file`` is the way in.
"""

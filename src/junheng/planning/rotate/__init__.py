"""Rotation of teachers (教师交流轮岗): persons to posts, by a flow or, with free choice, a program."""

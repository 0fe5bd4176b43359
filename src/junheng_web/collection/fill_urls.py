"""Addresses of filling in: forms, workbooks and evidence."""

from __future__ import annotations

from django.urls import URLPattern

patterns: list[URLPattern] = []

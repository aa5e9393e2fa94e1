"""Addresses of this room: what one reads, and what one writes."""

from lab.knowledge.urls_reading import urlpatterns as reading

app_name = "knowledge"
urlpatterns = [*reading]

"""Addresses of this room: what one reads, and what one writes."""

from lab.knowledge.urls_reading import urlpatterns as reading
from lab.knowledge.urls_writing import urlpatterns as writing

app_name = "knowledge"
urlpatterns = [*writing, *reading]

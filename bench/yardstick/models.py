"""The tables of the house as a bare project would describe them, and one table of its own."""

from django.db import models


class Organisation(models.Model):
    short_name = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "directory_organisation"

    def __str__(self) -> str:
        return self.short_name


class Lab(models.Model):
    slug = models.SlugField(unique=True)

    class Meta:
        managed = False
        db_table = "directory_lab"

    def __str__(self) -> str:
        return self.slug


class Theme(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    is_free = models.BooleanField()

    class Meta:
        managed = False
        db_table = "knowledge_theme"

    def __str__(self) -> str:
        return self.name


class Pitfall(models.Model):
    public_id = models.CharField(max_length=10, unique=True)
    lab = models.ForeignKey(Lab, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True)
    title = models.CharField(max_length=100)
    what_happened = models.TextField()
    severity = models.CharField(max_length=12)
    publish_on = models.DateField(null=True)
    archived_on = models.DateField(null=True)
    is_hidden = models.BooleanField()

    class Meta:
        managed = False
        db_table = "knowledge_pitfall"

    def __str__(self) -> str:
        return self.title


class Voice(models.Model):
    pitfall = models.ForeignKey(Pitfall, models.CASCADE)
    kind = models.CharField(max_length=10)
    person_tag = models.CharField(max_length=32)
    organisation_tag = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pitfall", "kind", "person_tag"], name="yardstick_once")
        ]

    def __str__(self) -> str:
        return self.kind

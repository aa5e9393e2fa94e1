"""How Germans write dates: 14. Mai 2027."""

DATE_FORMAT = "j. F Y"
DATETIME_FORMAT = "j. F Y, H:i"
MONTH_FORMAT = "F Y"

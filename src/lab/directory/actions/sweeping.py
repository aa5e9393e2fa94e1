"""What goes by itself: papers of the way in, and who reported a barrier."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from lab.directory.models import Application, BarrierReport, Invitation

PAPERS_KEPT_FOR = timedelta(days=90)
REPORTS_KEPT_FOR = timedelta(days=365)


def sweep_papers() -> None:
    """Delete invitations, decided applications and answered reports whose time is over."""
    today = timezone.localdate()
    over = Q(expires_on__lt=today - PAPERS_KEPT_FOR) | Q(withdrawn_on__lt=today - PAPERS_KEPT_FOR)
    Invitation.objects.filter(over).delete()
    Application.objects.filter(decided_on__lt=today - PAPERS_KEPT_FOR).delete()
    BarrierReport.objects.filter(answered_on__lt=today - REPORTS_KEPT_FOR).delete()

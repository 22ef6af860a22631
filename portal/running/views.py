"""What supervisors and load balancers ask."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.running import health


@login_not_required
@require_safe
@never_cache
def live(request):
    """This process answers; it says nothing of the database."""
    return JsonResponse({"ok": True})


@login_not_required
@require_safe
@never_cache
def ready(request):
    """Whether the site can do its work; the reasons only for who has the key."""
    reasons = health.reasons()
    answer = {"ok": not reasons}
    if _has_key(request):
        answer["reasons"] = reasons
    return JsonResponse(answer, status=503 if reasons else 200)


def _has_key(request):
    given = request.headers.get("X-Health-Key", "")
    return bool(settings.HEALTH_KEY) and constant_time_compare(
        given, settings.HEALTH_KEY
    )

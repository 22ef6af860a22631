"""The shared lists in the administration."""

from django.contrib import admin, messages
from django.db import IntegrityError
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin

from portal.editions.models import Edition
from portal.taxonomy import actions, models
from portal.taxonomy.loading import BY_A_PERSON


class TermAdmin(SimpleHistoryAdmin):
    """Slugs are stable ids and terms are retired, so neither can be undone here."""

    list_display = ["name", "slug", "order", "retired"]
    list_filter = ["retired"]
    search_fields = ["name", "slug", "keywords"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def save_model(self, request, obj, form, change):
        obj._change_reason = BY_A_PERSON
        # Locked: who saves a moment later has to see the name that they write over.
        # Stories may be given the term meanwhile, or two would wait crosswise.
        same = type(obj).objects.select_for_update(no_key=True).filter(pk=obj.pk)
        before = same.values_list("name", flat=True).first()
        super().save_model(request, obj, form, change)
        if change and obj.name != before and not actions.renamed(obj):
            reason = gettext(
                "Many stories have this term, and are not found by its new name yet."
            )
            _ask_for_rebuild(request, reason)

    def changeform_view(self, request, *args, **kwargs):
        """Of two who add the same term at once, the second reads that it is there: asked
        again, the form's own check sees the first."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Edition.renew()


@admin.register(models.IntegratedCareBoard)
class BoardAdmin(TermAdmin):
    list_display = ["name", "ods_code", "valid_from", "valid_to", "retired"]
    filter_horizontal = ["successors"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and "successors" in form.changed_data:
            reason = gettext(
                "Stories of this board are not found under the boards after it yet."
            )
            _ask_for_rebuild(request, reason)


def _ask_for_rebuild(request, reason):
    asked = gettext("Ask whoever runs the site for manage.py rebuild_search.")
    messages.warning(request, f"{reason} {asked}")


WITH_HISTORY = [
    models.CareSetting,
    models.Theme,
    models.Enabler,
    models.TouchPoint,
    models.PartnerType,
    models.Role,
]
admin.site.register(WITH_HISTORY, TermAdmin)

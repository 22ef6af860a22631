"""Organisations in Django's administration, for what their owners cannot put right."""

from django.contrib import admin
from django.db import models

from portal.editions.models import Edition
from portal.organisations import actions
from portal.organisations.models import Membership, Organisation
from portal.record.models import Event


class RecordedAdmin(admin.ModelAdmin):
    """Every change writes an event, as it does elsewhere."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Event.write(by=request.user, verb="change", of=obj)
        Edition.renew()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Organisation)
class OrganisationAdmin(RecordedAdmin):
    list_display = ["name", "partner_type", "nation", "is_example"]
    list_filter = ["partner_type", "nation", "is_example"]
    list_select_related = ["partner_type", "nation"]
    search_fields = ["name", "ods_code", "charity_number"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ["slug", "added_by", "added_at", "is_example"]

    def save_model(self, request, obj, form, change):
        actions.change(obj, by=request.user)


@admin.register(Membership)
class MembershipAdmin(RecordedAdmin):
    list_display = ["user", "organisation", "state", "is_owner", "asked_at"]
    list_filter = ["state", "is_owner"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__name", "user__email", "organisation__name"]
    readonly_fields = ["user", "organisation", "asked_at", "decided_by", "decided_at"]

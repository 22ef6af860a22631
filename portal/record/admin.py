"""The record in Django's administration: to be read, never to be changed."""

from django.contrib import admin

from portal.record.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["at", "verb", "object_type", "object_key", "before", "after"]
    list_filter = ["object_type", "verb"]
    search_fields = ["object_key", "actor_key", "digest"]
    date_hierarchy = "at"
    ordering = ["-pk"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

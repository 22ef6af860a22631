"""The outbox in Django's administration, to be read; the account home tries again."""

from django.contrib import admin

from portal.post.models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Bodies may hold codes and subjects the headlines of drafts: neither is shown."""

    list_display = ["__str__", "to", "queued_at", "attempts", "sent_at", "given_up_at"]
    list_filter = ["kind", "sent_at", "given_up_at"]
    search_fields = ["to"]
    exclude = ["subject", "body"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

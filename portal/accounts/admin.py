"""People in Django's administration, which has the sign-in of the site."""

from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.record.models import Event

admin.site.unregister(UserSession)

# Fields that are on or off: the verb of each change, and the states, "off" first.
SWITCHES = [
    ("is_active", ("suspend", "reinstate"), ("suspended", "active")),
    (
        "is_staff",
        ("refuse_admin", "allow_admin"),
        ("no administration", "administration"),
    ),
]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Names and roles; passwords and addresses are the person's own business."""

    list_display = ["name", "email", "is_active", "is_staff", "joined_at"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "email", "joined_at"]}),
        (_("Role"), {"fields": ["is_active", "is_staff", "groups"]}),
    ]
    readonly_fields = ["email", "joined_at"]
    filter_horizontal = ["groups"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = User.objects.get(pk=obj.pk)
        super().save_model(request, obj, form, change)
        for field, verbs, words in SWITCHES:
            was, now = getattr(before, field), getattr(obj, field)
            if was != now:
                Event.write(
                    by=request.user,
                    verb=verbs[now],
                    of=obj,
                    before=words[was],
                    after=words[now],
                )

    def save_related(self, request, form, formsets, change):
        before = self._roles(form.instance)
        super().save_related(request, form, formsets, change)
        Event.write(
            by=request.user,
            verb="change",
            of=form.instance,
            before=before,
            after=self._roles(form.instance),
        )

    def _roles(self, user):
        """The roles as a line for the record."""
        roles = user.groups.order_by("name").values_list("name", flat=True)
        return ", ".join(roles)[:40]


@admin.register(UserSession)
class SessionAdmin(UserSessionAdmin):
    """The library looks for a user name, which our people do not have."""

    search_fields = ["user__name", "user__email", "ip"]

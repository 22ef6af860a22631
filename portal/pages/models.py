"""Pages that administrators write, and all that was said on them before."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.pages import shipped

LONGEST = 20_000


class Page(models.Model):
    """One page that explains the portal; ``key`` is its name in the address.

    It is a row from its first change on. Until then its words come with the site, so
    that a new version of the site can say what is new of it. ``body`` is Markdown;
    {contact} in it stands for our e-mail address.
    """

    class Key(models.TextChoices):
        ABOUT = "about", _("About")
        CHOOSING = "choosing", _("How we choose stories")
        PRIVACY = "privacy", _("How we use your data")
        COOKIES = "cookies", _("Cookies")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        WORRIED = "worried", _("Worried about someone?")

    key = models.CharField(_("page"), max_length=20, unique=True, choices=Key)
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("first words"), max_length=600)
    body = models.TextField(_("text"), max_length=LONGEST)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse(f"pages:{self.key}")

    @classmethod
    def of(cls, key):
        """The page as it stands today; not saved where nobody has changed it yet."""
        return cls.objects.filter(key=key).first() or cls.as_shipped(key)

    @classmethod
    def as_shipped(cls, key):
        return cls(key=key, **shipped.words()[key])

"""Reading the record."""

from django.db import models


class EventQuerySet(models.QuerySet):
    def about(self, instance):
        """The events of one object, oldest first."""
        return self.about_any(instance, [instance.key])

    def about_any(self, model, keys):
        """The events of several objects of one model, oldest first."""
        keys = [str(key) for key in keys]
        return self.filter(object_type=model._meta.model_name, object_key__in=keys)

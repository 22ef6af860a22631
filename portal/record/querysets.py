"""Reading the record."""

from django.db import models


class EventQuerySet(models.QuerySet):
    def about(self, instance):
        """The events of one object, oldest first."""
        return self.filter(
            object_type=instance._meta.model_name, object_key=str(instance.key)
        )

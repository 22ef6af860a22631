from importlib import import_module

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "casestudies.stories"

    def ready(self):
        """Fill the registries of the floor below; models are there only now."""
        import_module("casestudies.stories.planned")
        import_module("casestudies.stories.sources")
        import_module("casestudies.stories.withdrawals")

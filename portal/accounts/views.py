"""The account home."""

from django.shortcuts import render


def home(request):
    return render(request, "portal/accounts/home.html")

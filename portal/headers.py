"""What stands in the head of every answer, whichever part of the site gave it."""

from django.middleware.security import SecurityMiddleware

# What our pages never ask of a browser; a page that was broken into may not either.
UNUSED = [
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "usb",
]  # fmt: skip
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    # An answer that says itself how long it may be kept is believed. Others are asked
    # for again: browsers and proxies would keep even a 404 for as long as they like.
    "Cache-Control": "private, no-cache",
}


class HeadersMiddleware(SecurityMiddleware):
    """Strict headers on what comes from outside the reach of Django's own, such as
    a redirect to https or the refusal of a name that is not ours.

    It stands outermost, and leaves the redirect to Django's own, further in.
    """

    def process_request(self, request):
        return None

    def process_response(self, request, response):
        response = super().process_response(request, response)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response

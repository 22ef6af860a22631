"""Chromium without the content policy, and pages of ours that hold hostile words."""

from urllib.parse import quote, urlsplit

from django.contrib.staticfiles import finders
from django.urls import reverse

from casestudies.stories import actions, holding
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from portal.accounts.rules import SAFEGUARDING_CONTACT
from tests import factories
from tests.access import asking as access
from tests.access import table, world
from tests.hostile import asking, filling, forms

HERE = "http://testserver"
MARKUP = ("text/html", "application/xhtml", "image/svg", "application/xml",
          "application/atom", "application/rss", "text/xml")  # fmt: skip
MARK = b"__ran"
# Whatever could run later, at a click or when the pointer comes near.
LOOK = """() => {
  const found = [];
  const ADDRESSES = ['href', 'src', 'action', 'formaction', 'data', 'poster', 'srcset',
    'xlink:href', 'background', 'cite', 'ping', 'content'];
  const SAFE = ['http:', 'https:', 'mailto:', 'tel:'];
  const DATA = ['application/ld+json', 'application/json'];
  for (const one of document.querySelectorAll('*')) {
    for (const {name, value} of one.attributes) {
      const is_address = ADDRESSES.includes(name) &&
        (name != 'content' || /refresh/i.test(one.httpEquiv || ''));
      if (name.startsWith('on') || name == 'srcdoc' || name.startsWith('hx-on'))
        found.push(`<${one.localName} ${name}>`);
      if (is_address && value) {
        let scheme = 'no address';
        try { scheme = new URL(value, document.baseURI).protocol; } catch (e) {}
        if (!SAFE.includes(scheme) && scheme != 'no address')
          found.push(`<${one.localName} ${name}="${value.slice(0, 80)}">`);
      }
    }
    // What the browser puts round XML to show it, such as the feed.
    if (one.id == 'xml-viewer-style' && document.contentType.endsWith('xml')) continue;
    if (['iframe', 'object', 'embed', 'base', 'style', 'math', 'marquee', 'animate',
         'foreignobject', 'applet', 'frameset'].includes(one.localName.toLowerCase()))
      found.push(`<${one.localName}>`);
    if (one.localName == 'script' && !DATA.includes(one.type)) {
      const own = one.src && new URL(one.src).origin == location.origin &&
        /^[/](static[/]|admin[/]jsi18n[/])/.test(new URL(one.src).pathname);
      if (!own) found.push('<script>');
    }
    if (one.localName == 'script' && DATA.includes(one.type)) {
      try { JSON.parse(one.textContent); } catch (e) { found.push('broken JSON'); }
    }
  }
  return found;
}"""


class Browser:
    """``faults`` are sentences of what ran, was asked for elsewhere, or could run."""

    def __init__(self, new_context):
        self.faults, self.shown, self._answers, self._here = [], 0, {}, ""
        context = new_context(bypass_csp=True, service_workers="block")
        context.expose_function("__ran", lambda *_args: self._fault("ran"))
        context.route("**/*", self._route)
        self.page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda page: self._fault(f"opened {page.url}"))

    def show(self, name, path, answer):
        """Load an answer as the page of its address, and look at what it became."""
        address = HERE + path
        self._here, self.shown = name, self.shown + 1
        self._answers = {address.partition("#")[0]: answer}
        self.page.goto(address, wait_until="load")
        self.faults += [(name, one) for one in self.page.evaluate(LOOK)]
        if urlsplit(self.page.url).netloc != "testserver":
            self._fault(f"went to {self.page.url}")

    def _fault(self, what):
        self.faults.append((self._here, what))

    def _dialog(self, dialog):
        if dialog.type == "beforeunload":  # our own: there are notes that are not sent
            dialog.accept()
            return
        self._fault(f"asked {dialog.message}")
        dialog.dismiss()

    def _route(self, route):
        address = route.request.url
        parts = urlsplit(address)
        if route.request.is_navigation_request() and address not in self._answers:
            self._fault(f"went to {address[:80]}")
        if f"{parts.scheme}://{parts.netloc}" != HERE:
            self._fault(f"asked {address[:80]}")
            route.abort()
        elif answer := self._answers.get(address):
            kind = answer["Content-Type"]
            status = answer.status_code
            route.fulfill(status=status, content_type=kind, body=answer.content)
        elif parts.path.endswith(".js") and (
            file := finders.find(parts.path.removeprefix("/static/"))
        ):
            route.fulfill(path=file)
        else:  # styles and pictures of ours have no words of anybody
            route.fulfill(status=200, content_type="text/plain", body="")


class World:
    """One story in each state, and an update that can be compared."""

    WHO = [
        (State.DRAFT, "teller"),
        (State.SUBMITTED, "moderator"),
        (State.PUBLISHED, "anonymous"),
        (State.PUBLISHED, "administrator"),
        (State.SUBMITTED, "safeguarding contact"),
    ]

    def __init__(self):
        self.by_state = {state: world.build(state) for state, _role in self.WHO}
        contact = factories.UserFactory(role=SAFEGUARDING_CONTACT)
        self.by_state[State.SUBMITTED].people["safeguarding contact"] = contact
        study = self.by_state[State.PUBLISHED].revision.case_study
        teller = study.inquiry.begun_by
        actions.start_update(study, by=teller)
        update = Revision.objects.get(case_study=study, state=State.DRAFT)
        ticks = factories.ticks(update)
        actions.submit(update, by=teller, seen=update.lock, ticks=ticks)
        self.held = factories.submitted_revision()
        by = factories.moderator()
        holding.hold(self.held, by=by, seen=self.held.lock, reason="Harm is told.")
        self.compared = update

    def pages(self, strings, *, every):
        """Names, paths and answers of every page and of every form sent back, of the
        first who sees it; ``every`` string is sent, or some of them."""
        seen = set()
        for state, role in self.WHO:
            here = self.by_state[state]
            browser = asking.browser(here.people[role])
            paths = [(n, p) for n, p in self._paths(here, role) if n not in seen]
            answers = [(name, path, asking.read(browser, path)) for name, path in paths]
            whole = [(n, p, a) for n, p, a in answers if a.status_code == 200]
            seen |= {name for name, _path, _answer in whole}
            yield from ((n, p, a) for n, p, a in answers if holds_some(a))
            yield from self._sent(browser, whole, strings, every=every)

    def _paths(self, here, role):
        ours = [
            (one.name, access.address_of(one, here.kwargs)) for one in table.ADDRESSES
        ]
        return [*ours, *asking.library_paths(role), *self._more(role)]

    def _more(self, role):
        if role == "moderator":
            yield "comparing", reverse("moderation:review", args=[self.compared.key])
        if role == "safeguarding contact":
            yield "held", reverse("moderation:review", args=[self.held.key])
        if role == "administrator":
            yield from asking.administration_paths()

    def _sent(self, browser, answers, strings, *, every):
        """Every form with hostile words in all its fields; queries one at a time."""
        fields = forms.by_address(
            (path, answer.content.decode())
            for _name, path, answer in answers
            if is_markup(answer)
        )
        for (method, path), filled in fields.items():
            for sent in changed(method, filled, strings, every=every):
                query = "&".join(f"{quote(n)}={quote(v, safe='')}" for n, v in sent)
                ask = asking.post if method == "post" else asking.get
                answer = ask(browser, path, query)
                if holds_some(answer):
                    shown = path if method == "post" else f"{path}?{query}"
                    yield f"{method} {path}", shown, answer


def changed(method, filled, strings, *, every):
    """The fields of one form, filled in some ways; it says itself what it has seen."""
    keep = {"seen", "lock", "digest"}
    if method == "post":
        words = "\n".join(strings if every else strings[: filling.AT_ONCE])
        yield [(n, v if n in keep else words) for n, v in filled.items()]
    else:
        for one in strings[::8] if every else strings[:1]:
            yield list(dict.fromkeys([*filled, *asking.READ], one).items())


def is_markup(answer):
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code not in range(300, 400) and kind.startswith(MARKUP)


def holds_some(answer):
    """Whether any of the hostile words is in it; else there is nothing to try."""
    return is_markup(answer) and MARK in answer.content

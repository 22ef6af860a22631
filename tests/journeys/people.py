"""The people of the journeys, and what each of them does on the pages.

Every step ends on a page that has been looked at: it has the right heading, axe finds
nothing on it, and it is no wider than the screen.
"""

from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import PASSWORD

WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Person:
    def __init__(self, page, axe):
        self.page = page
        self.axe = axe

    def look(self, heading):
        """Stand on the page with this heading, and find nothing wrong with it."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert self.page.title()
        assert self.page.evaluate(WIDTH) <= 0, f"too wide: {self.page.url}"
        self.axe(self.page)

    def go(self, name, *args):
        self.page.goto(reverse(name, args=args))

    def press(self, name, within=None):
        place = within or self.page
        place.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name, within=None):
        place = within or self.page
        place.get_by_role("link", name=name).first.click()

    def said(self, sentence):
        expect(self.page.locator("main")).to_contain_text(sentence)


class Partner(Person):
    def sign_in(self, user):
        self.go("account_login")
        self.look("Sign in")
        self.page.get_by_label("E-mail address").fill(user.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in", self.page.locator("main"))

    def begin(self, question_set):
        self.follow("Share your story")
        self.look("Share your story")
        card = self.page.locator(".cl-protocols li").filter(has_text=question_set)
        self.follow("Read or print the questions", card)
        self.look(question_set)
        self.follow("Begin")
        self.look(question_set)
        self.press("Begin")
        self.look("Your story, not yet named")

    def answer(self, question, fill):
        """Answer the question that is open, and go on to the next."""
        self.look(question)
        fill(self.page)
        self.press("Save and continue")

    def see_the_tasks_filled(self, title):
        self.look(title)
        self.said("14 of 14 questions done")
        tasks = self.page.locator(".nhsuk-task-list__item")
        assert tasks.count() == 14
        expect(tasks.filter(has_text="Done")).to_have_count(14)

    def see_the_story(self):
        self.press("See your story")
        self.look("Your story")

    def part(self, key):
        return self.page.locator(f"#part-{key}")

    def save(self, key):
        self.press("Save", self.part(key))
        self.said("is saved.")

    def edit(self, key, words):
        self.part(key).get_by_role("textbox").fill(words)
        self.part(key).get_by_role("button", name="Preview").click()
        expect(self.page.locator(f"#preview-{key}")).to_contain_text(words)
        self.save(key)

    def confirm_summary_and_terms(self, *, care_setting, theme):
        self.part("summary").get_by_label("I have read this summary").check()
        self.save("summary")
        terms = self.part("terms")
        expect(terms.get_by_label(care_setting, exact=True)).to_be_checked()
        terms.get_by_label(theme, exact=True).check()
        self.save("terms")

    def check_and_send(self):
        self.follow("Check your story")
        self.look("Check your story")
        for tick in self.page.locator("main form").last.get_by_role("checkbox").all():
            tick.check()
        self.press("Send the story")
        self.said("Your story has been sent. Thank you.")
        self.said("number 1 of 1")

    def change_the_answer_asked_for(self, *, note, words):
        """The question that a moderator has a note on stands before all others."""
        self.go("stories:mine")
        self.look("Your stories")
        self.follow("The lunch table")
        self.look("The lunch table")
        self.follow("Change your answers")
        self.said("What the moderator asks")
        self.said(note)
        asked = self.page.get_by_role("region", name="What the moderator asks")
        asked.get_by_role("link").first.click()
        self.look("What mattered most")
        self.said(note)
        self.page.get_by_role("textbox").fill(words)
        self.press("Save and continue")
        self.look("The lunch table")

    def use_the_new_words(self, key, words):
        self.see_the_story()
        expect(self.part(key)).to_contain_text("The answer has changed")
        self.press("Use the new words", self.part(key))
        expect(self.part(key).get_by_role("textbox")).to_have_value(words)


class Moderator(Person):
    def open(self, headline):
        self.go("moderation:queue")
        self.look("Moderation queue")
        self.follow(headline)
        self.look(headline)

    def claim(self):
        self.press("I am reading this one")
        self.said("You are reading this story.")

    def open_decision(self, title):
        decide = self.page.locator("#decide")
        decide.locator("summary").filter(has_text=title).click()

    def ask(self, *, question, note, message):
        answer = self.page.locator(".cl-answer").filter(has_text=question)
        answer.locator("summary").click()
        answer.get_by_label("Your note on this answer").fill(note)
        self.open_decision("Ask for changes")
        self.page.get_by_label("What would make the story ready?").fill(message)
        self.press("Send it back for changes")
        self.said("The partners have been asked for changes.")

    def publish(self):
        self.open_decision("Publish it now")
        self.page.locator("#publish-form").get_by_label("I have checked: ").check()
        self.press("Publish this story now")
        self.follow("See the public page")


class Visitor(Person):
    def find_by_term(self, list_name, list_heading, term, headline):
        self.go("gallery:home")
        self.look("When did it go really well?")
        self.go(list_name)
        self.look(list_heading)
        self.follow(term, self.page.locator("main"))
        self.look(term)
        self.follow(headline)
        self.look(headline)

    def search(self, words, headline):
        self.go("gallery:home")
        self.page.get_by_label("Find a story like yours").fill(words)
        self.press("Search")
        self.look("Stories")
        self.said("1 story here")
        expect(self.page.locator("#results mark").first).to_be_visible()
        self.follow(headline)
        self.look(headline)

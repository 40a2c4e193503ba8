"""What each page lets one do, by the operation of the API that does the same, or why there is none.

A page is known by its address's name. What is not named here, and takes more than a GET, fails the test.
"""

from __future__ import annotations

VERBS = ("add", "edit", "delete", "restore")
# Pages of a kind of record: `<chapter>:add-<word>` and so on, and the kind's name in the API.
OF_KINDS = {
    "background:{}-work": "experience",
    "background:{}-training": "trainings",
    "background:{}-exam": "exams",
    "background:{}-goal": "goals",
    "certifications:{}": "holdings",
    "education:{}": "credits",
    "catalogue:{}": "activities",
    "people:{}-acquaintance": "relationships",
    "people:{}-membership": "organisations",
    "people:{}-event": "events",
    "people:{}-letter": "letters",
    "duties:{}-duty": "duties",
    "duties:{}-skill": "skills",
    "duties:{}-plan": "training-plans",
    "duties:{}-achievement": "achievements",
    "projects:{}": "projects",
    "workplaces:{}-visit": "visits",
}
# What hangs on a record is a part of its entry: written with it.
HANGING = {
    "people:{}-contact": "patch-relationships",
    "duties:{}-signoff": "patch-skills",
    "duties:{}-item": "patch-training-plans",
    "projects:{}-point": "patch-projects",
    "projects:{}-change": "patch-projects",
    "projects:{}-cycle": "patch-projects",
    "resume:{}-school": "patch-resume",
}
OPERATIONS = {
    # The person, their answers, their file.
    "accounts:welcome": "patch-person",
    "accounts:first-holdings": "add-holdings",
    "accounts:profile": "patch-person patch-availability",
    "accounts:answer": "add-facts put-facts",
    "accounts:forget-answer": "delete-facts",
    "accounts:restore-answer": "restore-facts",
    "accounts:career-file": "put-career-file",
    "accounts:undo-career-file": "send-career-file-undo",
    "accounts:look-everything": "put-career-file add-evidence put-evidence-credit add-badges",
    # Dates and mails.
    "plan:new-address": "add-calendar-addresses",
    "plan:revoke-address": "delete-calendar-addresses",
    "plan:restore-address": "restore-calendar-addresses",
    "plan:reminders": "put-reminders",
    "plan:stop-reminders": "put-reminders",
    "trends:digest": "put-digest",
    "trends:stop-digest": "put-digest",
    # Credentials.
    "certifications:renewed": "patch-holdings",
    "certifications:undo-renewed": "patch-holdings",
    "certifications:say-date": "patch-holdings",
    "certifications:tick": "put-holdings-checklist",
    "certifications:told": "add-overrides",
    "certifications:told-file": "add-evidence put-evidence-override",
    "certifications:forget-told": "delete-overrides",
    "certifications:restore-told": "restore-overrides",
    "badges:all": "add-badges",
    "badges:show": "put-badges-holding",
    "badges:ask": "send-badges-ask",
    "badges:compare": "put-badges-email",
    "badges:take-back": "delete-badges-holding",
    "badges:delete": "delete-badges",
    "badges:restore": "restore-badges",
    # Education.
    "education:evidence": "add-evidence",
    "education:evidence-one": "put-evidence-credit",
    "education:evidence-delete": "delete-evidence",
    "education:evidence-restore": "restore-evidence",
    "education:credit-evidence": "add-evidence put-evidence-credit",
    "education:proof-delete": "delete-evidence-credit",
    "education:proof-restore": "put-evidence-credit",
    "education:no-course": "patch-credits",
    "education:undo-no-course": "patch-credits",
    "education:say-seen": "patch-credits",
    "education:undo-seen": "patch-credits",
    "education:say-asked": "patch-credits",
    "education:undo-asked": "patch-credits",
    "education:say-cause": "patch-credits",
    "education:accept-plan": "get-plan-ce add-credits",
    "education:undo-plan": "delete-credits",
    "catalogue:save-brought": "add-activities",
    "catalogue:undo-brought": "delete-activities",
    "catalogue:choose": "add-activity-choices put-activity-choices delete-activity-choices",
    # The path: a goal's own key.
    "path:take": "get-path patch-goals",
    "path:keep": "patch-goals",
    "path:let-go": "patch-goals",
    "path:undo": "patch-goals",
    "path:restore": "patch-goals",
    # Study.
    "study:prepare": "put-preparation",
    "study:answer-own": "list-own-cards-due add-own-cards-answers",
    "study:delete-own": "delete-own-cards",
    "study:restore-own": "restore-own-cards",
    "study:undo-own": "delete-own-cards",
    # People.
    "people:log": "patch-relationships",
    "people:log-who": "patch-relationships",
    "people:log-with": "patch-relationships",
    "people:undo-log": "patch-relationships",
    "people:cards": "add-relationships",
    "people:undo-change": "delete-relationships put-relationships",
    "people:merge": "put-relationships delete-relationships",
    "people:bring-events": "add-events",
    "people:undo-events": "delete-events",
    "people:tick-event": "patch-events",
    "people:offer-event": "add-credits",
    "people:letter": "patch-letters",
    "people:step-letter": "patch-letters",
    # Responsibilities.
    "duties:skill": "patch-skills",
    "duties:did": "patch-skills",
    "duties:undo-did": "patch-skills",
    "duties:plan": "patch-training-plans",
    "duties:finish-plan": "patch-training-plans",
    "duties:undo-items": "patch-training-plans",
    "duties:step-item": "patch-training-plans",
    "duties:step-back": "patch-training-plans",
    "duties:achievements": "add-achievements",
    "duties:note": "add-achievements",
    "duties:achievement": "put-achievements",
    "duties:prove": "patch-achievements",
    "projects:save-brought": "patch-projects",
    "projects:undo-brought": "patch-projects",
    "stock:all": "add-stock-reviews",
    "stock:show": "patch-stock-reviews",
    "stock:delete": "delete-stock-reviews",
    "stock:restore": "restore-stock-reviews",
    "packet:show": "add-packet-links",
    "packet:revoke": "delete-packet-links",
    "packet:restore": "restore-packet-links",
    # Workplaces, the résumé.
    "workplaces:keep": "put-work-wishes",
    "workplaces:undo-wishes": "put-work-wishes",
    "workplaces:pay": "patch-work-wishes",
    "workplaces:took-place": "patch-visits",
    "resume:show": "put-resume",
    "resume:save-brought": "put-resume",
    "resume:undo-brought": "put-resume",
    # News.
    "trends:consent": "put-news-wishes",
    "trends:start": "add-subscriptions put-news-wishes",
    "trends:refresh": "send-news-refresh",
    "trends:all-read": "send-news-all-read",
    "trends:act-item": "put-news",
    "trends:unstar": "put-news",
    "trends:save-item": "put-news",
    "trends:note": "patch-saved-items",
    "trends:unsave": "delete-saved-items",
    "trends:save-again": "restore-saved-items",
    "trends:less-of": "add-show-less",
    "trends:more-of": "delete-show-less",
    "trends:add": "add-subscriptions",
    "trends:choose": "add-subscriptions",
    "trends:take-in": "add-subscriptions",
    "trends:edit-feed": "put-subscriptions",
    "trends:leave-feed": "delete-subscriptions",
    "trends:take-up": "restore-subscriptions",
    "trends:to-catalogue": "add-activities",
    "trends:to-calendar": "add-events",
    "trends:develop": "add-goals add-activities add-projects",
    "trends:take-back": "delete-goals delete-activities delete-projects",
    # Teams.
    "team:start": "add-teams",
    "team:join": "send-places",
    "team:mine": "put-memberships",
    "team:leave": "delete-memberships",
    "team:rejoin": "restore-memberships",
    "team:tick": "put-asked",
    "team:said-done": "put-asked",
    "team:seen": "delete-nudges",
    "team:unseen": "restore-nudges",
    "team:invite": "add-teams-invitations",
    "team:remove-site": "delete-teams-sites",
    "team:restore-site": "restore-teams-sites",
    "team:again": "put-teams-invitations-again",
    "team:withdraw": "delete-teams-invitations",
    "team:add-site": "add-teams-sites",
    "team:names": "put-teams put-teams-sites",
    "team:needs": "put-teams-needs",
    "team:asks": "add-teams-asks",
    "team:unask": "delete-teams-asks",
    "team:ask-again": "restore-teams-asks",
    "team:nudge": "add-teams-reminders",
    "team:sign-off": "add-teams-sign-offs",
    "team:sign-off-many": "add-teams-sign-offs",
    "team:unsign": "delete-teams-sign-offs",
    "team:badge": "add-teams-badges",
    "team:revoke": "put-teams-badges",
    "team:place": "put-teams-place",
    "team:remove": "delete-teams-members",
    "trash:back": "list-deleted restore-deleted restore-deleted-thing",
    # Programs.
    "programs:webhooks": "add-webhooks",
    "programs:webhook": "put-webhooks",
    "programs:end-webhook": "delete-webhooks",
    "programs:restore-webhook": "add-webhooks",
    "programs:new-secret": "send-webhooks-secret",
    "programs:test-webhook": "send-webhooks-test",
    "programs:again": "send-webhooks-again",
}
REASONS = {
    "Who is let in is decided in a browser, with a second step where one is set up: no token opens that.": (
        "account:", "account_", "mfa_", "phones:", "invitations:", "programs:all", "programs:end-token",
    ),
    "It is the installation's, not a person's: who runs the machine sees to it there.": (
        "backups:", "plan:mail-server", "plan:forget-server", "plan:test-mail", "trends:ask-fda",
        "upkeep:",
    ),
    "It is about this browser alone: its language, and whose record it shows.": (
        "language", "accounts:enter-demo", "accounts:leave-demo", "team:example",
    ),
    "What was read of a paper is looked at by a person, line by line, before it is kept; a program that "
    "knows what it brings sends it as what it is.": (
        "education:bring", "education:import", "education:undo-import", "education:restore-import",
        "education:discard-import", "education:read", "catalogue:bring", "projects:bring", "resume:bring",
        "accounts:discard-everything",
        "trends:bring",
    ),
    "A question of an exam's bank is asked and judged in one sitting, before the person's own eyes: the "
    "estimate of what they know, and the plan, rest on nobody else having answered. What came of it can be "
    "read.": (
        "study:start", "study:answer", "study:end", "study:sync", "study:taking",
        "study:start-mock-exam", "study:start-short-mock-exam", "study:short-mock-question",
        "study:mock-question", "study:pause-mock-exam", "study:resume-mock-exam", "study:hand-in-mock-exam",
        "study:delete-mock-exam", "study:restore-mock-exam",
    ),
    "A schedule of one's own is fitted by the site, and used only when somebody who saw what it would change "
    "says so.": (
        "study:fit", "study:use-schedule", "study:stop-schedule",
    ),
    "What is then gone for good, and cannot be undone, a person says on a page that tells what it is.": (
        "trash:empty", "trash:for-good",
    ),
    "It hides or brings back a proposal of that page; the API proposes nothing there.": (
        "duties:leave-out", "duties:take-up",
    ),
    "It undoes a press of the button before it, on the page that shows what was pressed.": (
        "trends:not-all-read", "trends:star-again", "account:keep", "trash:take-back",
    ),
}  # fmt: skip
# Pages that are only looked at, though nothing refuses them another method: their code reads no form.
LOOKED_AT = (
    "certifications:holdings",
    "education:credits",
    "education:plan",
    "catalogue:find",
    "catalogue:show",
    "more",
    "rules:all",
    "rules:authority",
    "team:people",
)


def operations_by_page() -> dict[str, list[str]]:
    """The operations of each page that has some."""
    found = {page: told.split() for page, told in OPERATIONS.items()}
    verbs = {"add": "add", "edit": "put", "delete": "delete", "restore": "restore"}
    for pattern, kind in OF_KINDS.items():
        found |= {pattern.format(verb): [f"{verbs[verb]}-{kind}"] for verb in VERBS}
    for pattern, operation in HANGING.items():
        found |= {pattern.format(verb): [operation] for verb in VERBS}
    return found


def has_a_reason(page: str) -> bool:
    """Whether it is written down why the API has nothing of it."""
    return any(page == told or (told[-1] in ":_" and page.startswith(told)) for told in _REASONED)


_REASONED = [told for pages in REASONS.values() for told in pages]

### Wingbook in English: the source that the other languages follow.
###
### For translators: whole sentences, spoken to staff of a prison who are in a hurry, at night, with gloves. Say what
### is the case, not what the computer does. { $n } is a number, { $time } a time of day; both are written the
### language's own way. Never translate "Wingbook".

## The term table. Each term stands with a sentence in which it is used.

# A book with one audience: "The wing register is read by officers and supervisors."
-register = { $number ->
   *[one] register
    [many] registers
}
# What one person wrote at one moment: "This record was not accepted."
-record = { $number ->
   *[one] record
    [many] records
}
# A record that corrects another: "Corrections never erase what was written."
-correction = correction
# A supervisor's answer to a record: "Your review is saved."
-review = review
# A planned patrol: "The next round is due at 21:30."
-round = round
# Looking into one cell or ward: "Ten cell visits are still open."
-cell-visit = cell visit
# Who should be here, who is, why not: "The roll count differs by one."
-roll-count = roll count
# A fact for everybody: "A notice says: keep apart until 24 November."
-notice = notice
# The device: "The record is saved on this tablet."
-tablet = tablet
# Not yet at the server: "Three records are waiting to be sent."
-waiting = waiting to send
# Where records are gathered: "The prison server received it at 21:42."
-server = prison server
# A shot of a vaccine: "Dose 2 is due from 3 December."
-dose = dose
# A further dose after the series: "Dose 3, booster."
-booster = booster

## Everywhere

back = Back
cancel = Cancel
close = Close
save = Save
done = Done
on = On
off = Off
yes = Yes
no = No
never = Never
unknown = Not known
loading = One moment…
optional = (may stay empty)
try-again = Try again
undo = Undo
undo-done = Taken back. Both records stay in the register.
saved-on-tablet = Saved on this tablet
snackbar-label = Last message
skip-to-content = Skip to the page
search-clear = Empty the search
help-open = Help for this page
characters-left = { $n ->
    [one] { $n } character left
   *[other] { $n } characters left
}
form-has-errors = { $n ->
    [one] One answer is still needed
   *[other] { $n } answers are still needed
}
stepper-less = One less
stepper-more = One more
date-none = No day yet
date-today = Today
date-tomorrow = Tomorrow
date-yesterday = Yesterday
date-in-days = { $n ->
    [one] In { $n } day
   *[other] In { $n } days
}
date-day-back = One day earlier
date-day-on = One day later

## The frame

nav-label = Pages
nav-today = Today
nav-round = Round
nav-people = People
nav-write = Write
nav-review = To review
nav-wings = Wings
nav-records = Records
nav-charts = Charts
nav-more = More
header-tablet = Tablet:
lock = Lock
lock-now = Lock this tablet
practice-ribbon = Practice: nothing here counts
update-ready = A new version is ready. It starts when you lock the tablet.
keys-title = Keys
keys-show = Show these keys
keys-search = Search
keys-undo = Undo the last record

## How far a record has got

delivery-saved = Saved on this tablet
delivery-waiting = Waiting to send
delivery-sent = Sent
delivery-received = Received by the server
delivery-received-at = Received by the server { $time }
delivery-refused = Not accepted

## Sending and receiving

sync-title = Sending and receiving
sync-detail = What waits, and when the server was last reached
sync-no-server = This tablet only
sync-no-server-long = None: this tablet works alone
sync-offline = No connection
sync-waiting = { $n ->
    [one] { $n } waiting, { $age }
   *[other] { $n } waiting, oldest { $age }
}
sync-refused = { $n } not accepted
sync-running = Sending and receiving
sync-opening = Opening the registers
sync-starting = Starting
sync-problem = Server: problem
sync-all-sent = All sent
sync-of-colleagues = { $n ->
    [one] { $n } of a colleague waits
   *[other] { $n } of colleagues wait
}
sync-server = Server
sync-last-contact = Last contact
sync-unreachable = The server can’t be reached since { $time }
sync-unreachable-next = Next try: { $time }
sync-unreachable-todo = Go on working: everything is saved on this tablet and is sent as soon as the server answers.
sync-received-so-far = Received so far: { $n }
sync-last-full = Last time that everything was sent and received
sync-next-try = Next try
sync-now = Send and receive now
sync-now-started = Trying now
sync-receiving = Receiving { $done } of { $total }
sync-refused-title = { $n ->
    [one] The server did not accept { $n } record
   *[other] The server did not accept { $n } records
}
sync-refused-todo = They are safe on this tablet. Each one says why it was refused and what to do.
sync-of-colleagues-title = { $n ->
    [one] { $n } record of a colleague waits on this tablet
   *[other] { $n } records of colleagues wait on this tablet
}
sync-of-colleagues-todo = They are safe, and locked for you. They go up when whoever wrote them signs in near the network, or somebody else who holds their register.
sync-books = Registers
sync-book-received = { $n ->
    [one] { $n } document, last received { $time }
   *[other] { $n } documents, last received { $time }
}
sync-book-never = { $n ->
    [one] { $n } document, nothing received yet
   *[other] { $n } documents, nothing received yet
}
connect-title = Connect to a prison server
connect-detail = So that several tablets share the registers
connect-intro = What was written on this tablet is sent to the server, and the prison’s registers come here. Nothing is sent before you have seen what.
connect-account = You need an account of your own at the server, under the staff number { $number }, with the roles that you hold here. No tablet may use it yet: make it for this purpose (wingbook-hub user add).
connect-passphrase = Passphrase of your account at the server
connect-ask = Ask the server
connect-as = There you are { $name }.
connect-missing = Your account at the server lacks: { $roles }. Without that it would not accept what you wrote here. Let whoever looks after the server give it to you (wingbook-hub user roles), then ask again. Nothing was sent.
connect-sent = What is sent
connect-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
connect-zone = From then on times show in the server’s time zone: { $zone }.
connect-recovery = The prison’s recovery key takes the place of the one made here. Keep the papers: what was sealed so far may still need them.
connect-after = Then the tablet locks. From then on the passphrase of the server opens it, with or without a connection. As on every tablet, records leave the wing register here after 90 days; they stay at the server and can be fetched.
connect-for-good = A tablet stays with the server to which it was connected.
connect-do = Connect and send
book-roster = People and places
book-wing = Wing register
book-health = Health register
book-casework = Casework register
book-intelligence = Intelligence reports
book-protection = Complaints and protection
book-training = Training register
book-audit = Audit register

## People

person-no-number = no number
person-born = born { $year }
person-birth-unknown = birth year not known
person-same-name = Same name: check the number
person-notices = { $n ->
    [one] { $n } notice
   *[other] { $n } notices
}
reason-court = At court
reason-hospital = In hospital
reason-work = At work
reason-visit = At a visit
reason-moved = Moved
reason-release = Released
reason-return = Back
reason-admission = Admitted
reason-unknown = Not known where
role-officer = Officer
role-reception = Reception
role-health = Health
role-health_lead = Health lead
role-casework = Casework
role-analyst = Analyst
role-complaints = Complaints
role-training = Training
role-supervisor = Supervisor
role-administrator = Administrator
role-auditor = Auditor

## Set-up

set-up-title = Set up this tablet
set-up-intro = Once for each tablet. Nothing of any record is stored until somebody signs in.
set-up-how = Where do the records go?
set-up-with-server = To a prison server
set-up-with-server-hint = Several tablets share the registers. Work goes on without a connection.
set-up-alone = Nowhere: this tablet alone
set-up-alone-hint = A server can be added later. Until then a lost tablet means lost records.
set-up-address = Address of the prison server
set-up-address-hint = As on the server’s screen. It begins with https://, on the server itself with http://localhost
set-up-no-answer = No prison server answers at this address.
set-up-no-answer-check = Check the address letter by letter. Tablet and server must be in the same network.
set-up-no-answer-ask = Whoever looks after the server knows the address and whether it runs.
set-up-no-answer-detail = For the administrator
set-up-check = Check the address
set-up-probing = Looking for the server
set-up-running = Setting up
set-up-server-found = Found: { $facility }
set-up-server-version = Wingbook { $version }
set-up-server-unchecked = Check the address: no server has answered there yet
set-up-clock-off = { $n ->
    [one] This tablet's clock is { $n } minute off. Set it before the first round.
   *[other] This tablet's clock is { $n } minutes off. Set it before the first round.
}
set-up-tablet = Name of this tablet
set-up-tablet-hint = As it is called in the house. It stands at the top of every page.
set-up-tablet-example = Tablet 1
set-up-tablet-missing = Give the tablet a name
set-up-facility = Name of the prison
set-up-facility-missing = Write the name of the prison
set-up-country = Country
set-up-zone = Time zone
set-up-user = Your full name
set-up-user-hint = You become the first user of this tablet.
set-up-staff-number-hint = As the prison writes it: a server that is added later has to know you by this number.
set-up-user-missing = Write your full name
set-up-passphrase-hint = Three or four words that don’t belong together. Nobody can reset it without the recovery key: write it down and lock it away.
set-up-do = Set up this tablet

## Sign-in

sign-in-title = Sign in
sign-in = Sign in
sign-in-first-needs-network = Nobody has signed in on this tablet yet. The first time needs the prison server; after that no network is needed.
sign-in-deriving = Checking the passphrase
sign-in-opening = Opening the registers: { $done } of { $total }
sign-in-who = Who is working now?
sign-in-other = Somebody else
sign-in-who-back = Other people of this tablet
sign-in-pin = Your PIN
sign-in-by-passphrase = With the passphrase instead
sign-in-forgotten = Nobody can open what lies here
sign-in-back = Back to sign-in
recovery-title = Recovery key
recovery-detail = Opens tablets when nobody left can
recovery-what = A forgotten passphrase or a colleague who has left must not lock records away for good. The recovery key opens every tablet of the prison. It belongs on paper, in parts that different people lock away: one alone opens nothing.
recovery-how = Call the holders together. Each of them writes their part down with nobody else looking; then all of them type theirs in again. Only after that does the key count, and what is written from then on is sealed to it alone. Keep the papers of a key before: what lies on tablets already still needs them.
recovery-is-there = There is a key: { $mark }
recovery-is-missing = There is no recovery key yet
recovery-who = Who holds it
recovery-one-sheet = One sheet, whole
recovery-holders = { $needed } of { $all } holders together
recovery-make = Make the key
recovery-part = Recovery key, part { $n } of { $all }
recovery-hand-over = Hand the tablet to holder { $n }. Nobody else looks on.
recovery-show = Show my part
recovery-part-what = { $needed } of { $all } parts open the tablets of this prison. Lock this sheet away, apart from the others, and tell nobody what stands on it.
recovery-write-down = Write all groups down, in their order, or print them. They are shown once. I is not among the letters, nor L, O and U.
recovery-print = Print
recovery-next = I have written it down
recovery-test = Test
recovery-test-what = { $n ->
    [one] Type the part in from its paper.
   *[other] { $n } holders type their parts in from their papers.
}
recovery-part-typed = Part { $n }
recovery-testing = Putting the parts together
recovery-finish = Test, and put it into force
recovery-done = The key is in force
recovery-done-server = Each tablet takes it over at its next contact with the prison server, and each person’s own drafts with their next sign-in there. Lock the papers away now, and keep those of a key before.
recovery-done-alone = It opens this tablet. Lock the papers away now, and keep those of a key before.
recover-title = With the recovery key
recover-what = If a passphrase is forgotten, or whoever wrote here has left, the holders of the recovery key type their parts in. Registers then open for colleagues of this tablet, and somebody can get another passphrase.
recover-more = One more part
recover-open = Open
recover-opened = { $n ->
    [one] The key opens { $n } register
   *[other] The key opens { $n } registers
}
recover-passed-on = { $n ->
    [0] No colleague who is entitled lacked a key.
    [one] { $n } key was passed on to colleagues who are entitled. What waits goes up when they sign in.
   *[other] { $n } keys were passed on to colleagues who are entitled. What waits goes up when they sign in.
}
recover-people = Another passphrase for
recover-former = Has left
recover-give = Another passphrase
recover-new-passphrase = New passphrase
recover-new-passphrase-hint = Its owner types it. At the prison server an administrator has to give it as well: wingbook-hub user passphrase.
recover-give-do = Give this passphrase
recover-given = { $name } signs in with the new passphrase
pin-typed = { $n } of { $all } digits
pin-delete = Delete the last digit
pin-title = PIN
pin-what = With a PIN you come back quickly after the tablet was locked, and change over with colleagues in two taps. It works for 14 hours at most and until Wingbook is closed; then the passphrase is asked for again. After five wrong tries it is forgotten.
pin-is-set = You have a PIN
pin-not-set = You have no PIN
pin-new = New PIN
pin-new-hint = 4 to 8 digits
pin-passphrase-hint = Asked for so that nobody else chooses a PIN in your name
pin-choose = Choose the PIN
pin-change = Change the PIN
pin-give-up = Give the PIN up
pin-is-chosen = The PIN is chosen.
pin-is-given-up = The PIN is given up.
pin-shape = A PIN is 4 to 8 digits
pin-obvious = Anybody would try this one first: no row, no repetition
way-passphrase-hint = Asked for so that nobody else makes a way in under your name
badge-title = Badge
badge-what = A badge is a square code on paper. Whoever shows it to the camera and knows its PIN signs in as you, without a network: quick on a night shift, when the app has been closed and the passphrase would be asked for.
badge-where = It works on this tablet alone ({ $tablet }), where it was made. Keep the paper on you, and its PIN in your head. If it is lost, take it back here: the paper then opens nothing.
badge-is-there = You have a badge
badge-is-missing = You have no badge
badge-make = Make a badge
badge-make-another = Make another: the one before opens nothing
badge-making = Making the badge
badge-revoke = Take the badge back
badge-is-revoked = The badge opens nothing any more.
badge-pin-new = PIN of the badge
badge-pin-hint = 6 digits; not those of another PIN of yours
badge-pin-shape = The PIN of a badge is 6 digits
badge-paper-title = Wingbook: badge
badge-paper-care = Opens one tablet, with a PIN. Never write the PIN on it. Whoever finds it: hand it in.
badge-paper-once = It is shown once: print it, and the square code stands on the paper, or write the letters down. Your name is not on it; mark it so that you know it.
badge-code-picture = The square code of the badge
badge-print = Print
badge-done = Done
badge-test = Test
badge-test-what = Hold the printed paper in front of the camera, or type its letters.
badge-test-typed = Test what is typed
badge-is-good = The badge is right. It opens your registers with its PIN.
badge-typed = Letters of the badge
badge-typed-hint = Seven groups, as they stand below the square code
badge-show = Show badge
badge-show-other = Show another badge
badge-go-on = Go on
badge-pin = PIN of the badge
badge-checking = Checking badge and PIN
passkey-title = Passkey
passkey-what = A passkey is kept by the tablet itself and opened by your finger, your face or the lock of the screen. With it you sign in as with the passphrase, without a network.
passkey-where = It works on this tablet alone ({ $tablet }). Whoever can unlock the screen of the tablet can use it: on a tablet whose screen lock others know, take a badge. The tablet’s own list shows only your initials.
passkey-is-there = You have a passkey
passkey-is-missing = You have no passkey
passkey-make = Make a passkey
passkey-making = The tablet asks you now
passkey-remove = Remove the passkey
passkey-is-removed = The passkey opens nothing any more.
passkey-use = Use passkey
passkey-asked = The tablet asks for your finger, your face or the lock of the screen.
passkey-checking = Checking the passkey
passkey-cancelled = The tablet gave no passkey.
    .todo = Try again, or sign in another way.
passkey-no-secret = This tablet has passkeys, but they can’t keep a secret for Wingbook. None was kept.
    .todo = Take a badge or a PIN instead. If a passkey “Wingbook” stands in the tablet’s list, it can be deleted there.
passkey-failed = The passkey couldn’t be used.
    .todo = Try again, or sign in another way.
access-title = Sign-in and lock
access-detail = PIN, badge and passkey, and when the tablet locks by itself
idle-title = Lock when nobody touches the tablet for
idle-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
idle-soon = Locks in { $n } s. Touch the screen to stay.
staff-number = Staff number
staff-number-missing = Write your staff number
passphrase = Passphrase
passphrase-missing = Write your passphrase
passphrase-before = The passphrase before
passphrase-before-hint = With it your drafts stay with you.
passphrase-before-forgotten = I have forgotten it: go on without my drafts
passphrase-show = Show
passphrase-hide = Hide
words-hint = With “Show”, words complete after three letters.
words-offered = Words that go on from here
words-said = { $n ->
    [one] { $n } word: { $words }
   *[other] { $n } words: { $words }
}
words-draw = Make me one
words-worth = Five words drawn at random from { $n }. Whoever copied the tablet and tried with a thousand computers would need about { $years } years.
words-write-down = Write it down and lock the paper away. Nothing keeps these words.
words-take = Take it
words-another = Another one
look-label = Language and colours

## Settings

settings-title = Settings
settings-detail = Language, colours, size of letters, sound
settings-language = Language
settings-theme = Colours
settings-text-size = Size of letters
settings-keys = Single keys as shortcuts
theme-dark = Dark
theme-light = Light
theme-sun = Sunlight
text-size-normal = Normal
text-size-large = Large
text-size-largest = Very large
storage-title = Storage on this tablet
storage-kept = The browser keeps the records
storage-not-kept = The browser may clear this tablet's records when room gets short
storage-not-kept-todo = Records that the server has received are safe. Install Wingbook on the home screen, then ask again.
storage-ask = Ask the browser to keep them
storage-room = { $used } MB of { $all } MB used
about-title = About
about-version = Version
about-build = Build

## Forms

forms-title = Forms
forms-detail = What records ask, and in which version
forms-none = No forms on this tablet
forms-none-todo = They come with the first connection to the prison server.
forms-version = Version { $version }
forms-asks = What it asks
forms-received = received { $time }
forms-bundled = came with the app

## Practice

practice-title = Practice
practice-detail = Try everything; nothing counts
practice-what = In practice mode everything works as it does on duty: rounds, counts, records, corrections.
practice-stays = Records made in practice never leave this tablet and never count.
practice-shown = A ribbon on every page says so. Lock or stop to go back to duty.
practice-start = Start practice
practice-stop = Back to duty
practice-is-on = Practice is on
practice-has-begun = Practice has begun: everything from here on is practice, until you go back to duty or lock.
practice-to-today = Go to Today

## Print

print-title = Print
print-detail = Roll and round sheet for a failing battery
print-how = Choose below what to print; a round that was begun is printed from its own page. What was written on paper can be entered afterwards.
print-care = Paper can be read by anyone. Number the sheets and lock them away.
print-round = Round sheet
print-round-detail = Every stop with its people and room to write
print-roll = Roll
print-roll-detail = Everybody on a wing, by cell

## Problems

problems-title = Problems
problems-detail = What waits for somebody
problems-none = No problems
problems-none-why = Everything that was written is saved, and nothing was refused.
problems-open = Open the record

## Tablets

tablet-title = This tablet
tablet-detail = What lies on it, a rescue file, erasing it
tablet-name = Name
tablet-left-records = { $n ->
    [0] The prison server has received every record.
    [one] { $n } record has not been received by the prison server. It would be lost.
   *[other] { $n } records have not been received by the prison server. They would be lost.
}
tablet-left-drafts = { $n ->
    [0] No draft is unfinished.
    [one] { $n } unfinished draft would be lost.
   *[other] { $n } unfinished drafts would be lost.
}
tablet-left-documents = This tablet has no server. What was written and entered here lies here alone and would be lost.
tablet-left-colleagues = What colleagues wrote counts too, also where you can't read it. It goes up when they sign in here with a connection.
rescue-title = Rescue file
rescue-what = A sealed copy of everything that lies here. At the prison server, wingbook-hub rescue opens it with the recovery key.
rescue-save = Save a rescue file
rescue-saved = Saved among this tablet’s downloads: { $file }
rescue-failed = The file could not be saved. Nothing was changed. Free some room on the tablet and try again.
erase-title = Erase this tablet
erase-what = Everything here goes: records, drafts, keys and settings, and the app itself, which comes again from its server. What the prison server has received stays there.
erase-do = Erase this tablet
erase-sure = Erase everything on this tablet?
erase-type = To confirm, type the tablet’s name: { $name }
erase-type-wrong = That is not the tablet’s name.
erase-back = Keep everything
erasing-title = This tablet is being erased
ordered-erase-title = This tablet is to be erased
ordered-erase-what = An administrator ordered it ({ $time }). Everybody’s keys are gone from here, and nobody can sign in.
ordered-erase-mistake = If that is a mistake, an administrator can allow the tablet again. Then sign in with a connection.
tablets-title = Tablets
tablets-detail = Who is enrolled where; sign out one that is lost
tablets-what = A tablet hears of an order when somebody signs in or works on it with a connection. One that never connects is not reached: without a passphrase it stays sealed.
tablets-unnamed = Tablet without a name
tablets-this = This tablet
tablets-enrolled = Enrolled
tablets-nobody = Nobody
tablets-contact = Last contact
tablets-contact-unknown = Not known
tablets-allowed = In use
tablets-out-next = Signed out at its next contact
tablets-out = Signed out
tablets-erased-next = Erased at its next contact
tablets-erased-waits = All keys are gone; erased once somebody there has saved what was left
tablets-erased = Erased
tablets-left = { $n ->
    [one] { $n } record or draft had not been received.
   *[other] { $n } records or drafts had not been received.
}
tablets-sign-out = Sign out this tablet
tablets-erase = Wipe this tablet
tablets-allow = Allow this tablet again
tablets-sign-out-what = At its next contact it first sends what it can. Then everybody’s session there ends and all keys go. What it could not send stays there, sealed: the recovery key opens it. Nobody signs in there until you allow it again.
tablets-erase-what = At its next contact it first sends what it can, and all keys go. If nothing is left, it is erased. What is left can’t be sent any more: somebody there has to save it in a rescue file first.
tablets-erase-left = If something is left
tablets-erase-wait = Wait for somebody there
tablets-erase-at-once = Erase at once: it is lost
tablets-allow-what = If the tablet has not heard of the order, nothing happens there. If it has, everybody signs in there as for the first time, with a connection, and the recovery key opens what it could not send. What is erased does not come back.
tablets-reason = Why
tablets-reason-hint = It stands in the audit register with your name.
tablets-reason-missing = Say why.
tablets-back = Leave it as it is
tablets-ordered = Ordered. It is done at the tablet’s next contact.
tablets-is-allowed = The tablet may be used.

## Check an export

evidence-title = Check an export
evidence-detail = Whether somebody tampered with it
evidence-file = The file
evidence-how = Choose the file that the prison server wrote. It is read on this tablet alone; nothing of it is kept or sent.
evidence-reading = Checking the file
evidence-clean = Nothing is wrong with this export
evidence-wrong = Something is wrong with this export: { $n }
evidence-no-export = This file is no export of a register. Choose the one that the prison server wrote.
evidence-newer-file = A newer version wrote this export. Update the app and check it again.
evidence-unread = The file could not be read to its end. It was not changed; choose it again.
evidence-facility = Prison
evidence-key = Fingerprint of its key
evidence-key-own = It is the key of this tablet’s prison.
evidence-key-compare = Compare it with the fingerprint that you have from the prison.
evidence-made = Written
evidence-registers = Registers
evidence-records = Records
evidence-found = What is wrong
evidence-more = And { $n } more
evidence-number = number { $n }
evidence-numbers = numbers { $from } to { $until }
evidence-chain = chain { $id }
evidence-beside = beside { $id }
evidence-line = line { $n }
evidence-removed = Contents lawfully removed
evidence-removed-rule = By the retention rule: { $rule }
evidence-removed-by = Decided by { $who }
evidence-unknown = What nobody can know from this file
evidence-unknown-key = Whether the key is the prison’s: the file vouches for it itself.
evidence-unknown-whole = Whether these are all the lines that were written: the prison did not sign the file as a whole.
evidence-unknown-back-dating = Whether a time before the first receipt of its chain is true: until a record was received, its time is the tablet’s word.
evidence-unknown-no-receipts = When the records of chains without any receipt were written, and whether those chains went on.
evidence-unknown-tail = Whether a chain went on otherwise after its last receipt: records stand there without one.
evidence-unknown-after-last = Whether anything was written after the last record of a chain: a tail that is cut off leaves no gap.
evidence-unknown-left-out = What stood in the contents that this export leaves out.
evidence-unknown-whole-chain = Whether there is a whole chain that was never handed over.
evidence-unknown-who-held = Who held the tablet: whoever knows a passphrase has the key.
evidence-chains = Chains
evidence-last-receipt = Last receipt: { $time }
evidence-no-receipt = Without receipts
evidence-found-other_facility = The key is not that of this tablet’s prison: the file is another prison’s, or made up
evidence-found-facility = The prison’s own document is not signed by its key
evidence-found-cut = The file was cut short: its last line is missing
evidence-found-count = There are more or fewer lines than the last line counts
evidence-found-digest = The lines are not those that the last line was made for
evidence-found-seal = The signature under the file is not the prison’s
evidence-found-after_end = Something stands after the last line
evidence-found-unreadable = Lines that are nothing which an export holds
evidence-found-not_canonical = Lines written so that two programs could read two different things
evidence-found-certificate = Certificates that this prison did not issue
evidence-found-signature = Wrongly signed: the header was altered, or somebody else signed
evidence-found-not_certified = Signed with a key that this prison never certified
evidence-found-other_author = Signed with the key of somebody else than the author
evidence-found-other_tablet = The tablet is not the one of the key or of the chain
evidence-found-role = Written by somebody who may not write this into the register
evidence-found-body = Altered: the contents are not those that were signed
evidence-found-body_missing = The contents are gone, and nobody decided so
evidence-found-removal = The contents are gone by a decision that does not hold
evidence-found-missing = Missing from a chain
evidence-found-link = Does not continue the record before it
evidence-found-order = Reordered: the lines stand in another order than the records
evidence-found-repeated = Repeated: the same record stands there again
evidence-found-forked = Forked: two different records stand at one place of a chain
evidence-found-same_id = Two different records have one id
evidence-found-other_book = Belongs into another register
evidence-found-receipt = The receipt is not signed by this prison
evidence-found-receipt_of_other = The receipt is another record’s, or of what the record was before
evidence-found-receipt_missing = The receipt is missing, and a later record has one
evidence-found-times = Recorded before the record before it; no correction of the clock explains it
evidence-found-unsigned = Something in it is covered by no signature
evidence-found-shape = No complete record
evidence-found-newer = Written by a newer version, and not checked: update the app

## Not found

not-found-title = No such page
not-found-what = Nothing stands at this address
not-found-todo = The link may be old. Nothing is lost.
not-found-home = To the first page

## Reading a code with the camera

code-read = Read a code
code-was-read = Code read
code-picture = What the camera sees
code-starting = The camera is starting. If the browser asks, allow it.
code-looking = Hold the code in front of the camera, all of it in the picture.
code-torch = Light
code-refused = Wingbook may not use the camera on this tablet.
    .todo = Allow the camera for Wingbook in the browser’s settings, then try again. Or type what stands beside the code.
code-no-camera = No camera was found on this tablet.
    .todo = Type what stands beside the code, or use a scanner.
code-busy = The camera doesn’t answer. Another app may be using it.
    .todo = Close the other app, then try again.
code-failed = The camera couldn’t be started.
    .todo = Try again. If that doesn’t help, type what stands beside the code.

## Failures: what happened, .kept what was kept, .todo what to do

failure-not-set-up = This tablet is not set up yet.
    .todo = Set it up first.
failure-locked = The tablet is locked.
    .kept = What was saved stays saved, and drafts are kept.
    .todo = Sign in again.
failure-wrong-passphrase = Staff number and passphrase do not fit together.
    .kept = Nothing was changed.
    .todo = Type the passphrase again. Check the keyboard's language.
failure-passphrase-changed = This passphrase is right at the prison server. This tablet still has the one before.
    .kept = Nothing was changed.
    .todo = Write the one before too. If it is forgotten, go on without it: what only you could open here then waits for the recovery key.
failure-weak-passphrase = This passphrase is too easy to guess.
    .kept = Nothing was changed.
    .todo = Take three or four words that don’t belong together; no name, no year.
failure-wrong-pin = This is another PIN.
    .kept = Nothing was changed.
    .todo = { $n ->
        [one] Try again. After { $n } more wrong try the passphrase is needed.
       *[other] Try again. After { $n } more wrong tries the passphrase is needed.
    }
failure-pin-gone = The PIN opens nothing any more.
    .kept = What was saved stays saved, and drafts are kept.
    .todo = Sign in with the passphrase. After that the PIN works again.
failure-badge-group = Group { $group } of the badge was copied wrongly.
    .todo = Look at that group again, and at the one before it.
failure-badge-none = This is no badge of Wingbook.
    .todo = Show the square code of your badge, all of it. Typed, it has seven groups of letters and digits.
failure-badge-not-here = This badge opens nothing on this tablet.
    .kept = Nothing was changed.
    .todo = It was replaced or taken back, or made on another tablet. Sign in with the passphrase, and make one under More, Sign-in and lock.
failure-badge-pin = This is not the PIN of this badge.
    .kept = Nothing was changed.
    .todo = Try again. After a few wrong tries you have to wait.
failure-passkey-not-here = This passkey opens nothing on this tablet.
    .kept = Nothing was changed.
    .todo = It was removed, or made on another tablet. Sign in with the passphrase, and make one under More, Sign-in and lock.
failure-account-closed = This account was closed.
    .kept = What you wrote and had not sent stays sealed on this tablet. It goes up in your name when a colleague who holds the same register syncs, or with the recovery key.
    .todo = Ask an administrator.
failure-tablet-signed-out = An administrator has signed this tablet out.
    .kept = What was not sent before stays here, sealed; the recovery key opens it.
    .todo = Nobody signs in here until an administrator allows the tablet again. If that was done, connect to the prison server and sign in.
failure-roles-changed = Your roles have changed, so the tablet was locked.
    .kept = What was saved stays saved, and drafts are kept.
    .todo = Sign in again.
failure-connected = The tablet is connected to the server now, so it was locked.
    .kept = Everything that was written here is kept. It is sent once you are signed in.
    .todo = Sign in with the passphrase of your account at the server.
failure-account-in-use = A tablet works with this account already.
    .kept = Nothing was sent, and nothing here has changed.
    .todo = A tablet that began without a server needs an account that nobody has used on a tablet. If you work on another tablet, go on there, and keep this one for reading or save a rescue file.
failure-part-group = Group { $group } of part { $part } was copied wrongly.
    .todo = Look at that group again, and at the one before it.
failure-part-unreadable = Part { $part } is not whole.
    .todo = A part has 13 groups of letters and digits.
failure-parts-mixed = These parts are not of one key.
    .todo = Look at the dates on the papers.
failure-parts-missing = { $n ->
    [one] { $n } more part is needed.
   *[other] { $n } more parts are needed.
}
    .todo = The same part twice counts once.
failure-parts-other-key = The key of these parts opens nothing here.
    .kept = Nothing was changed.
    .todo = Look at the dates on the papers: perhaps a later key was made.
failure-throttled = Too many tries.
    .kept = Nothing was changed.
    .todo = { $seconds ->
        [one] Wait { $seconds } second and try again.
       *[other] Wait { $seconds } seconds and try again.
    }
failure-first-sign-in-needs-server = The first sign-in on this tablet needs the prison server, and it can't be reached.
    .kept = Nothing was changed.
    .todo = Go where there is a connection and sign in once. After that it works anywhere.
failure-server-unreachable = The prison server can't be reached.
    .kept = Everything is saved on this tablet.
    .todo = Go on working. Records are sent as soon as there is a connection.
failure-not-a-server = No prison server answers at this address.
    .kept = Nothing was changed.
    .todo = Check the address letter by letter.
failure-server-refused = The prison server refused.
    .kept = The record is safe on this tablet.
    .todo = Show this page to your administrator.
failure-already-saved = This form was saved already, perhaps in another tab. What was changed since is not in the record.
    .kept = The record stands as it was saved, and what is on this page is kept as a draft.
    .todo = Look at the record and correct it there, then discard the draft.
failure-storage-full = There is no room left on this tablet. The record was not saved.
    .kept = Your draft is still on the page.
    .todo = Leave the page open. Free some room on the tablet, then save again.
failure-storage = The tablet's storage can't be used.
    .kept = What was saved before stays saved.
    .todo = Close Wingbook and open it again. Don't clear the browser's data.
failure-vanished = Everything that was stored on this tablet is gone: the browser cleared it, or somebody did.
    .kept = What a prison server received, and copies saved elsewhere, can still be opened.
    .todo = Tell your administrator before you set the tablet up anew.
failure-vanished-unsent = Everything that was stored on this tablet is gone: the browser cleared it, or somebody did.
    .kept = What the prison server received is safe there, and comes back. Records that it had not received, when last noted: { $n }.
    .todo = Tell your administrator. Then set the tablet up anew.
failure-vanished-in-part = Part of what was stored on this tablet is gone.
    .kept = What the prison server received comes back at the next contact. What is still here was not touched.
    .todo = Connect to the prison server. Tell your administrator: records that it had not received may be lost.
failure-damaged = { $rows ->
    [one] { $rows } stored record can't be read.
   *[other] { $rows } stored records can't be read.
}
    .kept = The others can, and nothing was deleted.
    .todo = Connect to the prison server. Tell your administrator.
failure-needs-newer-app = This was written by a newer version of Wingbook.
    .kept = It is kept untouched.
    .todo = Connect once, then lock the tablet to start the new version.
failure-part-not-arrived = This part of Wingbook hasn’t arrived on this tablet yet.
    .kept = Nothing is lost; rounds and writing work without it.
    .todo = Connect to the prison server, then try again.
failure-not-here = This isn't on this tablet.
    .kept = Nothing is lost.
    .todo = Connect to the prison server, or search again.
failure-not-allowed = Your role may not do that.
    .kept = Nothing was changed.
    .todo = Ask your supervisor.
failure-own-record = Nobody reviews their own records.
    .todo = Another reviewer must review this one.
failure-nobody-reads = Nobody could open a sealed report yet.
    .kept = What you wrote is kept as a draft that only you can open.
    .todo = Tell an administrator: somebody has to hold the role, or the facility needs a recovery key.
failure-not-in-practice = In practice nothing is sealed or sent.
    .kept = What you wrote is kept as a draft.
    .todo = Leave practice to send a real report.
failure-invalid = { $n ->
    [one] One answer is missing or can't be right.
   *[other] { $n } answers are missing or can't be right.
}
    .kept = Your draft is kept.
    .todo = Correct what is marked and save again.
failure-form = This form can't be used.
    .kept = Records made with it stay readable.
    .todo = Tell your administrator.
failure-internal = Something in Wingbook went wrong.
    .kept = What was saved stays saved, and drafts are kept.
    .todo = Try again. If it happens twice, tell your administrator what you did.

## Help

help-title = Help
help-detail = Short, and without a network
help-today = Today
    .one = This page shows your shift, across midnight: the next round and when it is due, what you promised to follow up, what a supervisor sent back.
    .two = The large button starts the next round. Everything on this page works without a connection.
help-round = Rounds
    .one = A stop is a cell or a ward with its people. One tap says exactly what you saw: “seen, no concern” for a person, “counted” for a ward.
    .two = Somebody isn't there: choose “Not here” and say where they are. “Don't know” warns everybody at once.
    .three = Alarm: “Pause” notes the time and hides the screen. A colleague can take the round over; each check keeps its author.
    .four = You may leave the round at any moment. It goes on exactly where you left it, even after the battery died.
help-count = Roll count
    .one = The count shows who should be here, who is absent and why, and how many you counted.
    .two = A difference is never blocked. Count again, then call the names, and tell control by radio.
help-people = People
    .one = Search by name, number or cell. Every line shows full name, number, place and birth year.
    .two = “Same name: check the number” means that somebody else in the wing is called the same.
help-write = Writing
    .one = Write facts that you saw or heard. No health details and no sources: tell health staff, security or the complaints officer instead.
    .two = Drafts are kept with every letter. You can lock the tablet in the middle of a word.
help-correct = Corrections
    .one = After each save “Undo” stays for 10 seconds. Later, open the record and correct it, move it to the right person, or withdraw it.
    .two = Corrections never erase what was written. Whoever may read the register can see both.
help-review = Reviewing
    .one = Accept a record, send it back with a reason, or escalate it. What is sent back appears on its author's page.
    .two = A round is reviewed as a whole, exceptions one by one. Nobody reviews their own records.
help-wings = Wings
    .one = Each wing as it is now: who is on the roll, who is out and why, the last count and the last round.
help-records = Records
    .one = Filter by time, wing, kind and author. A record shows its history, its corrections and its proof.
help-charts = Charts
    .one = Charts show what was not done: rounds missed, people whom nobody has spoken to. They rank nobody, and groups under ten are not shown.
help-prison = Prison
    .one = Wings, cells, wards and round plans are added here by administrators; supervisors may write round plans too. “1-20” makes twenty cells at once.
    .two = A tablet without a server begins here: first a wing, then its people (under People), then a round plan.
help-sync = Sending and receiving
    .one = “Saved on this tablet” means safe against power loss. “Received by the server” means that the server has it, unchanged.
    .two = No connection is nothing to worry about. Only “not accepted” needs you: the record says why and what to do.
help-sign-in = Signing in
    .one = Sign in with staff number and passphrase. Whoever has signed in once on a tablet needs no network there.
    .two = With a PIN you come back while Wingbook stays open. With a badge and its PIN, or with a passkey, you come in also after it was closed or the tablet was restarted. All of them are made under More, Sign-in and lock.
    .three = A badge and a passkey work on the tablet where they were made. Take a lost badge back there; a badge with its PIN in somebody else’s hands is you.
help-lock = Locking
    .one = The lock at the top of every page ends the session at once. Nothing can be read on a locked tablet.
    .two = Drafts are kept and open again when you sign in.
help-radio = Emergencies
    .one = Wingbook is not an alarm. In danger use the radio or the alarm button.
help-trust = Why records can be trusted
    .one = Each record is signed by whoever wrote it and chained to the one before. A change afterwards shows.
    .two = Times come from the tablet's clock, checked against the server's at each contact.
notices-title = Licences
notices-what = Wingbook is free software under the MIT or Apache 2.0 licence. It is built with the work of many others.
notices-read = Read the notices
notices-missing = The notices are not part of this build.

## Page: records

records-count = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
records-older = Records before { $date } are at the server.
records-older-fetch = Fetch older records
records-older-came = { $n ->
    [one] { $n } older record has come. It stays until you lock.
   *[other] { $n } older records have come. They stay until you lock.
}
records-older-none = Nothing older was found.
records-search = Text, name or number
records-filters = Filters
records-filter-remove = Remove filter: { $what }
records-clear = Clear filters
records-show = { $n ->
    [one] Show { $n } record
   *[other] Show { $n } records
}
records-show-more = Show more ({ $n } left)
records-none = No records
records-none-todo = Nothing on this tablet fits the filters. Choose a longer time, or clear them.
records-choose = Nothing chosen
records-choose-todo = Choose a row of the list to read it here.
records-open = Open the record
records-mine = yours
records-time = Time
records-today = Today
records-24h = 24 hours
records-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
records-own-range = From day to day
records-range = { $from } to { $to }
records-from = From
records-to = To
records-wing = Wing
records-all-wings = All wings
records-kind = Kind
records-all-kinds = All kinds
records-author = Author
records-all-authors = All authors
records-author-find = Find an author
records-one-person = About one person
records-review = Review
records-review-any = Any
records-review-none = Not reviewed
records-review-answered = Answered
records-review-accepted = Accepted
records-review-sent-back = Sent back
records-review-escalated = Escalated
records-about-time = about { $time }
records-withdrawn = Withdrawn
records-moved = Moved to the right person
records-corrected = Corrected
records-late = Written later
records-paper = From paper
records-not-certified = Author not yet certified
records-kind-round = Round
records-count-result = { $counted } of { $expected }
records-stops = { $done } of { $all } stops
records-kind-check = Cell visit
records-kind-round-event = Course of a round
records-kind-count = Roll count
records-kind-notice = Notice
records-kind-move = Move
records-kind-review = Review
records-kind-reply = Reply
records-kind-follow-up-done = Follow-up done

## Page: to review

review-count = { $n ->
    [one] { $n } waits for a decision
   *[other] { $n } wait for a decision
}
review-none = Nothing waits
review-none-why = Everything that reached this tablet is decided. What comes in appears here.
review-urgent = Urgent
review-rounds = Rounds
review-records = Records
review-why-missing = Somebody is missing
review-why-count-differs = Count differs
review-why-could-not = Could not check
review-why-late = Late
review-why-answered = Answered
review-n-of-n = { $done } of { $all }
review-stops = { $done } of { $all } stops checked
review-due = due { $due }, { $walked }
review-from-to = { $from } to { $to }
review-not-ended = since { $from }, not ended
review-unchecked = Not checked: { $names }
review-exceptions = { $n ->
    [one] { $n } exception
   *[other] { $n } exceptions
}
review-exceptions-title = Exceptions
review-no-exceptions = No exceptions
review-other-stops = Other stops
review-running = Not ended
review-open-count = Open the roll count
review-not-checked = Not checked
review-count-figures = Expected { $expected }, counted { $counted }
review-counted = Counted: { $n }
review-counted-of = Counted: { $n } · expected { $expected }
review-seen = Seen, no concern: { $n }
review-could-not-covered = Could not check: asleep, covered
review-could-not-door = Could not check: door blocked
review-could-not-incident = Could not check: incident
review-could-not-key = Could not check: no key
review-accept = Accept
review-accept-of = Accept: { $name }
review-send-back = Send back
review-send-back-hint = The author reads this on their first page and can correct or answer.
review-escalate = Escalate
review-escalate-hint = Another reviewer finds this first in their queue, and decides.
review-reason = Reason
review-reason-missing = Write a reason
review-again = Decide again
review-done-accepted = Accepted: { $what }
review-done-sent-back = Sent back: { $what }
review-done-escalated = Escalated: { $what }
review-own = This is your own. Another reviewer reviews it.

## Page: wings

wings-detail = As they are now; nothing is changed from here
wings-none = No wings
wings-none-todo = They come with the first connection to the prison server.
wings-roll = On the roll
wings-on-roll = on the roll
wings-of-places = { $n ->
    [one] on the roll, { $n } place
   *[other] on the roll, { $n } places
}
wings-out = Out
wings-nobody-out = Nobody
wings-out-part = { $reason }: { $n }
wings-last-count = Last roll count
wings-no-count = None in two days
wings-count-agrees = { $n }, agrees, { $time }
wings-count-differs = { $counted } of { $expected }, differs, { $time }
wings-last-round = Last round
wings-next-round = Next round
wings-round-done = Done
wings-round-done-late = Done, late
wings-round-done-open = { $n ->
    [one] Ended, one stop not checked
   *[other] Ended, { $n } stops not checked
}
wings-round-running = Under way
wings-round-paused = Paused
wings-round-due = Due
wings-round-overdue = Overdue
wings-round-missed = Missed
wings-round-upcoming = Planned
wings-notices = Notices
wings-people = People of this wing
wings-rounds = Rounds of this shift
wings-no-rounds = None planned and none started
wings-counts = Roll counts
wings-records = Newest records
wings-all = All of 90 days ({ $n })

## Page: charts

charts-detail = What was not done. Each bar and each name opens what stands behind it.
charts-rounds = Rounds done against planned
charts-in-time = In time
charts-late = Late
charts-missed = Missed
charts-not-whole = Not to the end
charts-planned = Planned
charts-day = Day
charts-round-figures = { $planned } planned, { $in_time } in time, { $late } late, { $not_whole } not to the end, { $missed } missed
charts-as-table = Show as a table
charts-as-bars = Show as bars
charts-no-rounds = No rounds were planned
charts-no-rounds-why = Round plans are made by supervisors and come with the prison server.
charts-contacts = Who has not been spoken to
charts-contacts-how = Days since somebody last spoke with them. Groups under ten are not shown.
charts-since = Last spoken to
charts-people = People
charts-too-few = Too few to show
charts-days-up-to = { $n ->
    [one] Within { $n } day
   *[other] Within { $n } days
}
charts-days-between = { $from } to { $to } days ago
charts-days-more = { $n ->
    [one] More than { $n } day ago, or never
   *[other] More than { $n } days ago, or never
}
charts-names-long = { $n ->
    [one] More than two weeks: { $n } person
   *[other] More than two weeks: { $n } people
}
charts-names = { $n ->
    [one] One to two weeks: { $n } person
   *[other] One to two weeks: { $n } people
}

## Page: prison

prison-title = Prison
prison-detail = Wings, cells and round plans
prison-none = No wings yet
prison-none-todo = A wing with its cells comes first. People and round plans follow.
prison-add-wing = Add a wing
prison-change = Change
prison-rooms = { $n ->
    [one] { $n } cell or ward
   *[other] { $n } cells and wards
}
prison-rooms-title = Cells and wards
prison-add-rooms = Add cells or wards
prison-wing-name = Name of the wing
prison-room-name = Name of the cell or ward
prison-name-missing = Write the name
prison-name-taken = There is one of this name already
prison-kind = Cells or wards?
prison-cells = Cells
prison-cells-hint = People are called by name
prison-wards = Wards
prison-wards-hint = For many: people are counted
prison-room-names = Which ones?
prison-room-names-hint = Numbers from and to, or names with commas between them: 1-20, A1-A12, Sick bay
prison-rooms-preview = { $n ->
    [one] { $n } in all: { $first }
   *[other] { $n } in all, from { $first } to { $last }
}
prison-rooms-missing = Write which cells or wards there are
prison-rooms-many = At most 200 at a time
prison-rooms-long = One of the names is too long
prison-rooms-twice = One of them stands there twice
prison-rooms-taken = The wing has one of this name already
prison-capacity-each = How many people is each of them for? (may stay empty)
prison-capacity = How many people is it for? (may stay empty)
prison-capacity-n = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
prison-out-of-use = Out of use
prison-out-of-use-hint = Rounds pass by what is out of use.
prison-plans = Round plans
prison-plans-none = No round plans yet
prison-plans-none-todo = A round plan says when a wing is walked. The next round then stands under Today.
prison-plan-add = Add a round plan
prison-plan-name = Name of the round
prison-plan-stops = Its stops are all cells and wards of the wing, in the order of walking.
prison-times = When does it begin?
prison-times-hint = Times with commas between them: 06:00, 14:30, 22:00
prison-times-missing = Write when it begins
prison-times-unread = Write times such as 21:40, with commas between them
prison-times-many = At most 96 times a day
prison-window = How many minutes may it begin late?
prison-window-n = { $n ->
    [one] may begin { $n } minute late
   *[other] may begin { $n } minutes late
}
round-none-plans = The round plans say when the next one begins.
people-nobody = Nobody lives here yet
people-nobody-why = Add people with their cell or ward. Rounds then show them stop by stop.
person-add = Add a person
person-change = Change details
person-name = Full name
person-name-missing = Write the full name
person-number = Prisoner number
person-number-taken = Somebody else has this number. Check both of them.
person-born-when = Date of birth
person-born-hint = As far as it is known: 1988, 1988-05 or 1988-05-02
person-born-unread = Write the year first, such as 1988 or 1988-05-02; no day that is still to come
person-sex = Sex
person-sex-female = Female
person-sex-male = Male
person-place = Cell or ward
person-place-none = None yet
person-place-moves = Another cell is written down as a move, now.
person-left = No longer in this prison
person-left-hint = Records stay. Lists and rounds no longer show this person.
save-and-another = Save and add another

## Page: print

print-now = Print
print-of = { $what }: { $wing }
print-printed = Printed { $time }, { $tablet }, { $name }
print-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
print-no-cell = No cell
print-name = Name
print-number = Number
print-born = Born
print-notices = Notices
print-enter-afterwards = Afterwards enter this sheet on a tablet: Round, Enter from paper. Then lock it away.
print-round-started = Began { $time }; { $done } of { $all } stops checked when printed
print-officer = Officer
print-date = Date
print-began = Began
print-ended = Ended
print-stop = Stop and people
print-time = Time
print-seen = Seen
print-not-here = Not here
print-why = Why
print-initials = Initials
print-counted-blank = Counted: ______

## Page: wrong person

wrong-title = Wrong person
wrong-stays = What was written stays. From now on it stands with the person who was meant.
wrong-who = Who stands there by mistake?
wrong-who-missing = Choose who stands there by mistake
wrong-meant = Who was meant?
wrong-meant-missing = Choose who was meant
wrong-meant-same = That is the same person
wrong-why = How did it come about?
wrong-save = Give it to the right person

## Page: a round from paper

paper-title = Enter a round from paper
paper-detail = Each stop gets the time on the sheet; the record says that it was copied.
paper-what = A round that was walked with a sheet of paper is copied here afterwards.
paper-enter = Enter from paper
paper-which = Which round was it?
paper-which-missing = Choose which round it was
paper-day = Day on the sheet
paper-began = Began, as on the sheet
paper-start = Enter its stops
paper-time = Time on the sheet
paper-time-unread = Write a time such as 21:40
paper-live = Go on without paper
paper-count = Roll count from its sheet

## Sound

settings-sound = Sound at each check (it is felt first)
sound-day = By day only
sound-never = Never
sound-always = At night too

## Page: rounds, counts, people, writing, records

round-all-stops = All stops
round-arrived = Arrived since the start
round-battery = Battery at { $percent } %: hand over or print
round-change = Change
round-check-again = Check again
round-colleague = Colleague
round-colleagues-more = { $n ->
    [one] One more is found by typing
   *[other] { $n } more are found by typing
}
round-could-not = Could not check
round-could-not-n = { $n ->
    [one] { $n } stop could not be checked
   *[other] { $n } stops could not be checked
}
round-could-not-hint = A tap on the reason saves it.
round-could-not-asleep = Asleep and covered
round-could-not-door = Door or hatch blocked
round-could-not-incident = An incident
round-could-not-key = No key
round-could-not-other = Another reason
round-confirm = Confirm
round-seen-concern = Seen, with a concern
round-start-other = Start another round
round-unfinished = You have a round that is not ended
round-count-record = Roll count
round-counted = Counted: { $n }
round-dont-know = Don’t know
round-dont-know-hint = An urgent notice goes to everybody
round-end = End the round
round-end-only = End without a count
round-end-open = { $n ->
    [one] One stop is not checked. End the round all the same?
   *[other] { $n } stops are not checked. End the round all the same?
}
round-end-why = Why does it end before?
round-end-why-missing = Write the reason
round-end-back = Go on with the round
round-ended-why = Ended before every stop was checked
round-ended = The round has ended
round-ending = Before the round ends
round-event-paused = Paused: alarm
round-event-resumed = Resumed
round-event-handed-over = Handed over
round-event-taken-over = Taken over
round-event-ended = Ended
round-find = Find a person at this stop
round-go-there = Go there
round-hand-over = Hand over
round-hand-over-to = Hand over to
round-handed-over = Handed over
round-leave = Leave the round
round-to-clear-up = To clear up
round-nobody-knows = Nobody knows where
round-left = Not checked
round-more = More
round-moved-out = Moved out since the start
round-moved-to = Moved to { $place }
round-next = Next stop
round-next-named = Next: { $name }
round-no-colleague = No colleague of this name
round-nobody-here = Checked: nobody here
round-not-checked = Not checked
round-missing-n = Nobody knows where: { $n }
round-not-checked-n = Not checked: { $n }
round-not-here = Not here
round-not-here-n = Not here: { $n }
round-nothing-left = Every stop is checked
round-open-person = Open this person’s page
round-partly = Partly checked
round-pause = Pause: alarm
round-paused-at = Paused { $time }
round-paused-by = Paused by { $name }
round-people = People: { $n }
round-people-checked = { $done } of { $all } people checked
round-person-state = What did you see?
round-previous = Previous stop
round-print = Print the round sheet
round-progress = { $done } of { $all }
round-remark-missing = Write the other reason here first
round-remark = Remark
round-resume = Resume
round-run-by = { $name } runs this round
round-saving = Saving…
round-seen = Seen
round-seen-n = Seen: { $n }
round-seen-no-concern = Seen, no concern
round-show-all = Show all
round-show-open = Show unchecked
round-stop-checked = Checked { $time }
round-stop-could-not = Could not be checked { $time }
round-stop-empty = Nobody lives here
round-stop-open = Not checked yet
round-stops-checked = { $done } of { $all } stops checked
round-take-over = Take over
round-title = Round
round-to-count = To the roll count
round-to-today = To Today
round-unsaved = Not saved yet: { $n }
round-write-more = Write more
round-shift = Of this shift, across midnight
round-none = No round is due
round-none-why = Round plans are made by supervisors and come with the prison server.
round-unplanned = Start a round outside the plan
round-over = Over
round-go-on = Go on
round-look = Look
round-start = Start round
sheet-number = Number
sheet-person = Person
sheet-place = Place
sheet-seen = Seen
sheet-sign = Initials
sheet-why = If not, why
count-title = Roll count
count-sum = On the roll { $roll } − absent { $absent } = expected { $expected }
count-counted = Counted
count-again = Count again
count-by-name = Call by name
count-missing-number = Write how many were counted
count-unseen = On the roll, not seen in the round
count-absent = Absent, and why
count-earlier = Counted so far
count-figures = { $counted } counted, { $expected } expected
count-agrees = Agrees
count-differed = Differs
count-too-few = { $n ->
    [one] { $n } too few
   *[other] { $n } too few
}
count-too-many = { $n ->
    [one] { $n } too many
   *[other] { $n } too many
}
count-then-recount = Sign what was counted; then count again.
count-then-named = Sign what was counted; then call by name.
count-then-control = Tell control by radio now.
count-missing = Who is missing?
count-control = Control
count-control-told = Control was told by radio
count-note = Remark
count-sign = Sign the count
today-sent-back = Sent back to you
today-follow-ups = You promised to follow up
today-notices = Notices
today-rounds = Other rounds of this shift
today-offered = Handed over to you
today-receiving = The registers are still arriving: what colleagues did may be missing here.
empty-receiving = Registers are still arriving
empty-receiving-todo = Nothing of this has reached this tablet yet. Stay near the network; what arrives appears here.
today-receiving-n = { $done } of { $total } received
today-waiting = Waiting to be sent: { $n }
today-overdue = overdue
today-done = Done
people-total = People: { $n }
people-search = Name, number or cell
people-none = Nobody found
people-none-todo = Try part of the name, the number or the cell.
people-by-cell = By cell
people-by-name = By name
person-write-contact = Write a contact
person-last-contact = { $n ->
    [0] Somebody spoke with them within the last day
    [one] Last spoken with { $n } day ago
   *[other] Last spoken with { $n } days ago
}
person-no-contact = No record here of a conversation with them
person-also = Also called { $names }
person-follow-ups = Promised and still open
person-more = Write something else, or goes out
person-write-observation = Write an observation
person-write-incident = Write an incident
person-write-security = Report to security
person-write-protection = Complaint or ill-treatment
person-write-notice = Write a notice
person-timeline = Records
person-nothing = No records yet
person-nothing-todo = What is written about this person stands here.
person-back = Is back
person-out = Goes out of the wing
person-out-court = To court
person-out-hospital = To hospital
person-out-work = To work
person-out-visit = To a visit
record-history = What became of it
record-proof = Proof
record-verified = The signature fits, and the facility certifies its signer.
record-not-verified = Not yet certified by the facility.
record-answer = Your answer
record-answer-missing = Write your answer
record-answer-do = Send the answer
record-correct = Correct
record-withdraw = Withdraw
record-withdraw-why = Why is it withdrawn?
record-withdraw-missing = Say why you withdraw it
record-withdraw-do = Withdraw
record-was-corrected = Corrected
record-moved-from = Not about
record-moved-to = About
record-was-moved = It was somebody else
record-was-withdrawn = Withdrawn
record-was-accepted = Accepted
record-was-sent-back = Sent back
record-was-escalated = Escalated
record-was-followed-up = Followed up
record-was-answered = Answered
record-undone = Undone at once by its author
form-acknowledge = I have read this
form-change = Change
form-clear = Clear
form-error-choice = Choose one of these
form-error-constraint = This answer does not fit
form-error-large = Too long
form-error-range = Between { $least } and { $most }
form-error-required = An answer is needed
form-error-type = Not of this kind
form-filter = Filter the answers
form-hour-back = An hour earlier
form-hour-on = An hour later
form-hours-ago = Hours ago: { $n }
form-me = Me
form-minutes-ago = Minutes ago: { $n }
form-minutes-back = { $n } minutes earlier
form-minutes-on = { $n } minutes later
form-now = Now
form-part-add = Add: { $name }
form-part-remove = Remove: { $name }
form-problem = { $question }: { $problem }
form-progress = { $done } of { $all } answered
form-remove = Remove { $name }
form-search-none = Nothing found
form-search-person = Name, number or cell
form-search-place = Name of the place
form-search-staff = Name of the colleague
form-time-none = No time yet
write-about = Whom is it about?
write-about-missing = Choose whom it is about
write-about-more = Add somebody
write-about-search = Name, number or cell
write-again = Write again
write-care = Facts that you saw or heard
write-care-complaint = A complaint or ill-treatment: tell the complaints officer.
write-care-else = What does not belong here
write-care-health = Health: tell the health staff.
write-care-security = Security and sources: tell the security department.
write-sealed = Tell somebody in confidence
write-form-security-report = Sealed: only the analysts of security open it.
write-form-protection-report = Sealed: only those named for complaints open it, never the wing.
submission-title = This report is sealed
submission-how = Once it is sealed you can’t open or correct it any more. Your name stands inside, for its readers alone.
submission-readers = It can be opened only by: { $names }, by whoever takes over from them, and with the recovery key.
submission-recovery-only = Nobody is named to read it yet. The facility’s recovery key opens it.
submission-nobody = Nobody is named to read it yet, and there is no recovery key: it can’t be sealed. What you write stays a draft.
submission-seal = Seal and send
submission-sealing = The report is being sealed
submissions-title = Sealed reports
submissions-detail = Reports to security, complaints and ill-treatment
submissions-none = No report has come
submissions-none-detail = What is sealed to you arrives here when the tablet is connected.
submissions-by = Written by
submissions-unproved = Signature not certified
submissions-locked = { $n ->
    [one] One report can’t be opened yet
   *[other] { $n } reports can’t be opened yet
}
submissions-locked-detail = They were sealed before you could read them on this tablet. They open once a colleague who reads them has been connected, or with the recovery key.
submissions-with-key = Open with the recovery key
write-certainty-about = About then
write-certainty-date = Only the day is known
write-certainty-exact = At that time
write-certainty-unknown = Not known
write-correct-detail = The record stays; the correction stands beside it.
write-discard = Discard
write-discarded = Draft discarded
write-draft-correction = { $form }: correction
write-drafts = Drafts
write-earlier = Earlier
write-facts = Facts that you saw or heard; no health details, no sources
write-form-contact = What was said in a conversation
write-form-count = A count taken on paper
write-form-incident = What happened
write-form-notice = For everybody
write-form-observation = What was seen
write-from-paper = From paper
write-not-you = Your role writes no records here
write-not-you-todo = Officers, supervisors and health staff write. Ask your supervisor if that is wrong.
write-notice = Notice
write-notice-care = An operational fact, never a diagnosis
write-notice-example = For example: keep apart until 24 November, ask health
write-notice-missing = Write the notice
write-notice-text = What everybody must know
write-notice-until = Until
write-notice-until-hint = Without a day it is to be reviewed tomorrow
write-notice-urgent = Urgent
write-outdated = This record was changed after you began to correct it, { $time }
write-outdated-todo = Below stands the record as it is now. What you had written is kept here and is not taken over.
write-left-since = This record was withdrawn after you began to correct it, { $time }
write-left-todo = What you had written is kept here until you discard it. Nothing of it was saved as a record.
write-outdated-words = What you had written
write-reason = Why is it corrected?
write-reason-hint = It stands beside the correction
write-reason-missing = Say why
write-left = Correction of a withdrawn record
write-left-detail = The record was withdrawn after you began. Nothing of this was saved in it.
write-resumed = You go on where you stopped, { $time }
write-undone = Undone; the answers are a draft again
write-what = What do you write?
write-when = When was it?
write-when-future = That is still to come
write-when-missing = Say when it was
notice-missing = Not seen, and nobody knows where
notice-open = Open the notice
notice-overdue = Review overdue
notice-until = Until { $time }
notice-review = To be reviewed { $time }
notice-urgent = Urgent

## Vaccination

form-search-product = Name of the vaccine or its maker
write-form-dose = A dose given, refused or put off
person-write-dose = Write down a dose
vaccination = Vaccination
vaccination-none = No dose is written down
vaccination-as-of = Records of other tablets as of { $time }
vaccination-as-of-never = Only what was written on this tablet: nothing has come from others
vaccination-unassigned = A dose
vaccination-dose = Dose { $n }
vaccination-booster = Dose { $n }, booster
vaccination-complete = Series complete with dose { $n }
vaccination-incomplete = Series not complete
vaccination-unclear = Whether the series is complete can’t be told: a vaccine is not known
vaccination-due-any = { $dose } can be given
vaccination-due-unknown = { $dose }: when can’t be told
vaccination-due-since = { $dose } due since { $date }
vaccination-due-from = { $dose } due from { $date }
vaccination-due-between = { $dose } due from a day between { $first } and { $last }: a date is known in part only
vaccination-day-unknown = day not known
vaccination-product-unknown = vaccine not known
vaccination-lot = lot { $lot }
vaccination-also = { $n ->
    [one] one more record says the same
   *[other] { $n } more records say the same
}
vaccination-stands-under = entered under { $person }
dose-source-here = given here
dose-source-card = from the card
dose-source-register = from another register
dose-source-memory = from memory
dose-refused = Refused
dose-not-today = Put off
dose-why-objection = objects
dose-why-caregiver = whoever answers for the child refuses
dose-why-immunity = immune already
dose-why-had-disease = had the disease
dose-why-acute = ill now
dose-why-chronic = ill for long
dose-why-allergy = allergy
dose-why-immunocompromised = weak immune system
dose-why-precaution = another medical precaution
dose-why-stock = none left
dose-warning-second = A second dose on one day
dose-warning-early = { $n ->
    [one] One day too early: not before { $date }
   *[other] { $n } days too early: not before { $date }
}
dose-warning-maybe-early = { $n ->
    [one] Perhaps too early, by one day at most
   *[other] Perhaps too early, by { $n } days at most
}
dose-warning-mixed = Another vaccine than before ({ $before })
dose-warning-unknown = This vaccine is not in the list
dose-warning-expired = { $n ->
    [one] The lot had expired one day before
   *[other] The lot had expired { $n } days before
}
dose-warning-age = { $n ->
    [one] Younger than one year
   *[other] Younger than { $n } years
}
dose-warning-booster-only = Only for boosters: the series was not complete
dose-warning-ahead = A dose is dated after today: check its date and this tablet’s
dose-warning-beyond = More boosters than are planned

## Vaccination sessions
nav-session = Session
records-kind-clinic-step = Step of a session
clinic-title = Vaccination session
clinic-open = Open the session
clinic-start = Start a session
clinic-none = No vaccination session yet
clinic-none-todo = Start one: vaccine and lot are said once, then three taps for each person.
clinic-over = Ended
clinic-runs = Under way
clinic-offered = Handed over to you
clinic-reconciles = Adds up
clinic-differs = Does not add up
clinic-given = Doses given: { $n }
clinic-place = Where?
clinic-place-none = Not said
clinic-vaccinator = Who gives the doses?
clinic-vaccinator-me = I do
clinic-site = Where on the body?
clinic-observation = How long is everybody watched afterwards?
minutes = { $n } min
site-left-arm = Left arm
site-right-arm = Right arm
site-left-thigh = Left thigh
site-right-thigh = Right thigh
clinic-since = since { $time }
clinic-given-by = given by { $name }
clinic-run-by = { $name } runs this session
clinic-run-by-nobody = Nobody runs this session
clinic-take-over = Take over
clinic-hand-over = Hand over
clinic-vial = Open a vial
clinic-vial-first = Read it from the vial. It then stands on every dose.
clinic-no-vial = No vial is open. Open one first.
clinic-vial-old = This vial has been open too long: throw it away and open another one.
clinic-doses-left = Doses left: { $n }
clinic-discard = Throw away at { $time }
clinic-expired = Expired
clinic-search = Name or number, or scan a card
clinic-found-more = And { $n } more: type more of the name
clinic-walk = In the order of cells
clinic-walk-none = Only by search
clinic-walked = Seen: { $done } of { $all }
clinic-next = Next person
clinic-back = Back to the list
clinic-had-dose = had a dose
clinic-seen-here = In this session already: { $what }, { $time }
clinic-right-person = This is the right person
clinic-agreed = Agreed, nothing stands against it
clinic-not-today = Not today
dose-overridden = in spite of a warning: { $why }
clinic-why-not = Why not?
clinic-give = Given
clinic-why = Why is it given all the same?
clinic-why-missing = Write why. It stays with the record.
clinic-gave = Dose written down for { $name }
clinic-gave-then = Dose written down for { $name }. { $next }
clinic-noted = Written down for { $name }
clinic-watched = Watched after their dose
clinic-minutes-left = { $n } min, until { $time }
clinic-may-go = May go
clinic-came = Seen in this session: { $n }
clinic-came-more = And { $n } before them: see Records
clinic-totals = Doses
clinic-lot = Vaccine and lot
clinic-drawn = Drawn
clinic-given-doses = Given
clinic-wasted = Thrown away
clinic-left = Left
clinic-more-than-drawn = More went than was drawn: { $n }
clinic-missing = Not accounted for: { $n }
clinic-not-opened = No vial of it was opened: { $n }
clinic-count = Count what is left
clinic-count-end = Count and end
clinic-count-hint = Count the doses that are left in open vials. Leave a lot empty if nobody counted it.
clinic-count-lot = { $lot } (should be { $n })
clinic-count-save = Write the count down
clinic-end = End the session
clinic-ended = The session has ended
clinic-ended-at = Ended { $time }
clinic-waste = Doses thrown away
clinic-extra = Drawn beyond the label
clinic-extra-hint = A vial may hold a dose more than its label says. It is written down here, so that the doses add up.
clinic-step-opened = Vials opened: { $n }, doses in each: { $doses }
clinic-step-extra = Drawn beyond the label: { $n }
clinic-step-wasted = Thrown away: { $n }
clinic-step-left = Left: { $n }
clinic-steps = Vials, waste and counts
clinic-step-correct = What should it say?
clinic-step-lot-hint = Doses that were given keep the lot that they were given with: correct those in their records.
clinic-step-doses-missing = Write how many.
clinic-step-why = Why is it corrected?
clinic-step-why-missing = Write why. Both stay readable.
vial-product = Which vaccine?
vial-lot = Lot, as it stands on the vial
vial-lot-missing = Write the lot.
vial-expiry = Until when may it be used?
vial-expiry-hint = Year and month: 2027-03
vial-expiry-unread = Write the year and month, perhaps the day: 2027-03 or 2027-03-31.
vial-expired = This lot has expired. Do not use it.
vial-doses = Doses in a vial
vial-doses-missing = How many doses does a vial hold?
vial-vials = Vials
vial-open = Open it
vial-until = to { $date }
waste-doses = How many doses?
waste-reason = Why thrown away?
waste-reason-missing = Choose the reason.
waste-save = Write it down
waste-contamination = Contaminated
waste-partial-use = Not used up in time
waste-colour-change = The vial monitor changed colour
waste-expiry = Expired

## Coverage, dose card
nav-coverage = Coverage
coverage-as-of = As of { $time }, of everybody who is here
coverage-small = Groups under ten show no figures, nor does a group from which they could be reckoned.
coverage-due = Next dose
coverage-due-now = Due now
coverage-due-week = Due within the next seven days
coverage-not-given = Not given: { $n }
coverage-all = Everybody
coverage-no-wing = In no wing
coverage-prisoners = Prisoners
coverage-staff = Staff
coverage-family = Families of staff
coverage-visitors = Visitors
coverage-children = Children living with a parent
coverage-sex-unknown = Sex not known
coverage-age = { $from } to { $to } years
coverage-age-from = { $from } years and over
coverage-age-unknown = Age can’t be told
coverage-by-wing = By wing
coverage-by-category = By category
coverage-by-sex = By sex
coverage-by-age = By age
coverage-group = Group
coverage-one-dose = One dose or more
coverage-two-doses = Two or more
coverage-complete = Series complete
coverage-booster = Booster
coverage-share = { $n } ({ $percent } %)
coverage-doses = Doses given here: { $n }
coverage-no-doses = No dose in this time
coverage-day = Day
coverage-times = Times
dose-card = Dose card
dose-card-print = Print the dose card
dose-card-born = born { $date }
dose-card-dose = Dose
dose-card-day = Day
dose-card-vaccine = Vaccine
dose-card-lot = Lot
dose-card-known-from = Known from
dose-card-sign = Signature and stamp:

## Check in

nav-check-in = Check in
nav-due = Due
check-in-first = Search first: whoever comes back stands here already.
check-in-search = Name, number or cell
check-in-none = Try another spelling, or add somebody new.
check-in-more = More people fit: { $n }. Write more of the name.
check-in-add = Add somebody new
check-in-kind = Who is it?
category-prisoner = Prisoner
category-visitor = Visitor
category-family = Family of staff
category-child = Child living with a parent
check-in-one-name = One name is enough.
check-in-choose = Choose a place
check-in-why = Why are they here?
check-in-why-missing = Choose why they are here.
check-in-where = Which cell or ward?
check-in-do = Check in
check-in-saved = Checked in, saved on this tablet
check-in-next = Next person
check-in-dose = Write an earlier dose
check-do = Health check
check-list = Health checks
write-form-health-check = What you measure and ask when somebody arrives
check-clear = Clear
check-keep-apart = Keep apart
check-refer = Refer to a clinician
check-celsius = { $n } °C
check-nothing-yet = Nothing yet
check-and-apart = keep apart until then
check-urgent = at once
check-repeat = Read the temperature again after some minutes of rest.
check-postpone = Too much fever to be vaccinated today.
check-unanswered = Not asked yet: { $list }
check-say-why = You decide otherwise: say why below.
check-rule-raised = The temperature is raised.
check-rule-fever = Fever
check-rule-very-low-oxygen = Very little oxygen
check-rule-low-oxygen = Little oxygen
check-rule-breathless = Short of breath
check-rule-symptoms = A symptom that others may catch
check-rule-milder = Several milder symptoms
check-rule-tuberculosis = A sign that asks for a tuberculosis test
check-rule-test = The test found something.
check-rule-contact = Contact with somebody ill
check-ask-temperature = temperature
check-ask-spo2 = oxygen
check-ask-symptoms = symptoms
check-ask-exposure = contact
check-ask-test = test
arrival-admission = Admission
arrival-release = Release
reason-transfer-in = Transfer in
reason-return-court = Back from court
reason-return-hospital = Back from hospital
reason-shift = Staff shift
reason-visiting = Visit
reason-asked = Asked to be seen
records-kind-keep-apart = Kept apart
records-kind-keep-apart-end = No longer kept apart
records-kind-apart-visit = Visit to somebody kept apart
records-kind-notice-end = End of a notice
records-kind-same-person = Same person
records-kind-not-same-person = Not the same after all
notice-apart = Keep apart, ask health
notice-apart-until = Keep apart in { $place } until { $date }, ask health
notice-apart-review = Keep apart in { $place }, to be reviewed on { $date }, ask health
apart-to-decide = Decided: keep apart. Say where and until when.
apart-proposed = The rules propose to keep apart until a clinician has seen them.
apart-decide = Keep apart
apart-crosses = Only the place and the day go to the wing, never the reason.
apart-where = Where?
apart-how-long = How long?
apart-ends-on = Until a day
apart-reviewed-on = Open, reviewed on a day
apart-day = Which day?
apart-decider = Decided by
apart-place-missing = Choose where.
apart-day-over = Choose a day that is still to come.
apart-saved = Kept apart, saved on this tablet
apart-punishment = Punishment cell
apart-punishment-warning = This is a punishment cell.
apart-punishment-why = Nobody is kept there for their health. Choose another place; if there is none, the health lead is told.
apart-in = Kept apart in { $place }
apart-until = until { $date }
apart-review = review on { $date }
apart-since = since { $time }
apart-visited = seen { $time }
apart-never-visited = not seen yet
apart-overdue = Review overdue
apart-visit-due = Not visited today
apart-visit-done = Visited today
apart-visit = Visited
apart-visit-note = Visited, with this note
apart-more = Note, change, end
apart-note = Note
apart-change = Change place or day
apart-end = No longer keep apart
apart-end-why = Why does it end?
apart-end-recovered = Well again, seen by health staff
apart-end-negative-test = A test found nothing
apart-end-time-over = The time is over, no signs of illness
apart-end-left = In hospital, transferred or released
apart-end-mistake = Decided by mistake
due-none = Nothing is due
due-none-of = Nothing is due for anybody found
due-of-everybody = Of everybody kept apart, not visited today: { $n }
due-none-todo = Who is kept apart stands here, and doses whose day has come.
due-apart = Kept apart; not visited today: { $n }
due-doses = Doses due: { $n }
due-more = Due for less long: { $n } more
same-this-one = This is the one
same-before-adding = Perhaps here already: { $n }
same-perhaps = Perhaps the same person: { $n }
same-person = Same person
same-look = Open
same-also = The same person, also written down as
same-undo = Not the same after all
alike-same-number = same number
alike-same-name = same name
alike-same-sound = name sounds the same
alike-similar-name = similar name
alike-part-of-name = part of the name
alike-same-birth-date = same birth date
alike-same-birth-month = same birth month
alike-same-birth-year = same birth year
alike-near-birth-year = birth year close by
alike-same-place = same place at first
alike-other-number = another number
alike-other-staff-number = another staff number
alike-other-birth-year = another birth year
alike-other-sex = man and woman
prison-punishment = Punishment cell
prison-punishment-hint = Health staff are warned before they keep anybody apart there.

## Vaccines of an administrator
vaccines = Vaccines
vaccines-detail = Doses, intervals, ages and codes
vaccine-add = Add a vaccine
vaccine-booster-only = Booster only
vaccine-doses-in-series = Doses in the series: { $n }
vaccine-wait = not before { $n } days
vaccine-changed = changed here
vaccine-unconfirmed = Some numbers of this vaccine are general knowledge that no source confirms: check them before a nurse goes by them.
vaccine-name = What is it called?
vaccine-holder = Who makes it?
vaccine-holder-missing = Write who makes it.
vaccine-disease = Against which disease?
vaccine-platform = What is it made of?
platform-mrna = mRNA
platform-vector = Viral vector
platform-inactivated = Inactivated virus
platform-subunit = Protein subunit
vaccine-doses = How many doses make the series? (0: booster only)
vaccine-minimum = Days before the next dose, at least
vaccine-usual = Days before the next dose, usually
vaccine-booster-minimum = Days before a booster, at least
vaccine-booster-usual = Days before a booster, usually
vaccine-age = From what age, in years?
vaccine-vial = Doses in a vial, by its label
vaccine-codes = Codes, one on a line
vaccine-codes-hint = Each line: the system, then the code, as in: cvx 208. Systems: { $systems }
vaccine-codes-unread = A line is no system and code, or the system is not known.

## Moves
nav-moves = Moves
moves-detail = The last { $n } days
moves-none = Nobody came, went or changed cell
moves-none-todo = Who is checked in, or moved from their page, stands here.

## Before a dose
clinic-check-today = Health check today at { $time }: { $said }
vial-product-none = Choose what stands on the vial
vial-product-missing = Choose the vaccine.

## Due, and why not
due-without-place = Decided to keep apart: say where
dose-why-too-early = too early
dose-why-absent = not here
dose-why-other = another reason
coverage-hidden = Hidden
category-staff = Staff

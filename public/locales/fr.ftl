### Wingbook en français.

## Table des termes, chacun avec une phrase où il sert.

# « Le registre du quartier est lu par les agents et les responsables. »
-register = { $number ->
   *[one] registre
    [many] registres
}
# « Cet enregistrement n’a pas été accepté. »
-record = { $number ->
   *[one] enregistrement
    [many] enregistrements
}
# « Une rectification n’efface jamais ce qui a été écrit. »
-correction = rectification
# « Votre visa est enregistré. »
-review = visa
# « La prochaine ronde est prévue à 21:30. »
-round = ronde
# « Dix passages en cellule restent à faire. »
-cell-visit = passage en cellule
# « L’appel présente un écart d’une personne. »
-roll-count = appel
# « Une consigne demande de les séparer jusqu’au 24 novembre. »
-notice = consigne
# « L’enregistrement est conservé sur cette tablette. »
-tablet = tablette
# « Trois enregistrements sont en attente d’envoi. »
-waiting = en attente d’envoi
# « Le serveur de l’établissement l’a reçu à 21:42. »
-server = serveur de l’établissement
# Une injection de vaccin : « La dose 2 est due à partir du 3 décembre. »
-dose = dose
# Une dose après la série : « Dose 3, rappel. »
-booster = rappel

## Partout

back = Retour
cancel = Annuler
close = Fermer
save = Enregistrer
done = Terminé
on = Activé
off = Désactivé
yes = Oui
no = Non
never = Jamais
unknown = Inconnu
loading = Un instant…
optional = (facultatif)
try-again = Réessayer
undo = Annuler
undo-done = Retiré. Les deux enregistrements restent au registre.
saved-on-tablet = Enregistré sur cette tablette
snackbar-label = Dernier message
skip-to-content = Aller au contenu
search-clear = Vider la recherche
help-open = Aide pour cette page
characters-left = { $n ->
    [one] { $n } caractère restant
   *[other] { $n } caractères restants
}
form-has-errors = { $n ->
    [one] Il manque encore une réponse
   *[other] Il manque encore { $n } réponses
}
stepper-less = Un de moins
stepper-more = Un de plus
date-none = Aucun jour choisi
date-today = Aujourd’hui
date-tomorrow = Demain
date-yesterday = Hier
date-in-days = { $n ->
    [one] Dans { $n } jour
   *[other] Dans { $n } jours
}
date-day-back = Un jour plus tôt
date-day-on = Un jour plus tard

## Le cadre

nav-label = Pages
nav-today = Service
nav-round = Ronde
nav-people = Personnes
nav-write = Écrire
nav-review = À viser
nav-wings = Quartiers
nav-records = Registre
nav-charts = Suivi
nav-more = Plus
header-tablet = Tablette :
lock = Verrouiller
lock-now = Verrouiller cette tablette
practice-ribbon = Entraînement : rien ne compte ici
update-ready = Une nouvelle version est prête. Elle démarre au verrouillage de la tablette.
keys-title = Touches
keys-show = Afficher ces touches
keys-search = Rechercher
keys-undo = Annuler le dernier enregistrement

## Où en est un enregistrement

delivery-saved = Enregistré sur cette tablette
delivery-waiting = En attente d’envoi
delivery-sent = Envoyé
delivery-received = Reçu par le serveur
delivery-received-at = Reçu par le serveur { $time }
delivery-refused = Non accepté

## Envoi et réception

sync-title = Envoi et réception
sync-detail = Ce qui attend, et le dernier contact avec le serveur
sync-no-server = Tablette seule
sync-no-server-long = Aucun : cette tablette travaille seule
sync-offline = Hors connexion
sync-waiting = { $n ->
    [one] { $n } en attente, { $age }
   *[other] { $n } en attente, le plus ancien { $age }
}
sync-refused = { $n ->
    [one] { $n } non accepté
   *[other] { $n } non acceptés
}
sync-running = Envoi et réception
sync-opening = Ouverture des registres
sync-starting = Démarrage
sync-problem = Serveur : problème
sync-all-sent = Tout est envoyé
sync-of-colleagues = { $n ->
    [one] { $n } d’un collègue en attente
   *[other] { $n } de collègues en attente
}
sync-server = Serveur
sync-last-contact = Dernier contact
sync-unreachable = Le serveur est injoignable depuis { $time }
sync-unreachable-next = Prochaine tentative : { $time }
sync-unreachable-todo = Continuez à travailler : tout est enregistré sur cette tablette et sera envoyé dès que le serveur répondra.
sync-received-so-far = Reçus jusqu’ici : { $n }
sync-last-full = Dernière fois que tout a été envoyé et reçu
sync-next-try = Prochain essai
sync-now = Envoyer et recevoir maintenant
sync-now-started = Essai en cours
sync-receiving = Réception : { $done } sur { $total }
sync-refused-title = { $n ->
    [one] Le serveur n’a pas accepté { $n } enregistrement
   *[other] Le serveur n’a pas accepté { $n } enregistrements
}
sync-refused-todo = Ils sont en sûreté sur cette tablette. Chacun indique la raison du refus et la marche à suivre.
sync-of-colleagues-title = { $n ->
    [one] { $n } enregistrement d’un collègue attend sur cette tablette
   *[other] { $n } enregistrements de collègues attendent sur cette tablette
}
sync-of-colleagues-todo = Ils sont en sûreté, et fermés pour vous. Ils partent quand leur auteur se connecte près du réseau, ou une autre personne qui détient leur registre.
sync-books = Registres
sync-book-received = { $n ->
    [one] { $n } document, dernière réception { $time }
   *[other] { $n } documents, dernière réception { $time }
}
sync-book-never = { $n ->
    [one] { $n } document, rien reçu pour l’instant
   *[other] { $n } documents, rien reçu pour l’instant
}
connect-title = Relier à un serveur de l’établissement
connect-detail = Pour que plusieurs tablettes partagent les registres
connect-intro = Ce qui a été écrit sur cette tablette est envoyé au serveur, et les registres de l’établissement arrivent ici. Rien n’est envoyé avant que vous ayez vu quoi.
connect-account = Il vous faut un compte à vous sur le serveur, sous le matricule { $number }, avec les rôles que vous avez ici. Aucune tablette ne doit encore l’utiliser : créez-le pour cela (wingbook-hub user add).
connect-passphrase = Phrase secrète de votre compte sur le serveur
connect-ask = Interroger le serveur
connect-as = Vous y êtes { $name }.
connect-missing = Il manque à votre compte sur le serveur : { $roles }. Sans cela il n’accepterait pas ce que vous avez écrit ici. Faites-vous l’attribuer par la personne qui s’occupe du serveur (wingbook-hub user roles), puis interrogez de nouveau. Rien n’a été envoyé.
connect-sent = Ce qui est envoyé
connect-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
connect-zone = Les heures s’affichent ensuite dans le fuseau du serveur : { $zone }.
connect-recovery = La clé de secours de l’établissement remplace celle qui a été faite ici. Gardez les papiers : ce qui a été scellé jusqu’ici peut encore en avoir besoin.
connect-after = La tablette se verrouille alors. C’est ensuite la phrase secrète du serveur qui l’ouvre, avec ou sans connexion. Comme sur toute tablette, les fiches du registre du quartier la quittent après 90 jours ; elles restent sur le serveur et peuvent être rappelées.
connect-for-good = Une tablette reste au serveur auquel elle a été reliée.
connect-do = Relier et envoyer
book-roster = Personnes et lieux
book-wing = Registre du quartier
book-health = Registre de santé
book-casework = Registre de suivi individuel
book-intelligence = Signalements de renseignement
book-protection = Plaintes et protection
book-training = Registre de formation
book-audit = Registre d’audit

## Personnes

person-no-number = sans numéro
person-born = né(e) en { $year }
person-birth-unknown = année de naissance inconnue
person-same-name = Même nom : vérifiez le numéro
person-notices = { $n ->
    [one] { $n } consigne
   *[other] { $n } consignes
}
reason-court = Au tribunal
reason-hospital = À l’hôpital
reason-work = Au travail
reason-visit = Au parloir
reason-moved = Changé de cellule
reason-release = Libéré(e)
reason-return = De retour
reason-admission = Écroué(e)
reason-unknown = Lieu inconnu
role-officer = Agent
role-reception = Greffe
role-health = Santé
role-health_lead = Responsable santé
role-casework = Suivi individuel
role-analyst = Analyste
role-complaints = Plaintes
role-training = Formation
role-supervisor = Responsable
role-administrator = Administrateur
role-auditor = Auditeur

## Mise en service

set-up-title = Mettre cette tablette en service
set-up-intro = Une fois par tablette. Aucun enregistrement n’y est conservé avant la première connexion d’un utilisateur.
set-up-how = Où vont les enregistrements ?
set-up-with-server = Vers le serveur de l’établissement
set-up-with-server-hint = Plusieurs tablettes partagent les registres. Le travail continue sans connexion.
set-up-alone = Nulle part : cette tablette seule
set-up-alone-hint = Un serveur peut être ajouté plus tard. D’ici là, tablette perdue, enregistrements perdus.
set-up-address = Adresse du serveur de l’établissement
set-up-address-hint = Comme à l’écran du serveur. Elle commence par https://, sur le serveur lui-même par http://localhost
set-up-no-answer = Aucun serveur de la prison ne répond à cette adresse.
set-up-no-answer-check = Vérifiez l’adresse lettre par lettre. La tablette et le serveur doivent être sur le même réseau.
set-up-no-answer-ask = La personne qui s’occupe du serveur connaît l’adresse et sait s’il fonctionne.
set-up-no-answer-detail = Pour l’administrateur
set-up-check = Vérifier l’adresse
set-up-probing = Recherche du serveur
set-up-running = Mise en service
set-up-server-found = Trouvé : { $facility }
set-up-server-version = Wingbook { $version }
set-up-server-unchecked = Vérifiez l’adresse : aucun serveur n’y a encore répondu
set-up-clock-off = { $n ->
    [one] L’horloge de cette tablette a { $n } minute d’écart. Réglez-la avant la première ronde.
   *[other] L’horloge de cette tablette a { $n } minutes d’écart. Réglez-la avant la première ronde.
}
set-up-tablet = Nom de cette tablette
set-up-tablet-hint = Celui qu’on lui donne sur place. Il figure en haut de chaque page.
set-up-tablet-example = Tablette 1
set-up-tablet-missing = Donnez un nom à la tablette
set-up-facility = Nom de l’établissement
set-up-facility-missing = Écrivez le nom de l’établissement
set-up-country = Pays
set-up-zone = Fuseau horaire
set-up-user = Votre nom complet
set-up-user-hint = Vous devenez le premier utilisateur de cette tablette.
set-up-staff-number-hint = Comme l’établissement l’écrit : un serveur ajouté plus tard devra vous connaître sous ce matricule.
set-up-user-missing = Écrivez votre nom complet
set-up-passphrase-hint = Trois ou quatre mots sans rapport entre eux. Sans la clé de secours, personne ne peut la réinitialiser : notez-la et mettez-la sous clé.
set-up-do = Mettre en service

## Connexion

sign-in-title = Connexion
sign-in = Se connecter
sign-in-first-needs-network = Personne ne s’est encore connecté sur cette tablette. La première fois, il faut le serveur de l’établissement ; ensuite, plus besoin de réseau.
sign-in-deriving = Vérification de la phrase secrète
sign-in-opening = Ouverture des registres : { $done } sur { $total }
sign-in-who = Qui travaille maintenant ?
sign-in-other = Quelqu’un d’autre
sign-in-who-back = Les autres personnes de cette tablette
sign-in-pin = Votre code PIN
sign-in-by-passphrase = Plutôt avec la phrase secrète
sign-in-forgotten = Personne ne peut ouvrir ce qui est ici
sign-in-back = Retour à la connexion
recovery-title = Clé de secours
recovery-detail = Ouvre les tablettes quand plus personne ne le peut
recovery-what = Une phrase secrète oubliée ou un collègue parti ne doivent pas enfermer des fiches pour toujours. La clé de secours ouvre toutes les tablettes de la prison. Sa place est sur papier, en parts que plusieurs personnes gardent sous clé : une seule n’ouvre rien.
recovery-how = Réunissez les détenteurs. Chacun note sa part sans que personne ne regarde ; puis tous la retapent. Ce n’est qu’alors que la clé compte, et ce qui est écrit ensuite n’est scellé que pour elle. Gardez les papiers d’une clé d’avant : ce qui est déjà sur les tablettes en a encore besoin.
recovery-is-there = Il y a une clé : { $mark }
recovery-is-missing = Il n’y a pas encore de clé de secours
recovery-who = Qui la détient
recovery-one-sheet = Une seule feuille, entière
recovery-holders = { $needed } détenteurs sur { $all } ensemble
recovery-make = Créer la clé
recovery-part = Clé de secours, part { $n } sur { $all }
recovery-hand-over = Passez la tablette au détenteur { $n }. Personne d’autre ne regarde.
recovery-show = Voir ma part
recovery-part-what = { $needed } parts sur { $all } ouvrent les tablettes de cette prison. Gardez cette feuille sous clé, loin des autres, et ne dites à personne ce qu’elle porte.
recovery-write-down = Notez tous les groupes dans l’ordre, ou imprimez-les. Ils ne sont montrés qu’une fois. I n’est pas parmi les lettres, ni L, O et U.
recovery-print = Imprimer
recovery-next = Je l’ai notée
recovery-test = Essai
recovery-test-what = { $n ->
    [one] Tapez la part d’après son papier.
   *[other] { $n } détenteurs tapent leur part d’après leur papier.
}
recovery-part-typed = Part { $n }
recovery-testing = Assemblage des parts
recovery-finish = Essayer et mettre en vigueur
recovery-done = La clé est en vigueur
recovery-done-server = Chaque tablette la reprend à son prochain contact avec le serveur, et les brouillons de chacun à sa prochaine connexion là. Mettez les papiers sous clé maintenant, et gardez ceux d’une clé d’avant.
recovery-done-alone = Elle ouvre cette tablette. Mettez les papiers sous clé maintenant, et gardez ceux d’une clé d’avant.
recover-title = Avec la clé de secours
recover-what = Si une phrase secrète est oubliée, ou si l’auteur est parti, les détenteurs de la clé de secours tapent leurs parts. Les registres s’ouvrent alors aux collègues de cette tablette, et quelqu’un peut recevoir une autre phrase secrète.
recover-more = Une part de plus
recover-open = Ouvrir
recover-opened = { $n ->
    [one] La clé ouvre { $n } registre
   *[other] La clé ouvre { $n } registres
}
recover-passed-on = { $n ->
    [0] Aucun collègue autorisé ne manquait d’une clé.
    [one] { $n } clé a été transmise aux collègues autorisés. Ce qui attend partira quand ils se connecteront.
   *[other] { $n } clés ont été transmises aux collègues autorisés. Ce qui attend partira quand ils se connecteront.
}
recover-people = Une autre phrase secrète pour
recover-former = Est parti
recover-give = Une autre phrase secrète
recover-new-passphrase = Nouvelle phrase secrète
recover-new-passphrase-hint = C’est son détenteur qui la tape. Sur le serveur, un administrateur doit la donner aussi : wingbook-hub user passphrase.
recover-give-do = Donner cette phrase secrète
recover-given = { $name } se connecte avec la nouvelle phrase secrète
pin-typed = { $n } chiffres sur { $all }
pin-delete = Effacer le dernier chiffre
pin-title = Code PIN
pin-what = Avec un code PIN, vous revenez vite après le verrouillage et vous passez la tablette à un collègue en deux touches. Il sert 14 heures au plus et tant que Wingbook reste ouvert ; ensuite, la phrase secrète est redemandée. Après cinq essais faux, il est oublié.
pin-is-set = Vous avez un code PIN
pin-not-set = Vous n’avez pas de code PIN
pin-new = Nouveau code PIN
pin-new-hint = 4 à 8 chiffres
pin-passphrase-hint = Demandée pour que personne d’autre ne choisisse un code à votre nom
pin-choose = Choisir le code PIN
pin-change = Changer le code PIN
pin-give-up = Renoncer au code PIN
pin-is-chosen = Le code PIN est choisi.
pin-is-given-up = Le code PIN est supprimé.
pin-shape = Un code PIN a 4 à 8 chiffres
pin-obvious = N’importe qui l’essaierait d’abord : ni suite, ni répétition
way-passphrase-hint = Demandée pour que personne d’autre ne crée un accès à votre nom
badge-title = Badge
badge-what = Un badge est un code carré sur papier. Qui le montre à la caméra et en connaît le code PIN se connecte à votre nom, sans réseau : rapide la nuit, quand l’application a été fermée et demanderait la phrase secrète.
badge-where = Il ne sert que sur cette tablette ({ $tablet }), où il a été fait. Gardez le papier sur vous, et son code PIN en tête. S’il est perdu, annulez-le ici : le papier n’ouvre alors plus rien.
badge-is-there = Vous avez un badge
badge-is-missing = Vous n’avez pas de badge
badge-make = Faire un badge
badge-make-another = En faire un autre : le précédent n’ouvrira plus rien
badge-making = Création du badge
badge-revoke = Annuler le badge
badge-is-revoked = Le badge n’ouvre plus rien.
badge-pin-new = Code PIN du badge
badge-pin-hint = 6 chiffres ; pas ceux d’un autre de vos codes
badge-pin-shape = Le code PIN d’un badge a 6 chiffres
badge-paper-title = Wingbook : badge
badge-paper-care = Ouvre une tablette, avec un code PIN. N’y écrivez jamais le code. Si vous le trouvez, remettez-le à l’établissement.
badge-paper-once = Il n’est montré qu’une fois : imprimez-le, le code carré est sur le papier, ou notez les lettres. Votre nom n’y figure pas ; faites-y une marque pour le reconnaître.
badge-code-picture = Le code carré du badge
badge-print = Imprimer
badge-done = Terminé
badge-test = Essai
badge-test-what = Tenez le papier imprimé devant la caméra, ou tapez ses lettres.
badge-test-typed = Essayer ce qui est tapé
badge-is-good = Le badge est bon. Il ouvre vos registres avec son code PIN.
badge-typed = Lettres du badge
badge-typed-hint = Sept groupes, comme sous le code carré
badge-show = Montrer le badge
badge-show-other = Montrer un autre badge
badge-go-on = Continuer
badge-pin = Code PIN du badge
badge-checking = Vérification du badge et du code
passkey-title = Clé d’accès
passkey-what = Une clé d’accès est gardée par la tablette elle-même ; votre doigt, votre visage ou le verrouillage de l’écran l’ouvre. Avec elle, vous vous connectez comme avec la phrase secrète, sans réseau.
passkey-where = Elle ne sert que sur cette tablette ({ $tablet }). Qui peut déverrouiller l’écran de la tablette peut s’en servir : si d’autres connaissent ce verrouillage, prenez un badge. La liste de la tablette ne montre que vos initiales.
passkey-is-there = Vous avez une clé d’accès
passkey-is-missing = Vous n’avez pas de clé d’accès
passkey-make = Créer une clé d’accès
passkey-making = La tablette vous la demande maintenant
passkey-remove = Supprimer la clé d’accès
passkey-is-removed = La clé d’accès n’ouvre plus rien.
passkey-use = Utiliser la clé d’accès
passkey-asked = La tablette demande votre doigt, votre visage ou le verrouillage de l’écran.
passkey-checking = Vérification de la clé d’accès
passkey-cancelled = La tablette n’a pas donné de clé d’accès.
    .todo = Réessayez, ou connectez-vous autrement.
passkey-no-secret = Cette tablette a des clés d’accès, mais elles ne peuvent pas garder de secret pour Wingbook. Aucune n’a été gardée.
    .todo = Prenez plutôt un badge ou un code PIN. Si une clé « Wingbook » figure dans la liste de la tablette, on peut l’y effacer.
passkey-failed = La clé d’accès n’a pas pu servir.
    .todo = Réessayez, ou connectez-vous autrement.
access-title = Connexion et verrouillage
access-detail = Code PIN, badge et clé d’accès, et quand la tablette se verrouille d’elle-même
idle-title = Verrouiller quand personne ne touche la tablette pendant
idle-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
idle-soon = Verrouillage dans { $n } s. Touchez l’écran pour rester.
staff-number = Matricule
staff-number-missing = Écrivez votre matricule
passphrase = Phrase secrète
passphrase-missing = Écrivez votre phrase secrète
passphrase-before = La phrase secrète d’avant
passphrase-before-hint = Avec elle, vos brouillons vous restent.
passphrase-before-forgotten = Je l’ai oubliée : continuer sans mes brouillons
passphrase-show = Voir
passphrase-hide = Masquer
words-hint = Avec « Voir », les mots se complètent après trois lettres.
words-offered = Mots qui commencent ainsi
words-said = { $n ->
    [one] { $n } mot : { $words }
   *[other] { $n } mots : { $words }
}
words-draw = En tirer une au hasard
words-worth = Cinq mots tirés au hasard parmi { $n }. Qui aurait copié la tablette et essayerait avec mille ordinateurs mettrait environ { $years } ans.
words-write-down = Notez-la et gardez le papier sous clé. Rien ne retient ces mots.
words-take = La prendre
words-another = Une autre
look-label = Langue et couleurs

## Réglages

settings-title = Réglages
settings-detail = Langue, couleurs, taille des lettres, son
settings-language = Langue
settings-theme = Couleurs
settings-text-size = Taille des lettres
settings-keys = Raccourcis à une touche
theme-dark = Sombre
theme-light = Clair
theme-sun = Plein soleil
text-size-normal = Normale
text-size-large = Grande
text-size-largest = Très grande
storage-title = Stockage sur cette tablette
storage-kept = Le navigateur conserve les enregistrements
storage-not-kept = Le navigateur peut effacer les enregistrements de cette tablette si la place manque
storage-not-kept-todo = Ce que le serveur a reçu est en sûreté. Installez Wingbook sur l’écran d’accueil, puis redemandez.
storage-ask = Demander au navigateur de les conserver
storage-room = { $used } Mo utilisés sur { $all } Mo
about-title = À propos
about-version = Version
about-build = Construction

## Formulaires

forms-title = Formulaires
forms-detail = Ce que demandent les enregistrements, et dans quelle version
forms-none = Aucun formulaire sur cette tablette
forms-none-todo = Ils arrivent à la première connexion au serveur de l’établissement.
forms-version = Version { $version }
forms-asks = Ce qu’il demande
forms-received = reçu { $time }
forms-bundled = fourni avec l’application

## Entraînement

practice-title = Entraînement
practice-detail = Tout essayer ; rien ne compte
practice-what = En mode entraînement, tout fonctionne comme en service : rondes, appels, enregistrements, rectifications.
practice-stays = Ce qui est écrit à l’entraînement ne quitte jamais cette tablette et ne compte jamais.
practice-shown = Un bandeau le rappelle sur chaque page. Verrouillez ou arrêtez pour revenir en service.
practice-start = Commencer l’entraînement
practice-stop = Revenir en service
practice-is-on = Entraînement en cours
practice-has-begun = L’exercice a commencé : tout ce qui suit est un exercice, jusqu’au retour en service ou au verrouillage.
practice-to-today = Aller à « Service »

## Imprimer

print-title = Imprimer
print-detail = Liste et feuille de ronde si la batterie faiblit
print-how = Choisissez ci-dessous ce qu’il faut imprimer ; une ronde commencée s’imprime depuis sa propre page. Ce qui a été écrit sur papier peut être saisi ensuite.
print-care = Le papier peut être lu par n’importe qui. Numérotez les feuilles et gardez-les sous clé.
print-round = Feuille de ronde
print-round-detail = Chaque arrêt avec ses personnes et de la place pour écrire
print-roll = Liste nominative
print-roll-detail = Toutes les personnes d’un quartier, par cellule

## Problèmes

problems-title = Problèmes
problems-detail = Ce qui attend quelqu’un
problems-none = Aucun problème
problems-none-why = Tout ce qui a été écrit est enregistré, et rien n’a été refusé.
problems-open = Ouvrir l’enregistrement

## Tablettes

tablet-title = Cette tablette
tablet-detail = Ce qu’elle contient, un fichier de secours, l’effacer
tablet-name = Nom
tablet-left-records = { $n ->
    [0] Le serveur de l’établissement a tout reçu.
    [one] Le serveur de l’établissement n’a pas reçu { $n } fiche. Elle serait perdue.
   *[other] Le serveur de l’établissement n’a pas reçu { $n } fiches. Elles seraient perdues.
}
tablet-left-drafts = { $n ->
    [0] Aucun brouillon n’est inachevé.
    [one] { $n } brouillon inachevé serait perdu.
   *[other] { $n } brouillons inachevés seraient perdus.
}
tablet-left-documents = Cette tablette n’a pas de serveur. Ce qui y a été écrit et saisi n’existe qu’ici et serait perdu.
tablet-left-colleagues = Ce que des collègues ont écrit compte aussi, même si vous ne pouvez pas le lire. Cela part quand ils se connectent ici avec le réseau.
rescue-title = Fichier de secours
rescue-what = Une copie scellée de tout ce qui se trouve ici. Sur le serveur de l’établissement, wingbook-hub rescue l’ouvre avec la clé de secours.
rescue-save = Enregistrer un fichier de secours
rescue-saved = Enregistré dans les téléchargements de cette tablette : { $file }
rescue-failed = Le fichier n’a pas pu être enregistré. Rien n’a été modifié. Libérez de la place sur la tablette et réessayez.
erase-title = Effacer cette tablette
erase-what = Tout disparaît ici : fiches, brouillons, clés et réglages, et l’application elle-même, qui revient de son serveur. Ce que le serveur de l’établissement a reçu y reste.
erase-do = Effacer cette tablette
erase-sure = Tout effacer sur cette tablette ?
erase-type = Pour confirmer, tapez le nom de la tablette : { $name }
erase-type-wrong = Ce n’est pas le nom de la tablette.
erase-back = Tout garder
erasing-title = Effacement de cette tablette
ordered-erase-title = Cette tablette doit être effacée
ordered-erase-what = Un administrateur l’a ordonné ({ $time }). Les clés de tout le monde ont disparu d’ici, et personne ne peut se connecter.
ordered-erase-mistake = Si c’est une erreur, un administrateur peut autoriser de nouveau la tablette. Connectez-vous ensuite avec le réseau.
tablets-title = Tablettes
tablets-detail = Qui est inscrit où ; déconnecter une tablette perdue
tablets-what = Une tablette apprend un ordre quand quelqu’un s’y connecte ou y travaille avec le réseau. Celle qui ne se connecte jamais n’est pas atteinte : sans phrase secrète, elle reste scellée.
tablets-unnamed = Tablette sans nom
tablets-this = Cette tablette
tablets-enrolled = Inscrits
tablets-nobody = Personne
tablets-contact = Dernier contact
tablets-contact-unknown = Inconnu
tablets-allowed = En service
tablets-out-next = Déconnectée à son prochain contact
tablets-out = Déconnectée
tablets-erased-next = Effacée à son prochain contact
tablets-erased-waits = Toutes les clés ont disparu ; effacée dès que quelqu’un sur place a enregistré ce qui restait
tablets-erased = Effacée
tablets-left = { $n ->
    [one] { $n } fiche ou brouillon n’avait pas été reçu.
   *[other] { $n } fiches ou brouillons n’avaient pas été reçus.
}
tablets-sign-out = Déconnecter cette tablette
tablets-erase = Effacer cette tablette à distance
tablets-allow = Autoriser de nouveau cette tablette
tablets-sign-out-what = À son prochain contact, elle envoie d’abord ce qu’elle peut. Puis la session de chacun s’y termine et toutes les clés disparaissent. Ce qu’elle n’a pas pu envoyer y reste, scellé : la clé de secours l’ouvre. Personne ne s’y connecte tant que vous ne l’autorisez pas de nouveau.
tablets-erase-what = À son prochain contact, elle envoie d’abord ce qu’elle peut, et toutes les clés disparaissent. S’il ne reste rien, elle est effacée. Ce qui reste ne peut plus être envoyé : quelqu’un sur place doit d’abord l’enregistrer dans un fichier de secours.
tablets-erase-left = S’il reste quelque chose
tablets-erase-wait = Attendre quelqu’un sur place
tablets-erase-at-once = Effacer aussitôt : c’est perdu
tablets-allow-what = Si la tablette n’a pas appris l’ordre, rien ne s’y passe. Sinon, chacun s’y connecte comme la première fois, avec le réseau, et la clé de secours ouvre ce qu’elle n’avait pas pu envoyer. Ce qui est effacé ne revient pas.
tablets-reason = Pourquoi
tablets-reason-hint = C’est inscrit au registre d’audit avec votre nom.
tablets-reason-missing = Dites pourquoi.
tablets-back = Ne rien changer
tablets-ordered = Ordonné. Ce sera fait au prochain contact de la tablette.
tablets-is-allowed = La tablette peut être utilisée.

## Vérifier un export

evidence-title = Vérifier un export
evidence-detail = Si quelqu’un l’a falsifié
evidence-file = Le fichier
evidence-how = Choisissez le fichier écrit par le serveur de la prison. Il est lu sur cette tablette seulement ; rien n’en est gardé ni envoyé.
evidence-reading = Vérification du fichier
evidence-clean = Rien d’anormal dans cet export
evidence-wrong = Anomalies dans cet export : { $n }
evidence-no-export = Ce fichier n’est pas l’export d’un registre. Choisissez celui que le serveur de la prison a écrit.
evidence-newer-file = Une version plus récente a écrit cet export. Mettez l’application à jour et vérifiez-le de nouveau.
evidence-unread = Le fichier n’a pas pu être lu jusqu’au bout. Il n’a pas été modifié ; choisissez-le de nouveau.
evidence-facility = Prison
evidence-key = Empreinte de sa clé
evidence-key-own = C’est la clé de la prison de cette tablette.
evidence-key-compare = Comparez-la avec l’empreinte que la prison vous a donnée.
evidence-made = Écrit
evidence-registers = Registres
evidence-records = Enregistrements
evidence-found = Ce qui est anormal
evidence-more = Et { $n } de plus
evidence-number = numéro { $n }
evidence-numbers = numéros { $from } à { $until }
evidence-chain = chaîne { $id }
evidence-beside = à côté de { $id }
evidence-line = ligne { $n }
evidence-removed = Contenus supprimés légalement
evidence-removed-rule = Par la règle de conservation : { $rule }
evidence-removed-by = Décidé par { $who }
evidence-unknown = Ce que personne ne peut savoir par ce fichier
evidence-unknown-key = Si la clé est celle de la prison : le fichier s’en porte garant lui-même.
evidence-unknown-whole = Si ce sont toutes les lignes écrites : la prison n’a pas signé le fichier entier.
evidence-unknown-back-dating = Si une heure antérieure au premier reçu de sa chaîne est vraie : jusqu’à la réception d’un enregistrement, son heure est la parole de la tablette.
evidence-unknown-no-receipts = Quand les enregistrements des chaînes sans reçu ont été écrits, et si ces chaînes ont continué.
evidence-unknown-tail = Si une chaîne a continué autrement après son dernier reçu : des enregistrements y sont sans reçu.
evidence-unknown-after-last = Si quelque chose a été écrit après le dernier enregistrement d’une chaîne : une fin coupée ne laisse pas de trou.
evidence-unknown-left-out = Ce que disaient les contenus que cet export laisse de côté.
evidence-unknown-whole-chain = S’il existe une chaîne entière qui n’a jamais été remise.
evidence-unknown-who-held = Qui tenait la tablette : qui connaît une phrase secrète a la clé.
evidence-chains = Chaînes
evidence-last-receipt = Dernier reçu : { $time }
evidence-no-receipt = Sans reçus
evidence-found-other_facility = La clé n’est pas celle de la prison de cette tablette : le fichier vient d’une autre prison, ou il est inventé
evidence-found-facility = Le document de la prison n’est pas signé par sa clé
evidence-found-cut = Le fichier a été coupé : sa dernière ligne manque
evidence-found-count = Il y a plus ou moins de lignes que n’en compte la dernière
evidence-found-digest = Les lignes ne sont pas celles pour lesquelles la dernière a été faite
evidence-found-seal = La signature du fichier n’est pas celle de la prison
evidence-found-after_end = Quelque chose suit la dernière ligne
evidence-found-unreadable = Des lignes qui ne sont rien de ce que contient un export
evidence-found-not_canonical = Des lignes écrites de sorte que deux programmes pourraient y lire deux choses
evidence-found-certificate = Des certificats que cette prison n’a pas délivrés
evidence-found-signature = Mal signé : l’en-tête a été modifié, ou quelqu’un d’autre a signé
evidence-found-not_certified = Signé avec une clé que cette prison n’a jamais certifiée
evidence-found-other_author = Signé avec la clé d’une autre personne que l’auteur
evidence-found-other_tablet = La tablette n’est pas celle de la clé ou de la chaîne
evidence-found-role = Écrit par quelqu’un qui n’a pas le droit d’écrire cela dans le registre
evidence-found-body = Modifié : le contenu n’est pas celui qui a été signé
evidence-found-body_missing = Le contenu a disparu sans que personne l’ait décidé
evidence-found-removal = Le contenu a disparu par une décision qui ne tient pas
evidence-found-missing = Manque dans une chaîne
evidence-found-link = Ne continue pas l’enregistrement précédent
evidence-found-order = Réordonné : les lignes ne sont pas dans l’ordre des enregistrements
evidence-found-repeated = Répété : le même enregistrement y figure encore
evidence-found-forked = Bifurqué : deux enregistrements différents occupent une même place de la chaîne
evidence-found-same_id = Deux enregistrements différents ont le même identifiant
evidence-found-other_book = Appartient à un autre registre
evidence-found-receipt = Le reçu n’est pas signé par cette prison
evidence-found-receipt_of_other = Le reçu est celui d’un autre enregistrement, ou de ce que celui-ci était avant
evidence-found-receipt_missing = Le reçu manque, alors qu’un enregistrement plus récent en a un
evidence-found-times = Saisi avant l’enregistrement précédent ; aucune correction de l’horloge ne l’explique
evidence-found-unsigned = Une partie n’est couverte par aucune signature
evidence-found-shape = Enregistrement incomplet
evidence-found-newer = Écrit par une version plus récente, et non vérifié : mettez l’application à jour

## Page absente

not-found-title = Page introuvable
not-found-what = Il n’y a rien à cette adresse
not-found-todo = Le lien est peut-être ancien. Rien n’est perdu.
not-found-home = Vers la première page

## Lire un code avec la caméra

code-read = Lire un code
code-was-read = Code lu
code-picture = Image de la caméra
code-starting = La caméra démarre. Si le navigateur le demande, autorisez-la.
code-looking = Placez le code devant la caméra, entier dans l’image.
code-torch = Lampe
code-refused = Wingbook n’a pas le droit d’utiliser la caméra de cette tablette.
    .todo = Autorisez la caméra pour Wingbook dans les réglages du navigateur, puis réessayez. Ou saisissez ce qui est écrit à côté du code.
code-no-camera = Aucune caméra n’a été trouvée sur cette tablette.
    .todo = Saisissez ce qui est écrit à côté du code, ou utilisez un lecteur de codes.
code-busy = La caméra ne répond pas. Une autre application l’utilise peut-être.
    .todo = Fermez l’autre application, puis réessayez.
code-failed = La caméra n’a pas pu démarrer.
    .todo = Réessayez. Si cela ne suffit pas, saisissez ce qui est écrit à côté du code.

## Échecs

failure-not-set-up = Cette tablette n’est pas encore en service.
    .todo = Mettez-la d’abord en service.
failure-locked = La tablette est verrouillée.
    .kept = Ce qui est enregistré le reste, et les brouillons sont gardés.
    .todo = Reconnectez-vous.
failure-wrong-passphrase = Le matricule et la phrase secrète ne correspondent pas.
    .kept = Rien n’a été modifié.
    .todo = Retapez la phrase secrète. Vérifiez la langue du clavier.
failure-passphrase-changed = Cette phrase secrète est juste pour le serveur. La tablette a encore celle d’avant.
    .kept = Rien n’a été modifié.
    .todo = Écrivez aussi celle d’avant. Si elle est oubliée, continuez sans elle : ce que vous seul pouviez ouvrir ici attendra la clé de secours.
failure-weak-passphrase = Cette phrase secrète est trop facile à deviner.
    .kept = Rien n’a été modifié.
    .todo = Prenez trois ou quatre mots sans rapport entre eux ; ni nom, ni année.
failure-wrong-pin = C’est un autre code PIN.
    .kept = Rien n’a été modifié.
    .todo = { $n ->
        [one] Réessayez. Après { $n } autre essai faux, il faudra la phrase secrète.
       *[other] Réessayez. Après { $n } autres essais faux, il faudra la phrase secrète.
    }
failure-pin-gone = Le code PIN n’ouvre plus rien.
    .kept = Ce qui était enregistré le reste, et les brouillons sont gardés.
    .todo = Connectez-vous avec la phrase secrète. Ensuite, le code PIN sert de nouveau.
failure-badge-group = Le groupe { $group } du badge est mal recopié.
    .todo = Regardez encore ce groupe, et celui d’avant.
failure-badge-none = Ce n’est pas un badge de Wingbook.
    .todo = Montrez le code carré de votre badge, en entier. Tapé, il compte sept groupes de lettres et de chiffres.
failure-badge-not-here = Ce badge n’ouvre rien sur cette tablette.
    .kept = Rien n’a été modifié.
    .todo = Il a été remplacé ou annulé, ou fait sur une autre tablette. Connectez-vous avec la phrase secrète, et faites-en un sous Plus, Connexion et verrouillage.
failure-badge-pin = Ce n’est pas le code PIN de ce badge.
    .kept = Rien n’a été modifié.
    .todo = Réessayez. Après quelques essais faux, il faut attendre.
failure-passkey-not-here = Cette clé d’accès n’ouvre rien sur cette tablette.
    .kept = Rien n’a été modifié.
    .todo = Elle a été supprimée, ou créée sur une autre tablette. Connectez-vous avec la phrase secrète, et créez-en une sous Plus, Connexion et verrouillage.
failure-account-closed = Ce compte a été fermé.
    .kept = Ce que vous aviez écrit sans l’envoyer reste scellé sur cette tablette. Cela partira à votre nom quand un collègue qui tient le même registre synchronisera, ou avec la clé de secours.
    .todo = Demandez à un administrateur.
failure-tablet-signed-out = Un administrateur a déconnecté cette tablette.
    .kept = Ce qui n’avait pas été envoyé reste ici, scellé ; la clé de secours l’ouvre.
    .todo = Personne ne se connecte ici tant qu’un administrateur n’autorise pas de nouveau la tablette. Si c’est fait, reliez-la au serveur de l’établissement et connectez-vous.
failure-roles-changed = Vos rôles ont changé : la tablette a été verrouillée.
    .kept = Ce qui était enregistré le reste, et les brouillons sont gardés.
    .todo = Connectez-vous de nouveau.
failure-connected = La tablette est maintenant reliée au serveur : elle a été verrouillée.
    .kept = Tout ce qui a été écrit ici est gardé. Ce sera envoyé une fois que vous serez connecté.
    .todo = Connectez-vous avec la phrase secrète de votre compte sur le serveur.
failure-account-in-use = Une tablette travaille déjà avec ce compte.
    .kept = Rien n’a été envoyé, et rien n’a changé ici.
    .todo = Une tablette qui a commencé sans serveur a besoin d’un compte que personne n’a utilisé sur une tablette. Si vous travaillez sur une autre tablette, continuez là-bas, et gardez celle-ci pour lire ou enregistrez un fichier de secours.
failure-part-group = Le groupe { $group } de la part { $part } est mal recopié.
    .todo = Regardez encore ce groupe, et celui d’avant.
failure-part-unreadable = La part { $part } n’est pas entière.
    .todo = Une part compte 13 groupes de lettres et de chiffres.
failure-parts-mixed = Ces parts ne sont pas d’une même clé.
    .todo = Regardez les dates sur les papiers.
failure-parts-missing = { $n ->
    [one] Il manque encore { $n } part.
   *[other] Il manque encore { $n } parts.
}
    .todo = La même part deux fois compte une fois.
failure-parts-other-key = La clé de ces parts n’ouvre rien ici.
    .kept = Rien n’a été modifié.
    .todo = Regardez les dates sur les papiers : peut-être une clé plus récente a-t-elle été créée.
failure-throttled = Trop d’essais.
    .kept = Rien n’a été modifié.
    .todo = { $seconds ->
        [one] Attendez { $seconds } seconde, puis réessayez.
       *[other] Attendez { $seconds } secondes, puis réessayez.
    }
failure-first-sign-in-needs-server = La première connexion sur cette tablette demande le serveur de l’établissement, et il est injoignable.
    .kept = Rien n’a été modifié.
    .todo = Allez là où il y a du réseau et connectez-vous une fois. Ensuite, cela marche partout.
failure-server-unreachable = Le serveur de l’établissement est injoignable.
    .kept = Tout est enregistré sur cette tablette.
    .todo = Continuez à travailler. L’envoi se fera dès qu’il y aura une connexion.
failure-not-a-server = Aucun serveur d’établissement ne répond à cette adresse.
    .kept = Rien n’a été modifié.
    .todo = Vérifiez l’adresse lettre par lettre.
failure-server-refused = Le serveur de l’établissement a refusé.
    .kept = L’enregistrement est en sûreté sur cette tablette.
    .todo = Montrez cette page à votre administrateur.
failure-already-saved = Ce formulaire a déjà été enregistré, peut-être dans un autre onglet. Ce qui a changé depuis n’y figure pas.
    .kept = L’enregistrement reste tel quel, et cette page est conservée comme brouillon.
    .todo = Relisez l’enregistrement et corrigez-le, puis supprimez le brouillon.
failure-storage-full = Il n’y a plus de place sur cette tablette. L’enregistrement n’a pas été conservé.
    .kept = Votre brouillon est toujours sur la page.
    .todo = Laissez la page ouverte. Libérez de la place sur la tablette, puis enregistrez de nouveau.
failure-storage = Le stockage de la tablette est inutilisable.
    .kept = Ce qui était enregistré le reste.
    .todo = Fermez Wingbook et rouvrez-le. N’effacez pas les données du navigateur.
failure-vanished = Tout ce qui était conservé sur cette tablette a disparu : le navigateur l’a effacé, ou quelqu’un l’a fait.
    .kept = Ce qu’un serveur a reçu et les copies gardées ailleurs peuvent encore être ouverts.
    .todo = Prévenez votre administrateur avant de remettre la tablette en service.
failure-vanished-unsent = Tout ce qui était conservé sur cette tablette a disparu : le navigateur l’a effacé, ou quelqu’un l’a fait.
    .kept = Ce que le serveur de l’établissement a reçu y est en sûreté et reviendra. Enregistrements qu’il n’avait pas reçus, au dernier relevé : { $n }.
    .todo = Prévenez votre administrateur. Remettez ensuite la tablette en service.
failure-vanished-in-part = Une partie de ce qui était conservé sur cette tablette a disparu.
    .kept = Ce que le serveur de l’établissement a reçu reviendra au prochain contact. Ce qui est encore là n’a pas été touché.
    .todo = Connectez-vous au serveur de l’établissement. Prévenez votre administrateur : ce qu’il n’avait pas reçu est peut-être perdu.
failure-damaged = { $rows ->
    [one] { $rows } enregistrement conservé est illisible.
   *[other] { $rows } enregistrements conservés sont illisibles.
}
    .kept = Les autres se lisent, et rien n’a été supprimé.
    .todo = Connectez-vous au serveur de l’établissement. Prévenez votre administrateur.
failure-needs-newer-app = Ceci a été écrit par une version plus récente de Wingbook.
    .kept = C’est conservé tel quel.
    .todo = Connectez-vous une fois, puis verrouillez la tablette pour lancer la nouvelle version.
failure-part-not-arrived = Cette partie de Wingbook n’est pas encore arrivée sur cette tablette.
    .kept = Rien n’est perdu ; les rondes et l’écriture fonctionnent sans elle.
    .todo = Connectez-vous au serveur de l’établissement, puis réessayez.
failure-not-here = Cela ne se trouve pas sur cette tablette.
    .kept = Rien n’est perdu.
    .todo = Connectez-vous au serveur de l’établissement, ou cherchez de nouveau.
failure-not-allowed = Votre rôle ne permet pas cela.
    .kept = Rien n’a été modifié.
    .todo = Adressez-vous à votre responsable.
failure-own-record = Personne ne vise ses propres enregistrements.
    .todo = Une autre personne habilitée doit viser celui-ci.
failure-nobody-reads = Personne ne pourrait encore ouvrir un signalement scellé.
    .kept = Ce que vous avez écrit est gardé comme brouillon que vous seul pouvez ouvrir.
    .todo = Prévenez l’administration : quelqu’un doit avoir ce rôle, ou l’établissement a besoin d’une clé de secours.
failure-not-in-practice = En exercice, rien n’est scellé ni envoyé.
    .kept = Ce que vous avez écrit est gardé comme brouillon.
    .todo = Quittez l’exercice pour envoyer un vrai signalement.
failure-invalid = { $n ->
    [one] Une réponse manque ou ne peut pas être juste.
   *[other] { $n } réponses manquent ou ne peuvent pas être justes.
}
    .kept = Votre brouillon est gardé.
    .todo = Corrigez ce qui est signalé, puis enregistrez de nouveau.
failure-form = Ce formulaire est inutilisable.
    .kept = Les enregistrements déjà faits avec lui restent lisibles.
    .todo = Prévenez votre administrateur.
failure-internal = Une erreur s’est produite dans Wingbook.
    .kept = Ce qui est enregistré le reste, et les brouillons sont gardés.
    .todo = Réessayez. Si cela se répète, dites à votre administrateur ce que vous faisiez.

## Aide

help-title = Aide
help-detail = Courte, et sans réseau
help-today = Service
    .one = Cette page montre votre service, minuit compris : la prochaine ronde et son heure, ce que vous avez promis de suivre, ce qu’un responsable vous a renvoyé.
    .two = Le grand bouton lance la prochaine ronde. Tout ici fonctionne sans connexion.
help-round = Rondes
    .one = Un arrêt est une cellule ou un dortoir avec ses personnes. Un geste dit exactement ce que vous avez vu : « vu, rien à signaler » pour une personne, « compté » pour un dortoir.
    .two = Quelqu’un n’y est pas : choisissez « Absent » et dites où. « Je ne sais pas » alerte tout le monde aussitôt.
    .three = Alarme : « Pause » note l’heure et masque l’écran. Un collègue peut reprendre la ronde ; chaque passage garde son auteur.
    .four = Vous pouvez quitter la ronde à tout moment. Elle reprend exactement là, même après une batterie vide.
help-count = Appel
    .one = L’appel montre qui devrait être là, qui est absent et pourquoi, et combien vous avez compté.
    .two = Un écart ne bloque jamais. Recomptez, puis appelez par nom, et prévenez le poste central par radio.
help-people = Personnes
    .one = Cherchez par nom, numéro ou cellule. Chaque ligne montre nom complet, numéro, lieu et année de naissance.
    .two = « Même nom : vérifiez le numéro » signifie qu’une autre personne du quartier porte ce nom.
help-write = Écrire
    .one = Écrivez des faits que vous avez vus ou entendus. Ni détails de santé ni sources : parlez-en plutôt au service de santé, à la sécurité ou au chargé des plaintes.
    .two = Le brouillon est gardé à chaque lettre. Vous pouvez verrouiller au milieu d’un mot.
help-correct = Rectifications
    .one = Après chaque enregistrement, « Annuler » reste 10 secondes. Plus tard, ouvrez l’enregistrement pour le rectifier, l’attribuer à la bonne personne ou le retirer.
    .two = Une rectification n’efface jamais ce qui a été écrit. Qui peut lire le registre voit les deux.
help-review = Viser
    .one = Acceptez un enregistrement, renvoyez-le avec un motif ou transmettez-le plus haut. Ce qui est renvoyé apparaît chez son auteur.
    .two = Une ronde se vise en entier, les exceptions une à une. Personne ne vise ses propres enregistrements.
help-wings = Quartiers
    .one = Chaque quartier en ce moment : l’effectif, qui est sorti et pourquoi, le dernier appel et la dernière ronde.
help-records = Registre
    .one = Filtrez par période, quartier, type et auteur. Un enregistrement montre son histoire, ses rectifications et sa preuve.
help-charts = Suivi
    .one = Les graphiques montrent ce qui n’a pas été fait : rondes manquées, personnes à qui nul n’a parlé. Ils ne classent personne, et les groupes de moins de dix ne sont pas montrés.
help-prison = Établissement
    .one = Les administrateurs ajoutent ici quartiers, cellules, dortoirs et plans de ronde ; les responsables aussi écrivent des plans de ronde. « 1-20 » crée vingt cellules d’un coup.
    .two = Une tablette sans serveur commence ici : d’abord un quartier, puis ses personnes (sous Personnes), puis un plan de ronde.
help-sync = Envoi et réception
    .one = « Enregistré sur cette tablette » : à l’abri d’une coupure. « Reçu par le serveur » : le serveur l’a, inchangé.
    .two = L’absence de connexion n’est pas un souci. Seul « non accepté » vous demande quelque chose : l’enregistrement dit pourquoi et que faire.
help-sign-in = Se connecter
    .one = Connectez-vous avec le matricule et la phrase secrète. Qui s’est connecté une fois sur une tablette n’y a plus besoin de réseau.
    .two = Avec un code PIN, vous revenez tant que Wingbook reste ouvert. Avec un badge et son code, ou une clé d’accès, vous entrez aussi après sa fermeture ou un redémarrage. Tout se crée sous Plus, Connexion et verrouillage.
    .three = Un badge et une clé d’accès servent sur la tablette où ils ont été faits. Annulez-y un badge perdu ; un badge avec son code entre d’autres mains, c’est vous.
help-lock = Verrouillage
    .one = Le cadenas en haut de chaque page ferme la session aussitôt. Rien ne se lit sur une tablette verrouillée.
    .two = Les brouillons sont gardés et se rouvrent à votre retour.
help-radio = Urgences
    .one = Wingbook n’est pas une alarme. En cas de danger, utilisez la radio ou le bouton d’alarme.
help-trust = Pourquoi se fier aux enregistrements
    .one = Chaque enregistrement est signé par son auteur et lié au précédent. Un changement après coup se voit.
    .two = Les heures viennent de l’horloge de la tablette, comparée à celle du serveur à chaque contact.
notices-title = Licences
notices-what = Wingbook est un logiciel libre sous licence MIT ou Apache 2.0. Il repose sur le travail de beaucoup d’autres.
notices-read = Lire les mentions
notices-missing = Les mentions ne font pas partie de cette construction.

## Page: records

records-count = { $n ->
    [one] { $n } enregistrement
   *[other] { $n } enregistrements
}
records-older = Les enregistrements d’avant le { $date } sont sur le serveur.
records-older-fetch = Chercher les plus anciens
records-older-came = { $n ->
    [one] { $n } enregistrement plus ancien est arrivé. Il reste jusqu’au verrouillage.
   *[other] { $n } enregistrements plus anciens sont arrivés. Ils restent jusqu’au verrouillage.
}
records-older-none = Rien de plus ancien n’a été trouvé.
records-search = Texte, nom ou numéro
records-filters = Filtres
records-filter-remove = Retirer le filtre : { $what }
records-clear = Effacer les filtres
records-show = { $n ->
    [one] Afficher { $n } enregistrement
   *[other] Afficher { $n } enregistrements
}
records-show-more = En afficher plus (encore { $n })
records-none = Aucun enregistrement
records-none-todo = Rien sur cette tablette ne correspond aux filtres. Choisissez une période plus longue ou effacez-les.
records-choose = Rien de choisi
records-choose-todo = Choisissez une ligne de la liste pour la lire ici.
records-open = Ouvrir l’enregistrement
records-mine = de vous
records-time = Période
records-today = Aujourd’hui
records-24h = 24 heures
records-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
records-own-range = Du… au…
records-range = { $from } – { $to }
records-from = Du
records-to = Au
records-wing = Quartier
records-all-wings = Tous les quartiers
records-kind = Type
records-all-kinds = Tous les types
records-author = Auteur
records-all-authors = Tous les auteurs
records-author-find = Chercher un auteur
records-one-person = Sur une personne
records-review = Visa
records-review-any = Tous
records-review-none = Non visé
records-review-answered = Répondu
records-review-accepted = Visé
records-review-sent-back = Renvoyé
records-review-escalated = Transmis plus haut
records-about-time = vers { $time }
records-withdrawn = Retiré
records-moved = Attribué à la bonne personne
records-corrected = Rectifié
records-late = Écrit après coup
records-paper = Depuis le papier
records-not-certified = Auteur pas encore certifié
records-kind-round = Ronde
records-count-result = { $counted } sur { $expected }
records-stops = { $done } arrêts sur { $all }
records-kind-check = Passage en cellule
records-kind-round-event = Déroulement d’une ronde
records-kind-count = Appel
records-kind-notice = Consigne
records-kind-move = Mouvement
records-kind-review = Visa
records-kind-reply = Réponse
records-kind-follow-up-done = Suivi effectué

## Page: to review

review-count = { $n ->
    [one] { $n } attend une décision
   *[other] { $n } attendent une décision
}
review-none = Rien n’attend
review-none-why = Tout ce qui est arrivé sur cette tablette est visé. Ce qui arrive paraît ici.
review-urgent = Urgent
review-rounds = Rondes
review-records = Enregistrements
review-why-missing = Une personne manque
review-why-count-differs = L’appel ne tombe pas juste
review-why-could-not = Contrôle impossible
review-why-late = En retard
review-why-answered = Répondu
review-n-of-n = { $done } sur { $all }
review-stops = { $done } arrêts contrôlés sur { $all }
review-due = prévue à { $due }, { $walked }
review-from-to = de { $from } à { $to }
review-not-ended = depuis { $from }, non terminée
review-unchecked = Non contrôlés : { $names }
review-exceptions = { $n ->
    [one] { $n } écart
   *[other] { $n } écarts
}
review-exceptions-title = Écarts
review-no-exceptions = Aucun écart
review-other-stops = Autres arrêts
review-running = Non terminée
review-open-count = Ouvrir l’appel
review-not-checked = Non contrôlé
review-count-figures = Attendus : { $expected }, comptés : { $counted }
review-counted = Compté : { $n }
review-counted-of = Comptés : { $n } · attendus { $expected }
review-seen = Vu, rien à signaler : { $n }
review-could-not-covered = Contrôle impossible : endormi, couvert
review-could-not-door = Contrôle impossible : porte bloquée
review-could-not-incident = Contrôle impossible : incident
review-could-not-key = Contrôle impossible : pas de clé
review-accept = Viser
review-accept-of = Viser : { $name }
review-send-back = Renvoyer
review-send-back-hint = L’auteur lit ceci sur sa première page et peut rectifier ou répondre.
review-escalate = Transmettre plus haut
review-escalate-hint = Une autre personne habilitée trouve ceci en tête de sa file, et décide.
review-reason = Motif
review-reason-missing = Écrivez un motif
review-again = Décider de nouveau
review-done-accepted = Accepté : { $what }
review-done-sent-back = Renvoyé : { $what }
review-done-escalated = Transmis plus haut : { $what }
review-own = C’est le vôtre. Une autre personne habilitée le vise.

## Page: wings

wings-detail = L’état actuel ; rien ne se modifie ici
wings-none = Aucun quartier
wings-none-todo = Ils arrivent avec la première connexion au serveur de la prison.
wings-roll = À l’effectif
wings-on-roll = à l’effectif
wings-of-places = { $n ->
    [one] à l’effectif, { $n } place
   *[other] à l’effectif, { $n } places
}
wings-out = Sortis
wings-nobody-out = Personne
wings-out-part = { $reason } : { $n }
wings-last-count = Dernier appel
wings-no-count = Aucun en deux jours
wings-count-agrees = { $n }, juste, { $time }
wings-count-differs = { $counted } sur { $expected }, écart, { $time }
wings-last-round = Dernière ronde
wings-next-round = Prochaine ronde
wings-round-done = Faite
wings-round-done-late = Faite en retard
wings-round-done-open = { $n ->
    [one] Terminée, un arrêt non contrôlé
   *[other] Terminée, { $n } arrêts non contrôlés
}
wings-round-running = En cours
wings-round-paused = Interrompue
wings-round-due = À faire
wings-round-overdue = En retard
wings-round-missed = Manquée
wings-round-upcoming = Prévue
wings-notices = Consignes
wings-people = Personnes de ce quartier
wings-rounds = Rondes du service
wings-no-rounds = Aucune prévue, aucune commencée
wings-counts = Appels
wings-records = Derniers enregistrements
wings-all = Tous, sur 90 jours ({ $n })

## Page: charts

charts-detail = Ce qui n’a pas été fait. Chaque barre et chaque nom ouvre ce qu’il y a derrière.
charts-rounds = Rondes faites et prévues
charts-in-time = À l’heure
charts-late = En retard
charts-missed = Manquées
charts-not-whole = Pas jusqu’au bout
charts-planned = Prévues
charts-day = Jour
charts-round-figures = { $planned } prévues, { $in_time } à l’heure, { $late } en retard, { $not_whole } pas jusqu’au bout, { $missed } manquées
charts-as-table = Afficher en tableau
charts-as-bars = Afficher en barres
charts-no-rounds = Aucune ronde prévue
charts-no-rounds-why = Les plans de ronde sont faits par les responsables et arrivent du serveur.
charts-contacts = À qui personne n’a parlé
charts-contacts-how = Jours depuis le dernier entretien. Les groupes de moins de dix ne sont pas affichés.
charts-since = Dernier entretien
charts-people = Personnes
charts-too-few = Trop peu pour être affiché
charts-days-up-to = { $n ->
    [one] Depuis { $n } jour au plus
   *[other] Depuis { $n } jours au plus
}
charts-days-between = Il y a { $from } à { $to } jours
charts-days-more = { $n ->
    [one] Il y a plus de { $n } jour, ou jamais
   *[other] Il y a plus de { $n } jours, ou jamais
}
charts-names-long = { $n ->
    [one] Plus de deux semaines : { $n } personne
   *[other] Plus de deux semaines : { $n } personnes
}
charts-names = { $n ->
    [one] Une à deux semaines : { $n } personne
   *[other] Une à deux semaines : { $n } personnes
}

## Page: prison

prison-title = Établissement
prison-detail = Quartiers, cellules et plans de ronde
prison-none = Aucun quartier pour l’instant
prison-none-todo = D’abord un quartier avec ses cellules. Les personnes et les plans de ronde suivent.
prison-add-wing = Ajouter un quartier
prison-change = Modifier
prison-rooms = { $n ->
    [one] { $n } cellule ou dortoir
   *[other] { $n } cellules et dortoirs
}
prison-rooms-title = Cellules et dortoirs
prison-add-rooms = Ajouter des cellules ou dortoirs
prison-wing-name = Nom du quartier
prison-room-name = Nom de la cellule ou du dortoir
prison-name-missing = Écrivez le nom
prison-name-taken = Ce nom existe déjà
prison-kind = Cellules ou dortoirs ?
prison-cells = Cellules
prison-cells-hint = On appelle chacun par son nom
prison-wards = Dortoirs
prison-wards-hint = Pour beaucoup de monde : on compte
prison-room-names = Lesquels ?
prison-room-names-hint = Du premier au dernier numéro, ou des noms séparés par des virgules : 1-20, A1-A12, Infirmerie
prison-rooms-preview = { $n ->
    [one] { $n } en tout : { $first }
   *[other] { $n } en tout, de { $first } à { $last }
}
prison-rooms-missing = Écrivez quelles cellules ou quels dortoirs existent
prison-rooms-many = Pas plus de 200 à la fois
prison-rooms-long = L’un des noms est trop long
prison-rooms-twice = L’un d’eux figure deux fois
prison-rooms-taken = Le quartier en a déjà un de ce nom
prison-capacity-each = Pour combien de personnes chacun ? (facultatif)
prison-capacity = Pour combien de personnes ? (facultatif)
prison-capacity-n = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
prison-out-of-use = Hors service
prison-out-of-use-hint = Les rondes passent ce qui est hors service.
prison-plans = Plans de ronde
prison-plans-none = Aucun plan de ronde pour l’instant
prison-plans-none-todo = Un plan dit quand un quartier est parcouru. La prochaine ronde figure alors sous Service.
prison-plan-add = Ajouter un plan de ronde
prison-plan-name = Nom de la ronde
prison-plan-stops = Ses arrêts sont toutes les cellules et tous les dortoirs du quartier, dans l’ordre du parcours.
prison-times = Quand commence-t-elle ?
prison-times-hint = Des heures séparées par des virgules : 06:00, 14:30, 22:00
prison-times-missing = Écrivez quand elle commence
prison-times-unread = Écrivez des heures comme 21:40, séparées par des virgules
prison-times-many = Pas plus de 96 heures par jour
prison-window = De combien de minutes peut-elle commencer en retard ?
prison-window-n = { $n ->
    [one] jusqu’à { $n } minute de retard
   *[other] jusqu’à { $n } minutes de retard
}
round-none-plans = Les plans de ronde disent quand commence la prochaine.
people-nobody = Personne ne vit encore ici
people-nobody-why = Ajoutez les personnes avec leur cellule ou dortoir. Les rondes les montrent alors, arrêt par arrêt.
person-add = Ajouter une personne
person-change = Modifier l’identité
person-name = Nom complet
person-name-missing = Écrivez le nom complet
person-number = Numéro d’écrou
person-number-taken = Quelqu’un d’autre a ce numéro. Vérifiez les deux.
person-born-when = Date de naissance
person-born-hint = Ce que l’on en sait : 1988, 1988-05 ou 1988-05-02
person-born-unread = Écrivez d’abord l’année, comme 1988 ou 1988-05-02 ; pas de jour à venir
person-sex = Sexe
person-sex-female = Féminin
person-sex-male = Masculin
person-place = Cellule ou dortoir
person-place-none = Pas encore
person-place-moves = Une autre cellule est notée comme un changement, fait maintenant.
person-left = N’est plus dans cet établissement
person-left-hint = Les enregistrements restent. Les listes et les rondes ne montrent plus cette personne.
save-and-another = Enregistrer et en ajouter une autre

## Page: print

print-now = Imprimer
print-of = { $what } : { $wing }
print-printed = Imprimé { $time }, { $tablet }, { $name }
print-people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
print-no-cell = Sans cellule
print-name = Nom
print-number = Numéro
print-born = Né(e) en
print-notices = Consignes
print-enter-afterwards = Ensuite, saisissez cette feuille sur une tablette : Ronde, Saisir depuis le papier. Puis mettez-la sous clé.
print-round-started = Commencée { $time } ; { $done } arrêts sur { $all } contrôlés à l’impression
print-officer = Agent
print-date = Date
print-began = Début
print-ended = Fin
print-stop = Arrêt et personnes
print-time = Heure
print-seen = Vu
print-not-here = Absent
print-why = Motif
print-initials = Paraphe
print-counted-blank = Compté : ______

## Page: wrong person

wrong-title = Mauvaise personne
wrong-stays = Ce qui a été écrit reste. Désormais, l’enregistrement figure chez la personne visée.
wrong-who = Qui y figure par erreur ?
wrong-who-missing = Choisissez qui y figure par erreur
wrong-meant = De qui s’agissait-il ?
wrong-meant-missing = Choisissez de qui il s’agissait
wrong-meant-same = C’est la même personne
wrong-why = Comment est-ce arrivé ?
wrong-save = L’attribuer à la bonne personne

## Page: a round from paper

paper-title = Saisir une ronde depuis le papier
paper-detail = Chaque arrêt reçoit l’heure de la feuille ; l’enregistrement indique qu’il a été recopié.
paper-what = Une ronde faite avec une feuille de papier se recopie ici après coup.
paper-enter = Saisir depuis le papier
paper-which = Quelle ronde était-ce ?
paper-which-missing = Choisissez quelle ronde c’était
paper-day = Jour sur la feuille
paper-began = Début, d’après la feuille
paper-start = Saisir ses arrêts
paper-time = Heure sur la feuille
paper-time-unread = Écrivez une heure, par exemple 21:40
paper-live = Continuer sans papier
paper-count = Appel d’après sa feuille

## Sound

settings-sound = Son à chaque contrôle (d’abord une vibration)
sound-day = De jour seulement
sound-never = Jamais
sound-always = La nuit aussi

## Page: rounds, counts, people, writing, records

round-all-stops = Tous les arrêts
round-arrived = Arrivés depuis le début
round-battery = Batterie à { $percent } % : passez la main ou imprimez
round-change = Modifier
round-check-again = Contrôler à nouveau
round-colleague = Collègue
round-colleagues-more = { $n ->
    [one] Un autre se trouve en tapant son nom
   *[other] { $n } autres se trouvent en tapant leur nom
}
round-could-not = Contrôle impossible
round-could-not-n = { $n ->
    [one] { $n } arrêt n’a pas pu être contrôlé
   *[other] { $n } arrêts n’ont pas pu être contrôlés
}
round-could-not-hint = Toucher la raison enregistre.
round-could-not-asleep = Dort, couvert
round-could-not-door = Porte ou guichet bloqué
round-could-not-incident = Un incident
round-could-not-key = Pas de clé
round-could-not-other = Autre raison
round-confirm = Confirmer
round-seen-concern = Vu, avec une inquiétude
round-start-other = Commencer une autre ronde
round-unfinished = Vous avez une ronde non terminée
round-count-record = Appel
round-counted = Comptés : { $n }
round-dont-know = Je ne sais pas
round-dont-know-hint = Une consigne urgente part à tous
round-end = Terminer la ronde
round-end-only = Terminer sans appel
round-end-open = { $n ->
    [one] Un arrêt n’est pas contrôlé. Terminer quand même la ronde ?
   *[other] { $n } arrêts ne sont pas contrôlés. Terminer quand même la ronde ?
}
round-end-why = Pourquoi se termine-t-elle avant ?
round-end-why-missing = Écrivez la raison
round-end-back = Continuer la ronde
round-ended-why = Terminée avant que chaque arrêt soit contrôlé
round-ended = La ronde est terminée
round-ending = Avant la fin de la ronde
round-event-paused = Pause : alarme
round-event-resumed = Reprise
round-event-handed-over = Main passée
round-event-taken-over = Main prise
round-event-ended = Terminée
round-find = Chercher une personne à cet arrêt
round-go-there = Y aller
round-hand-over = Passer la main
round-hand-over-to = Passer la main à
round-handed-over = Main passée
round-leave = Quitter la ronde
round-to-clear-up = À éclaircir
round-nobody-knows = Personne ne sait où
round-left = Non contrôlés
round-more = Plus
round-moved-out = Parti depuis le début
round-moved-to = Déplacé vers { $place }
round-next = Arrêt suivant
round-next-named = Suivant : { $name }
round-no-colleague = Aucun collègue de ce nom
round-nobody-here = Contrôlé : personne ici
round-not-checked = Non contrôlé
round-missing-n = Personne ne sait où : { $n }
round-not-checked-n = Non contrôlés : { $n }
round-not-here = Absent
round-not-here-n = Absents : { $n }
round-nothing-left = Tous les arrêts sont contrôlés
round-open-person = Ouvrir la page de cette personne
round-partly = Contrôlé en partie
round-pause = Pause : alarme
round-paused-at = En pause depuis { $time }
round-paused-by = En pause, par { $name }
round-people = Personnes : { $n }
round-people-checked = { $done } personnes contrôlées sur { $all }
round-person-state = Qu’avez-vous vu ?
round-previous = Arrêt précédent
round-print = Imprimer la feuille de ronde
round-progress = { $done } sur { $all }
round-remark-missing = Écrivez d’abord ici l’autre raison
round-remark = Remarque
round-resume = Reprendre
round-run-by = { $name } mène cette ronde
round-saving = Enregistrement…
round-seen = Vu
round-seen-n = Vus : { $n }
round-seen-no-concern = Vu, rien à signaler
round-show-all = Tout montrer
round-show-open = Montrer les non contrôlés
round-stop-checked = Contrôlé { $time }
round-stop-could-not = Contrôle impossible { $time }
round-stop-empty = Personne n’est logé ici
round-stop-open = Pas encore contrôlé
round-stops-checked = { $done } arrêts contrôlés sur { $all }
round-take-over = Prendre la main
round-title = Ronde
round-to-count = Passer à l’appel
round-to-today = Vers Aujourd’hui
round-unsaved = Pas encore enregistrés : { $n }
round-write-more = Écrire plus
round-shift = De ce service, minuit compris
round-none = Aucune ronde prévue
round-none-why = Les plans de ronde sont faits par les responsables et arrivent avec le serveur.
round-unplanned = Commencer une ronde hors plan
round-over = Passées
round-go-on = Continuer
round-look = Voir
round-start = Commencer la ronde
sheet-number = Numéro
sheet-person = Personne
sheet-place = Lieu
sheet-seen = Vu
sheet-sign = Paraphe
sheet-why = Sinon, pourquoi
count-title = Appel
count-sum = À l’effectif { $roll } − absents { $absent } = attendus { $expected }
count-counted = Comptés
count-again = Recompter
count-by-name = Appel nominal
count-missing-number = Écrivez combien ont été comptés
count-unseen = À l’effectif, pas vues pendant la ronde
count-absent = Absents, et pourquoi
count-earlier = Déjà compté
count-figures = { $counted } comptés, { $expected } attendus
count-agrees = Concorde
count-differed = Écart
count-too-few = { $n ->
    [one] Il en manque { $n }
   *[other] Il en manque { $n }
}
count-too-many = { $n ->
    [one] { $n } de trop
   *[other] { $n } de trop
}
count-then-recount = Signez ce qui a été compté, puis recomptez.
count-then-named = Signez ce qui a été compté, puis appelez par le nom.
count-then-control = Prévenez le poste central par radio.
count-missing = Qui manque ?
count-control = Poste central
count-control-told = Le poste central a été prévenu par radio
count-note = Remarque
count-sign = Signer l’appel
today-sent-back = Renvoyés à vous
today-follow-ups = Vous avez promis un suivi
today-notices = Consignes
today-rounds = Autres rondes de ce service
today-offered = On vous passe la main
today-receiving = Les registres arrivent encore : ce que des collègues ont fait peut manquer ici.
empty-receiving = Les registres arrivent encore
empty-receiving-todo = Rien de cela n’est encore arrivé sur cette tablette. Restez près du réseau ; ce qui arrive apparaît ici.
today-receiving-n = { $done } reçus sur { $total }
today-waiting = En attente d’envoi : { $n }
today-overdue = en retard
today-done = Fait
people-total = Personnes : { $n }
people-search = Nom, numéro ou cellule
people-none = Personne trouvé
people-none-todo = Essayez une partie du nom, le numéro ou la cellule.
people-by-cell = Par cellule
people-by-name = Par nom
person-write-contact = Noter un entretien
person-last-contact = { $n ->
    [0] Quelqu’un lui a parlé depuis hier
    [one] Dernier échange il y a { $n } jour
   *[other] Dernier échange il y a { $n } jours
}
person-no-contact = Aucun échange avec cette personne n’est consigné ici
person-also = Aussi appelé(e) { $names }
person-follow-ups = Promis, encore ouvert
person-more = Écrire autre chose, ou sortie
person-write-observation = Écrire une observation
person-write-incident = Écrire un incident
person-write-security = Signalement à la sécurité
person-write-protection = Plainte ou mauvais traitement
person-write-notice = Écrire une consigne
person-timeline = Enregistrements
person-nothing = Pas encore d’enregistrement
person-nothing-todo = Ce qui est écrit sur cette personne figure ici.
person-back = Est de retour
person-out = Sort du quartier
person-out-court = Au tribunal
person-out-hospital = À l’hôpital
person-out-work = Au travail
person-out-visit = Au parloir
record-history = Ce qu’il en est advenu
record-proof = Preuve
record-verified = La signature est juste et l’établissement certifie le signataire.
record-not-verified = Pas encore certifié par l’établissement.
record-answer = Votre réponse
record-answer-missing = Écrivez votre réponse
record-answer-do = Envoyer la réponse
record-correct = Rectifier
record-withdraw = Retirer
record-withdraw-why = Pourquoi est-il retiré ?
record-withdraw-missing = Dites pourquoi vous le retirez
record-withdraw-do = Retirer
record-was-corrected = Rectifié
record-moved-from = Ne concerne pas
record-moved-to = Concerne
record-was-moved = C’était quelqu’un d’autre
record-was-withdrawn = Retiré
record-was-accepted = Accepté
record-was-sent-back = Renvoyé
record-was-escalated = Transmis plus haut
record-was-followed-up = Suivi fait
record-was-answered = Répondu
record-undone = Annulé aussitôt par son auteur
form-acknowledge = J’ai lu
form-change = Modifier
form-clear = Effacer
form-error-choice = Choisissez parmi ces réponses
form-error-constraint = Cette réponse ne convient pas
form-error-large = Trop long
form-error-range = Entre { $least } et { $most }
form-error-required = Une réponse est nécessaire
form-error-type = Pas de cette sorte
form-filter = Filtrer les réponses
form-hour-back = Une heure plus tôt
form-hour-on = Une heure plus tard
form-hours-ago = Heures avant : { $n }
form-me = Moi
form-minutes-ago = Minutes avant : { $n }
form-minutes-back = { $n } minutes plus tôt
form-minutes-on = { $n } minutes plus tard
form-now = Maintenant
form-part-add = Ajouter : { $name }
form-part-remove = Retirer : { $name }
form-problem = { $question } : { $problem }
form-progress = { $done } réponses sur { $all }
form-remove = Retirer { $name }
form-search-none = Rien trouvé
form-search-person = Nom, numéro ou cellule
form-search-place = Nom du lieu
form-search-staff = Nom du collègue
form-time-none = Pas encore d’heure
write-about = De qui s’agit-il ?
write-about-missing = Choisissez de qui il s’agit
write-about-more = Ajouter quelqu’un
write-about-search = Nom, numéro ou cellule
write-again = Réécrire
write-care = Des faits que vous avez vus ou entendus
write-care-complaint = Plainte ou mauvais traitement : dites-le au responsable des plaintes.
write-care-else = Ce qui n’a pas sa place ici
write-care-health = Santé : dites-le au personnel de santé.
write-care-security = Sécurité et sources : dites-le au service de sécurité.
write-sealed = Le dire en confidence
write-form-security-report = Scellé : seuls les analystes de la sécurité l’ouvrent.
write-form-protection-report = Scellé : seules les personnes désignées pour les plaintes l’ouvrent, jamais le quartier.
submission-title = Ce signalement est scellé
submission-how = Une fois scellé, vous ne pouvez plus l’ouvrir ni le corriger. Votre nom figure à l’intérieur, pour ses seuls lecteurs.
submission-readers = Seuls peuvent l’ouvrir : { $names }, les personnes qui prendront leur suite, et la clé de secours.
submission-recovery-only = Personne n’est encore désigné pour le lire. La clé de secours de l’établissement l’ouvre.
submission-nobody = Personne n’est encore désigné pour le lire et il n’y a pas de clé de secours : il ne peut pas être scellé. Ce que vous écrivez reste un brouillon.
submission-seal = Sceller et envoyer
submission-sealing = Le signalement est en train d’être scellé
submissions-title = Signalements scellés
submissions-detail = Signalements à la sécurité, plaintes et mauvais traitements
submissions-none = Aucun signalement n’est arrivé
submissions-none-detail = Ce qui vous est adressé arrive ici quand la tablette est connectée.
submissions-by = Écrit par
submissions-unproved = Signature non certifiée
submissions-locked = { $n ->
    [one] Un signalement ne peut pas encore être ouvert
   *[other] { $n } signalements ne peuvent pas encore être ouverts
}
submissions-locked-detail = Ils ont été scellés avant que vous puissiez les lire sur cette tablette. Ils s’ouvrent dès qu’un collègue qui les lit s’est connecté, ou avec la clé de secours.
submissions-with-key = Ouvrir avec la clé de secours
write-certainty-about = À peu près
write-certainty-date = Seul le jour est connu
write-certainty-exact = À cette heure
write-certainty-unknown = Inconnu
write-correct-detail = L’enregistrement reste ; la rectification figure à côté.
write-discard = Abandonner
write-discarded = Brouillon abandonné
write-draft-correction = { $form } : rectification
write-drafts = Brouillons
write-earlier = Plus tôt
write-facts = Des faits vus ou entendus ; ni santé ni sources
write-form-contact = Ce qui a été dit dans un entretien
write-form-count = Un appel fait sur papier
write-form-incident = Ce qui s’est passé
write-form-notice = Pour tous
write-form-observation = Ce qui a été vu
write-from-paper = Depuis le papier
write-not-you = Votre rôle n’écrit pas ici
write-not-you-todo = Les surveillants, les responsables et les soignants écrivent. En cas d’erreur, demandez à votre responsable.
write-notice = Consigne
write-notice-care = Un fait pratique, jamais un diagnostic
write-notice-example = Par exemple : tenir à l’écart jusqu’au 24 novembre, demander à la santé
write-notice-missing = Écrivez la consigne
write-notice-text = Ce que tous doivent savoir
write-notice-until = Jusqu’au
write-notice-until-hint = Sans date, à revoir demain
write-notice-urgent = Urgent
write-outdated = Cet enregistrement a été modifié après le début de votre rectification, { $time }
write-outdated-todo = Ci-dessous figure l’enregistrement tel qu’il est maintenant. Ce que vous aviez écrit est gardé ici et n’est pas repris.
write-left-since = Cet enregistrement a été retiré après le début de votre rectification, { $time }
write-left-todo = Ce que vous aviez écrit est gardé ici jusqu’à ce que vous le jetiez. Rien n’en a été enregistré.
write-outdated-words = Ce que vous aviez écrit
write-reason = Pourquoi cette rectification ?
write-reason-hint = Elle figure à côté de la rectification
write-reason-missing = Dites pourquoi
write-left = Rectification d’un enregistrement retiré
write-left-detail = L’enregistrement a été retiré après que vous avez commencé. Rien de ceci n’y a été enregistré.
write-resumed = Vous reprenez où vous en étiez, { $time }
write-undone = Annulé ; les réponses sont à nouveau un brouillon
write-what = Qu’écrivez-vous ?
write-when = Quand était-ce ?
write-when-future = C’est encore à venir
write-when-missing = Dites quand
notice-missing = Pas vu, et personne ne sait où
notice-open = Ouvrir la consigne
notice-overdue = Révision en retard
notice-until = Jusqu’au { $time }
notice-review = À revoir { $time }
notice-urgent = Urgent

## Vaccination

form-search-product = Nom du vaccin ou du fabricant
write-form-dose = Une dose donnée, refusée ou reportée
person-write-dose = Noter une dose
vaccination = Vaccination
vaccination-none = Aucune dose n’est notée
vaccination-as-of = Enregistrements des autres tablettes : { $time }
vaccination-as-of-never = Seulement ce qui a été écrit sur cette tablette : rien n’est venu des autres
vaccination-unassigned = Une dose
vaccination-dose = Dose { $n }
vaccination-booster = Dose { $n }, rappel
vaccination-complete = Série complète avec la dose { $n }
vaccination-incomplete = Série incomplète
vaccination-unclear = Impossible de dire si la série est complète : un vaccin est inconnu
vaccination-due-any = { $dose } : peut être donnée
vaccination-due-unknown = { $dose } : date impossible à dire
vaccination-due-since = { $dose } : due depuis le { $date }
vaccination-due-from = { $dose } : due à partir du { $date }
vaccination-due-between = { $dose } : due à partir d’un jour entre le { $first } et le { $last } ; une date n’est connue qu’en partie
vaccination-day-unknown = jour inconnu
vaccination-product-unknown = vaccin inconnu
vaccination-lot = lot { $lot }
vaccination-also = { $n ->
    [one] un autre enregistrement dit la même chose
   *[other] { $n } autres enregistrements disent la même chose
}
vaccination-stands-under = inscrite au nom de { $person }
dose-source-here = donnée ici
dose-source-card = d’après la carte
dose-source-register = d’après un autre registre
dose-source-memory = de mémoire
dose-refused = Refusée
dose-not-today = Reportée
dose-why-objection = s’y oppose
dose-why-caregiver = le responsable de l’enfant refuse
dose-why-immunity = déjà immunisé
dose-why-had-disease = a eu la maladie
dose-why-acute = malade en ce moment
dose-why-chronic = maladie chronique
dose-why-allergy = allergie
dose-why-immunocompromised = immunité affaiblie
dose-why-precaution = autre précaution médicale
dose-why-stock = plus de doses
dose-warning-second = Une deuxième dose le même jour
dose-warning-early = { $n ->
    [one] Un jour trop tôt : pas avant le { $date }
   *[other] { $n } jours trop tôt : pas avant le { $date }
}
dose-warning-maybe-early = { $n ->
    [one] Peut-être trop tôt, d’un jour au plus
   *[other] Peut-être trop tôt, de { $n } jours au plus
}
dose-warning-mixed = Autre vaccin qu’avant ({ $before })
dose-warning-unknown = Ce vaccin n’est pas dans la liste
dose-warning-expired = { $n ->
    [one] Le lot était périmé depuis un jour
   *[other] Le lot était périmé depuis { $n } jours
}
dose-warning-age = { $n ->
    [one] Moins d’un an
   *[other] Moins de { $n } ans
}
dose-warning-booster-only = Seulement en rappel : la série n’était pas complète
dose-warning-ahead = Une dose est datée d’après aujourd’hui : vérifiez sa date et celle de cette tablette
dose-warning-beyond = Plus de rappels que prévu

## Vaccination sessions
nav-session = Séance
records-kind-clinic-step = Étape d’une séance
clinic-title = Séance de vaccination
clinic-open = Ouvrir la séance
clinic-start = Commencer une séance
clinic-none = Aucune séance de vaccination
clinic-none-todo = Commencez-en une : le vaccin et le lot sont saisis une fois, puis trois touches par personne.
clinic-over = Terminées
clinic-runs = En cours
clinic-offered = Remise à vous
clinic-reconciles = Le compte est bon
clinic-differs = Le compte n’est pas bon
clinic-given = Doses données : { $n }
clinic-place = Où ?
clinic-place-none = Non précisé
clinic-vaccinator = Qui donne les doses ?
clinic-vaccinator-me = Moi
clinic-site = À quel endroit du corps ?
clinic-observation = Combien de temps chacun est-il surveillé ensuite ?
minutes = { $n } min
site-left-arm = Bras gauche
site-right-arm = Bras droit
site-left-thigh = Cuisse gauche
site-right-thigh = Cuisse droite
clinic-since = depuis { $time }
clinic-given-by = données par { $name }
clinic-run-by = { $name } mène cette séance
clinic-run-by-nobody = Personne ne mène cette séance
clinic-take-over = Reprendre
clinic-hand-over = Remettre
clinic-vial = Ouvrir un flacon
clinic-vial-first = Lisez-le sur le flacon. Cela figurera ensuite sur chaque dose.
clinic-no-vial = Aucun flacon n’est ouvert. Ouvrez-en un d’abord.
clinic-vial-old = Ce flacon est ouvert depuis trop longtemps : jetez-le et ouvrez-en un autre.
clinic-doses-left = Doses restantes : { $n }
clinic-discard = À jeter à { $time }
clinic-expired = Périmé
clinic-search = Nom ou numéro, ou scannez une carte
clinic-found-more = Et { $n } autres : précisez le nom
clinic-walk = Dans l’ordre des cellules
clinic-walk-none = Seulement par recherche
clinic-walked = Vus : { $done } sur { $all }
clinic-next = Personne suivante
clinic-back = Retour à la liste
clinic-had-dose = a reçu une dose
clinic-seen-here = Déjà dans cette séance : { $what }, { $time }
clinic-right-person = C’est la bonne personne
clinic-agreed = D’accord, rien ne s’y oppose
clinic-not-today = Pas aujourd’hui
dose-overridden = malgré un avertissement : { $why }
clinic-why-not = Pourquoi pas ?
clinic-give = Donnée
clinic-why = Pourquoi la donner malgré tout ?
clinic-why-missing = Écrivez pourquoi. Cela reste avec l’enregistrement.
clinic-gave = Dose notée pour { $name }
clinic-gave-then = Dose notée pour { $name }. { $next }
clinic-noted = Noté pour { $name }
clinic-watched = Sous surveillance
clinic-minutes-left = { $n } min, jusqu’à { $time }
clinic-may-go = Peut partir
clinic-came = Vus dans cette séance : { $n }
clinic-came-more = Et { $n } avant eux : voir Registres
clinic-totals = Doses
clinic-lot = Vaccin et lot
clinic-drawn = Prélevées
clinic-given-doses = Données
clinic-wasted = Jetées
clinic-left = Restantes
clinic-more-than-drawn = Plus que prélevé : { $n }
clinic-missing = Non justifiées : { $n }
clinic-not-opened = Aucun flacon ouvert : { $n }
clinic-count = Compter ce qui reste
clinic-count-end = Compter et terminer
clinic-count-hint = Comptez les doses qui restent dans les flacons ouverts. Laissez vide un lot que personne n’a compté.
clinic-count-lot = { $lot } (devrait être { $n })
clinic-count-save = Noter le compte
clinic-end = Terminer la séance
clinic-ended = La séance est terminée
clinic-ended-at = Terminée { $time }
clinic-waste = Doses jetées
clinic-extra = Prélevées au-delà de l’étiquette
clinic-extra-hint = Un flacon peut contenir une dose de plus que l’étiquette. Notez-le ici pour que le compte soit bon.
clinic-step-opened = Flacons ouverts : { $n }, doses dans chacun : { $doses }
clinic-step-extra = Au-delà de l’étiquette : { $n }
clinic-step-wasted = Jetées : { $n }
clinic-step-left = Restantes : { $n }
clinic-steps = Flacons, doses jetées et comptages
clinic-step-correct = Que doit-on lire à la place ?
clinic-step-lot-hint = Les doses déjà données gardent leur lot : corrigez-les dans leurs enregistrements.
clinic-step-doses-missing = Écrivez combien.
clinic-step-why = Pourquoi cette correction ?
clinic-step-why-missing = Écrivez pourquoi. Les deux restent lisibles.
vial-product = Quel vaccin ?
vial-lot = Lot, tel qu’il figure sur le flacon
vial-lot-missing = Écrivez le lot.
vial-expiry = Jusqu’à quand peut-il être utilisé ?
vial-expiry-hint = Année et mois : 2027-03
vial-expiry-unread = Écrivez l’année et le mois, si possible le jour : 2027-03 ou 2027-03-31.
vial-expired = Ce lot est périmé. Ne l’utilisez pas.
vial-doses = Doses par flacon
vial-doses-missing = Combien de doses contient un flacon ?
vial-vials = Flacons
vial-open = L’ouvrir
vial-until = jusqu’à { $date }
waste-doses = Combien de doses ?
waste-reason = Pourquoi jetées ?
waste-reason-missing = Choisissez la raison.
waste-save = Noter
waste-contamination = Contaminées
waste-partial-use = Non utilisées à temps
waste-colour-change = La pastille du flacon a viré
waste-expiry = Périmées

## Coverage, dose card
nav-coverage = Couverture
coverage-as-of = Au { $time }, parmi toutes les personnes présentes
coverage-small = Les groupes de moins de dix n’affichent pas de chiffres, ni un groupe qui permettrait de les calculer.
coverage-due = Prochaine dose
coverage-due-now = À faire maintenant
coverage-due-week = À faire dans les sept prochains jours
coverage-not-given = Non données : { $n }
coverage-all = Tous
coverage-no-wing = Dans aucun quartier
coverage-prisoners = Détenus
coverage-staff = Personnel
coverage-family = Familles du personnel
coverage-visitors = Visiteurs
coverage-children = Enfants vivant avec un parent
coverage-sex-unknown = Sexe inconnu
coverage-age = { $from } à { $to } ans
coverage-age-from = { $from } ans et plus
coverage-age-unknown = Âge indéterminé
coverage-by-wing = Par quartier
coverage-by-category = Par catégorie
coverage-by-sex = Par sexe
coverage-by-age = Par âge
coverage-group = Groupe
coverage-one-dose = Une dose ou plus
coverage-two-doses = Deux ou plus
coverage-complete = Série complète
coverage-booster = Rappel
coverage-share = { $n } ({ $percent } %)
coverage-doses = Doses données ici : { $n }
coverage-no-doses = Aucune dose dans cette période
coverage-day = Jour
coverage-times = Fois
dose-card = Carte de vaccination
dose-card-print = Imprimer la carte
dose-card-born = né(e) { $date }
dose-card-dose = Dose
dose-card-day = Jour
dose-card-vaccine = Vaccin
dose-card-lot = Lot
dose-card-known-from = Source
dose-card-sign = Signature et cachet :

## Check in

nav-check-in = Arrivées
nav-due = À faire
check-in-first = Cherchez d’abord : qui revient est déjà inscrit.
check-in-search = Nom, numéro ou cellule
check-in-none = Essayez une autre orthographe, ou ajoutez la personne.
check-in-more = D’autres personnes correspondent : { $n }. Complétez le nom.
check-in-add = Ajouter une personne
check-in-kind = Qui est-ce ?
category-prisoner = Détenu
category-visitor = Visiteur
category-family = Famille du personnel
category-child = Enfant vivant avec un parent
check-in-one-name = Un seul nom suffit.
check-in-choose = Choisir un lieu
check-in-why = Pourquoi est-elle ici ?
check-in-why-missing = Choisissez le motif.
check-in-where = Quelle cellule ou quel dortoir ?
check-in-do = Enregistrer
check-in-saved = Enregistré sur cette tablette
check-in-next = Personne suivante
check-in-dose = Noter une dose antérieure
check-do = Examen de santé
check-list = Examens de santé
write-form-health-check = Ce que vous mesurez et demandez à l’arrivée
check-clear = Rien à signaler
check-keep-apart = Tenir à l’écart
check-refer = Adresser à un soignant
check-celsius = { $n } °C
check-nothing-yet = Rien encore
check-and-apart = tenir à l’écart jusque-là
check-urgent = tout de suite
check-repeat = Reprenez la température après quelques minutes de repos.
check-postpone = Trop de fièvre pour vacciner aujourd’hui.
check-unanswered = Pas encore demandé : { $list }
check-say-why = Vous décidez autrement : dites pourquoi plus bas.
check-rule-raised = La température est élevée.
check-rule-fever = Fièvre
check-rule-very-low-oxygen = Oxygène très bas
check-rule-low-oxygen = Oxygène bas
check-rule-breathless = Essoufflement
check-rule-symptoms = Un symptôme contagieux
check-rule-milder = Plusieurs symptômes légers
check-rule-tuberculosis = Un signe qui appelle un test de tuberculose
check-rule-test = Le test est positif.
check-rule-contact = Contact avec un malade
check-ask-temperature = température
check-ask-spo2 = oxygène
check-ask-symptoms = symptômes
check-ask-exposure = contact
check-ask-test = test
arrival-admission = Admission
arrival-release = Libération
reason-transfer-in = Transfert entrant
reason-return-court = Retour du tribunal
reason-return-hospital = Retour d’hôpital
reason-shift = Prise de service
reason-visiting = Visite
reason-asked = A demandé à être vu
records-kind-keep-apart = Tenu à l’écart
records-kind-keep-apart-end = Fin de la mise à l’écart
records-kind-apart-visit = Visite à une personne à l’écart
records-kind-notice-end = Fin d’un avis
records-kind-same-person = Même personne
records-kind-not-same-person = Finalement pas la même
notice-apart = Tenir à l’écart, demander à la santé
notice-apart-until = Tenir à l’écart à { $place } jusqu’au { $date }, demander à la santé
notice-apart-review = Tenir à l’écart à { $place }, à revoir le { $date }, demander à la santé
apart-to-decide = Décidé : tenir à l’écart. Indiquez où et jusqu’à quand.
apart-proposed = Les règles proposent de tenir à l’écart jusqu’à l’avis d’un soignant.
apart-decide = Tenir à l’écart
apart-crosses = Seuls le lieu et le jour vont au quartier, jamais le motif.
apart-where = Où ?
apart-how-long = Combien de temps ?
apart-ends-on = Jusqu’à un jour
apart-reviewed-on = Sans fin, à revoir un jour
apart-day = Quel jour ?
apart-decider = Décidé par
apart-place-missing = Choisissez le lieu.
apart-day-over = Choisissez un jour à venir.
apart-saved = Mise à l’écart enregistrée sur cette tablette
apart-punishment = Cellule disciplinaire
apart-punishment-warning = C’est une cellule disciplinaire.
apart-punishment-why = On n’y tient personne à l’écart pour sa santé. Choisissez un autre lieu ; sinon, la direction santé est prévenue.
apart-in = À l’écart à { $place }
apart-until = jusqu’au { $date }
apart-review = à revoir le { $date }
apart-since = depuis { $time }
apart-visited = vu { $time }
apart-never-visited = pas encore vu
apart-overdue = Révision en retard
apart-visit-due = Pas de visite aujourd’hui
apart-visit-done = Visité aujourd’hui
apart-visit = Visite faite
apart-visit-note = Visite faite, avec cette note
apart-more = Note, changement, fin
apart-note = Note
apart-change = Changer le lieu ou le jour
apart-end = Mettre fin à la mise à l’écart
apart-end-why = Pourquoi cela prend-il fin ?
apart-end-recovered = Rétabli, vu par la santé
apart-end-negative-test = Un test négatif
apart-end-time-over = Le délai est passé, sans signe de maladie
apart-end-left = À l’hôpital, transféré ou libéré
apart-end-mistake = Décidé par erreur
due-none = Rien à faire
due-none-of = Rien à faire pour les personnes trouvées
due-of-everybody = De toutes les personnes à l’écart, sans visite aujourd’hui : { $n }
due-none-todo = Les personnes à l’écart et les doses à donner s’affichent ici.
due-apart = À l’écart ; sans visite aujourd’hui : { $n }
due-doses = Doses à donner : { $n }
due-more = Dues depuis moins longtemps : { $n }
same-this-one = C’est cette personne
same-before-adding = Peut-être déjà inscrit : { $n }
same-perhaps = Peut-être la même personne : { $n }
same-person = Même personne
same-look = Ouvrir
same-also = La même personne, aussi inscrite comme
same-undo = Finalement pas la même
alike-same-number = même numéro
alike-same-name = même nom
alike-same-sound = nom de même son
alike-similar-name = nom proche
alike-part-of-name = une partie du nom
alike-same-birth-date = même date de naissance
alike-same-birth-month = même mois de naissance
alike-same-birth-year = même année de naissance
alike-near-birth-year = année de naissance proche
alike-same-place = même lieu au début
alike-other-number = autre numéro
alike-other-staff-number = autre matricule
alike-other-birth-year = autre année de naissance
alike-other-sex = homme et femme
prison-punishment = Cellule disciplinaire
prison-punishment-hint = Le personnel de santé est averti avant d’y tenir quelqu’un à l’écart.

## Vaccines of an administrator
vaccines = Vaccins
vaccines-detail = Doses, intervalles, âges et codes
vaccine-add = Ajouter un vaccin
vaccine-booster-only = Rappel seulement
vaccine-doses-in-series = Doses dans la série : { $n }
vaccine-wait = pas avant { $n } jours
vaccine-changed = modifié ici
vaccine-unconfirmed = Certains chiffres de ce vaccin relèvent des connaissances générales et aucune source ne les confirme : vérifiez-les avant qu’un soignant ne s’y fie.
vaccine-name = Comment s’appelle-t-il ?
vaccine-holder = Qui le fabrique ?
vaccine-holder-missing = Indiquez le fabricant.
vaccine-disease = Contre quelle maladie ?
vaccine-platform = De quel type est-il ?
platform-mrna = ARNm
platform-vector = Vecteur viral
platform-inactivated = Virus inactivé
platform-subunit = Sous-unité protéique
vaccine-doses = Combien de doses forment la série ? (0 : rappel seulement)
vaccine-minimum = Jours avant la dose suivante, au moins
vaccine-usual = Jours avant la dose suivante, d’habitude
vaccine-booster-minimum = Jours avant un rappel, au moins
vaccine-booster-usual = Jours avant un rappel, d’habitude
vaccine-age = À partir de quel âge ?
vaccine-vial = Doses par flacon, selon l’étiquette
vaccine-codes = Codes, un par ligne
vaccine-codes-hint = Chaque ligne : le système, puis le code, par exemple : cvx 208. Systèmes : { $systems }
vaccine-codes-unread = Une ligne n’est pas un système et un code, ou le système est inconnu.

## Moves
nav-moves = Mouvements
moves-detail = Les { $n } derniers jours
moves-none = Personne n’est arrivé, parti ou n’a changé de cellule
moves-none-todo = Les personnes enregistrées ou déplacées depuis leur page figurent ici.

## Before a dose
clinic-check-today = Examen de santé aujourd’hui à { $time } : { $said }
vial-product-none = Choisissez ce qui est écrit sur le flacon
vial-product-missing = Choisissez le vaccin.

## Due, and why not
due-without-place = Décidé d’isoler : dites où
dose-why-too-early = trop tôt
dose-why-absent = absent
dose-why-other = autre raison
coverage-hidden = Masqué
category-staff = Personnel

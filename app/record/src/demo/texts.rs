//! What the demonstration's staff wrote: facts that somebody saw or heard, in the usual language of the house.
//! No health, no religion, no origin, no judgement of a person.

use super::Country;

/// The texts of a country.
pub(super) struct Texts {
    pub(super) contacts: &'static [&'static str],
    pub(super) follow_ups: &'static [&'static str],
    pub(super) done: &'static [&'static str],
    pub(super) observations: &'static [(&'static str, &'static str)],
    pub(super) incidents: &'static [(&'static str, &'static str)],
    pub(super) notices: &'static [&'static str],
    pub(super) sent_back: &'static str,
    pub(super) vague: &'static str,
    pub(super) reply: &'static str,
    /// A contact that a supervisor passed on, and why.
    pub(super) escalated: (&'static str, &'static str),
    pub(super) difference: &'static str,
    pub(super) blocked: &'static str,
    pub(super) round: &'static str,
    pub(super) evening_round: &'static str,
    pub(super) yard_round: &'static str,
}

/// What is said in a country's usual language.
pub(super) fn of(country: Country) -> &'static Texts {
    match country {
        Country::Uganda => &ENGLISH,
        Country::Tunisia => &FRENCH,
        Country::Kazakhstan => &RUSSIAN,
    }
}

static ENGLISH: Texts = Texts {
    contacts: &[
        "Asked how the new job in the workshop is going. Says he likes the tools and gets on with the foreman.",
        "Spoke about the football match in the yard. Laughed and named the scorers.",
        "Asked when the next family visit is. I read him the date from the list.",
        "Said the tap in the corner drips at night. I looked: it does.",
        "Told me his brother starts school this week.",
        "Was reading on the bed. Said everything is in order.",
        "Asked to have his blanket washed. Put on the laundry list.",
        "Talked for ten minutes about the reading class and the book that they read.",
        "Greeted me and went on playing draughts with two others.",
        "Asked how a complaint is written. I gave him the form and an envelope.",
    ],
    follow_ups: &[
        "Asked for a phone call to his mother. I promised an answer.",
        "Wants to change from the kitchen to the garden group. I will ask the supervisor.",
        "Has not had the letter that his lawyer announced. I will ask at the gate.",
        "Asked for reading glasses from his property. I will ask reception.",
    ],
    done: &[
        "Told him the answer.",
        "Asked, and gave him the date.",
        "Done, he signed for it.",
    ],
    observations: &[
        (
            "occupied",
            "Sat at the table and wrote a letter during the whole round.",
        ),
        (
            "keeps_apart",
            "Stood alone at the fence for the whole hour in the yard. Others spoke to him, he did not answer.",
        ),
        (
            "meal_left",
            "Left the evening meal untouched. Said he was not hungry.",
        ),
        (
            "arguing talking",
            "Two voices, loud, about a place on the bench. Quiet again when I came.",
        ),
        (
            "helping",
            "Helped an older man carry his bedding to the other end of the ward.",
        ),
        (
            "pacing",
            "Walked up and down between the beds for about twenty minutes.",
        ),
    ],
    incidents: &[
        (
            "damage",
            "The glass of the window beside the door was found broken at unlock. Nobody was hurt. Swept and boarded.",
        ),
        (
            "assault",
            "Two men struck each other with fists in the queue for water. Both stopped when told to.",
        ),
        (
            "find",
            "A metal spoon with a ground edge lay under the second bed from the door. Bagged.",
        ),
        (
            "supply",
            "No water on both landings from 11:00 to 12:30. Carried in buckets from the kitchen.",
        ),
    ],
    notices: &[
        "North stairs are being painted: use the south stairs.",
        "Visits begin at 14:00 on Friday.",
        "The gate of the workshop sticks. Lift while turning the key.",
    ],
    sent_back: "When was this, and what did he say in his own words?",
    vague: "Seemed worried about his family.",
    reply: "He said: \"My wife did not come on Sunday.\" It was after the evening meal.",
    escalated: (
        "Says that two men of the ward want money from him. He did not name them.",
        "May he stay in this ward? That is not mine to decide.",
    ),
    difference: "Counted twice along the beds. One fewer than on the roll.",
    blocked: "The key of this door is at the gate.",
    round: "Round",
    evening_round: "Extra round: new arrivals",
    yard_round: "Extra round: after association",
};

static FRENCH: Texts = Texts {
    contacts: &[
        "Demande comment se passe l’inscription à l’atelier de menuiserie. Je lui ai montré la liste.",
        "Parle du match de football dans la cour. De bonne humeur.",
        "Demande la date de la prochaine visite. Je la lui ai lue.",
        "Dit que le robinet du fond goutte la nuit. Vérifié : il goutte.",
        "Raconte que sa fille est entrée à l’école cette semaine.",
        "Lisait sur son lit. Dit que tout va bien.",
        "Demande à faire laver sa couverture. Inscrit sur la liste de la buanderie.",
        "A parlé dix minutes du cours de lecture et du livre en cours.",
        "A salué et a continué sa partie de dames avec deux autres.",
        "يسأل عن موعد الزيارة القادمة. قرأت له التاريخ من القائمة.",
    ],
    follow_ups: &[
        "Demande un appel à sa mère. J’ai promis une réponse.",
        "Voudrait passer de la cuisine au jardin. Je demanderai au chef de quartier.",
        "N’a pas reçu la lettre annoncée par son avocat. Je demanderai à l’entrée.",
        "Demande ses lunettes de lecture déposées au greffe. Je demanderai.",
    ],
    done: &[
        "Réponse donnée.",
        "Demandé, date transmise.",
        "Fait, il a signé.",
    ],
    observations: &[
        (
            "occupied",
            "Assis à la table, écrivait une lettre pendant toute la ronde.",
        ),
        (
            "keeps_apart",
            "Seul près du grillage pendant toute l’heure de cour. N’a pas répondu à ceux qui lui parlaient.",
        ),
        (
            "meal_left",
            "N’a pas touché au repas du soir. Dit ne pas avoir faim.",
        ),
        (
            "arguing talking",
            "Deux voix fortes au sujet d’une place sur le banc. Calme à mon arrivée.",
        ),
        (
            "helping",
            "A aidé un homme âgé à porter sa literie à l’autre bout de la chambrée.",
        ),
        (
            "pacing",
            "A marché entre les lits pendant une vingtaine de minutes.",
        ),
    ],
    incidents: &[
        (
            "damage",
            "Vitre près de la porte trouvée cassée à l’ouverture. Personne de blessé. Balayé, planche posée.",
        ),
        (
            "assault",
            "Deux hommes se sont donné des coups de poing dans la file d’eau. Ont cessé à l’ordre.",
        ),
        (
            "find",
            "Une cuillère au bord aiguisé sous le deuxième lit. Mise sous scellé.",
        ),
        (
            "supply",
            "Pas d’eau aux deux étages de 11 h à 12 h 30. Seaux apportés de la cuisine.",
        ),
    ],
    notices: &[
        "Escalier nord en peinture : prendre l’escalier sud.",
        "Vendredi les visites commencent à 14 h.",
        "La serrure de l’atelier accroche : soulever la porte en tournant la clé.",
    ],
    sent_back: "Quand était-ce, et qu’a-t-il dit avec ses mots ?",
    vague: "Semblait inquiet pour sa famille.",
    reply: "Il a dit : « Ma femme n’est pas venue dimanche. » C’était après le repas du soir.",
    escalated: (
        "Dit que deux hommes de la chambrée lui réclament de l’argent. Il ne les a pas nommés.",
        "Peut-il rester dans cette chambrée ? Ce n’est pas à moi de le décider.",
    ),
    difference: "Compté deux fois le long des lits. Un de moins qu’à l’effectif.",
    blocked: "La clé de cette porte est à l’entrée.",
    round: "Ronde",
    evening_round: "Ronde supplémentaire : arrivants",
    yard_round: "Ronde supplémentaire : après la cour",
};

static RUSSIAN: Texts = Texts {
    contacts: &[
        "Спросил, как записаться в столярную мастерскую. Показал ему список.",
        "Говорили о футболе во дворе. Смеялся, назвал, кто забил.",
        "Спросил дату ближайшего свидания. Прочитал ему по списку.",
        "Сказал, что ночью капает кран в углу. Проверил: капает.",
        "Рассказал, что младший брат пошёл в школу.",
        "Читал на кровати. Сказал, что всё в порядке.",
        "Попросил сдать одеяло в стирку. Внёс в список.",
        "Десять минут говорил о занятиях в библиотеке и о книге.",
        "Поздоровался и продолжил играть в шашки с двумя соседями.",
        "Келесі кездесу қашан болатынын сұрады. Күнін тізімнен оқып бердім.",
    ],
    follow_ups: &[
        "Просит звонок матери. Обещал ответить.",
        "Хочет перейти из кухни на участок озеленения. Спрошу начальника отряда.",
        "Не получил письмо, о котором сообщил адвокат. Спрошу на проходной.",
        "Просит очки для чтения из личных вещей. Спрошу в приёмном отделении.",
    ],
    done: &[
        "Ответ передан.",
        "Узнал, сообщил дату.",
        "Сделано, расписался.",
    ],
    observations: &[
        ("occupied", "Весь обход сидел за столом и писал письмо."),
        (
            "keeps_apart",
            "Весь час прогулки стоял один у ограждения. На обращения других не отвечал.",
        ),
        (
            "meal_left",
            "Не притронулся к ужину. Сказал, что не голоден.",
        ),
        (
            "arguing talking",
            "Два громких голоса из-за места на скамье. При моём приходе стихли.",
        ),
        (
            "helping",
            "Помог пожилому перенести постель в другой конец секции.",
        ),
        ("pacing", "Около двадцати минут ходил между кроватями."),
    ],
    incidents: &[
        (
            "damage",
            "При подъёме обнаружено разбитое стекло у двери. Никто не пострадал. Убрано, закрыто щитом.",
        ),
        (
            "assault",
            "Двое в очереди за водой ударили друг друга кулаками. По команде прекратили.",
        ),
        (
            "find",
            "Под второй кроватью от двери ложка с заточенным краем. Упакована.",
        ),
        (
            "supply",
            "С 11:00 до 12:30 не было воды на обоих этажах. Носили вёдрами из кухни.",
        ),
    ],
    notices: &[
        "Северная лестница красится: ходить по южной.",
        "В пятницу свидания начинаются в 14:00.",
        "Замок мастерской заедает: поворачивая ключ, приподнять дверь.",
    ],
    sent_back: "Когда это было и что он сказал своими словами?",
    vague: "Казался обеспокоенным из-за семьи.",
    reply: "Он сказал: «Жена не приехала в воскресенье». Это было после ужина.",
    escalated: (
        "Говорит, что двое из отряда требуют с него денег. Имён не назвал.",
        "Можно ли оставить его в этом отряде? Это решать не мне.",
    ),
    difference: "Пересчитали дважды вдоль кроватей. На одного меньше, чем по списку.",
    blocked: "Ключ от этой двери на проходной.",
    round: "Обход",
    evening_round: "Дополнительный обход: новоприбывшие",
    yard_round: "Дополнительный обход: после прогулки",
};

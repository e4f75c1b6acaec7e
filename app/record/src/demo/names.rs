//! Names as they are common in each country, put together by chance: nobody is meant.

use crate::person::Sex;

use super::{Country, random::Random};

/// A name, and its other spellings.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) other_names: Vec<String>,
}

const UGANDA_MEN: &[&str] = &[
    "John", "Peter", "Moses", "David", "Isaac", "Joseph", "Paul", "Samuel", "Robert", "Charles",
    "Emmanuel", "Francis", "Godfrey", "Henry", "Ivan", "Julius", "Kenneth", "Lawrence", "Martin",
    "Patrick", "Richard", "Simon", "Stephen", "Thomas", "Vincent", "Wilson", "Brian", "Denis",
    "Edward", "Fred",
];
const UGANDA_WOMEN: &[&str] = &[
    "Grace",
    "Ruth",
    "Sarah",
    "Mary",
    "Agnes",
    "Betty",
    "Christine",
    "Dorothy",
    "Esther",
    "Florence",
    "Harriet",
    "Irene",
    "Jane",
    "Lydia",
    "Margaret",
    "Norah",
    "Prossy",
    "Rebecca",
    "Susan",
    "Winnie",
    "Juliet",
    "Joan",
    "Stella",
    "Immaculate",
];
const UGANDA_FAMILIES: &[&str] = &[
    "Okello",
    "Mugisha",
    "Mukasa",
    "Ssali",
    "Byaruhanga",
    "Ocen",
    "Tumusiime",
    "Kato",
    "Wasswa",
    "Opio",
    "Odongo",
    "Ojok",
    "Kiggundu",
    "Lubega",
    "Ssempijja",
    "Nsubuga",
    "Kizito",
    "Bwire",
    "Wanyama",
    "Mugabi",
    "Asiimwe",
    "Turyasingura",
    "Ochieng",
    "Otim",
    "Okot",
    "Muwonge",
    "Kasozi",
    "Kaggwa",
    "Baguma",
    "Rwigema",
    "Tibenda",
    "Onyango",
    "Etyang",
    "Emuron",
    "Aluma",
    "Drani",
    "Candia",
    "Mawejje",
    "Sserwadda",
    "Kyeyune",
];
const TUNISIA_MEN: &[(&str, &str)] = &[
    ("Mohamed", "محمد"),
    ("Ahmed", "أحمد"),
    ("Ali", "علي"),
    ("Youssef", "يوسف"),
    ("Khaled", "خالد"),
    ("Sami", "سامي"),
    ("Karim", "كريم"),
    ("Nabil", "نبيل"),
    ("Hichem", "هشام"),
    ("Walid", "وليد"),
    ("Anis", "أنيس"),
    ("Bilel", "بلال"),
    ("Fethi", "فتحي"),
    ("Habib", "الحبيب"),
    ("Ridha", "رضا"),
    ("Slim", "سليم"),
    ("Tarek", "طارق"),
    ("Mourad", "مراد"),
    ("Omar", "عمر"),
    ("Hatem", "حاتم"),
    ("Lotfi", "لطفي"),
    ("Mehdi", "مهدي"),
    ("Ramzi", "رمزي"),
    ("Wissem", "وسام"),
];
const TUNISIA_WOMEN: &[(&str, &str)] = &[
    ("Fatma", "فاطمة"),
    ("Amel", "آمال"),
    ("Leila", "ليلى"),
    ("Sonia", "سنية"),
    ("Mariem", "مريم"),
    ("Olfa", "ألفة"),
    ("Rim", "ريم"),
    ("Salma", "سلمى"),
    ("Hela", "هالة"),
    ("Ines", "إيناس"),
    ("Nadia", "نادية"),
    ("Samia", "سامية"),
    ("Khadija", "خديجة"),
    ("Wafa", "وفاء"),
    ("Zohra", "زهرة"),
    ("Emna", "آمنة"),
];
const TUNISIA_FAMILIES: &[(&str, &str)] = &[
    ("Trabelsi", "الطرابلسي"),
    ("Ben Salah", "بن صالح"),
    ("Gharbi", "الغربي"),
    ("Jebali", "الجبالي"),
    ("Mejri", "الماجري"),
    ("Hammami", "الهمامي"),
    ("Ayari", "العياري"),
    ("Bouazizi", "البوعزيزي"),
    ("Chebbi", "الشابي"),
    ("Dridi", "الدريدي"),
    ("Ferchichi", "الفرشيشي"),
    ("Guesmi", "القاسمي"),
    ("Khelifi", "الخليفي"),
    ("Laabidi", "العبيدي"),
    ("Mansouri", "المنصوري"),
    ("Nasri", "النصري"),
    ("Ouni", "العوني"),
    ("Riahi", "الرياحي"),
    ("Sassi", "الساسي"),
    ("Toumi", "التومي"),
    ("Yahyaoui", "اليحياوي"),
    ("Zouari", "الزواري"),
    ("Ben Amor", "بن عمر"),
    ("Belhadj", "بالحاج"),
    ("Slimani", "السليماني"),
    ("Abidi", "العابدي"),
    ("Maalej", "معالج"),
    ("Karoui", "القروي"),
];
const KAZAKH_MEN: &[&str] = &[
    "Нұрлан",
    "Қанат",
    "Ерлан",
    "Бауыржан",
    "Серік",
    "Дәурен",
    "Айдос",
    "Жандос",
    "Мұрат",
    "Асхат",
    "Ержан",
    "Қайрат",
    "Болат",
    "Талғат",
    "Әділ",
    "Өмірзақ",
    "Ғалым",
    "Рүстем",
    "Самат",
    "Данияр",
];
const KAZAKH_WOMEN: &[&str] = &[
    "Айгүл",
    "Гүлнар",
    "Әсел",
    "Жанар",
    "Динара",
    "Қарлығаш",
    "Меруерт",
    "Сәуле",
    "Ботагөз",
    "Үміт",
    "Назгүл",
    "Перизат",
];
const RUSSIAN_MEN: &[&str] = &[
    "Алексей",
    "Сергей",
    "Дмитрий",
    "Андрей",
    "Николай",
    "Виктор",
    "Олег",
    "Игорь",
    "Павел",
    "Юрий",
    "Артём",
    "Максим",
];
const RUSSIAN_WOMEN: &[&str] = &[
    "Елена",
    "Ольга",
    "Наталья",
    "Татьяна",
    "Ирина",
    "Светлана",
    "Марина",
    "Юлия",
];
const KAZAKH_FAMILIES: &[&str] = &[
    "Әбенов",
    "Қасымов",
    "Жұмабаев",
    "Сейітов",
    "Омаров",
    "Ахметов",
    "Нұрпейісов",
    "Тілеуов",
    "Қожахметов",
    "Байжанов",
    "Есенов",
    "Мұқанов",
    "Оспанов",
    "Сүлейменов",
    "Төлегенов",
    "Ысқақов",
    "Шәріпов",
    "Ілиясов",
    "Құсайынов",
    "Дүйсенов",
];
const RUSSIAN_FAMILIES: &[&str] = &[
    "Морозов",
    "Соколов",
    "Лебедев",
    "Новиков",
    "Фролов",
    "Орлов",
    "Зайцев",
    "Беляев",
    "Комаров",
    "Щербаков",
    "Юдин",
    "Крылов",
];

/// A name by chance.
pub(super) fn make(country: Country, sex: Sex, random: &mut Random) -> Name {
    let man = sex == Sex::Male;
    let plain = |random: &mut Random, all: &[&str]| {
        random.pick(all).copied().unwrap_or_default().to_owned()
    };
    match country {
        Country::Uganda => {
            let first = plain(random, if man { UGANDA_MEN } else { UGANDA_WOMEN });
            let family = plain(random, UGANDA_FAMILIES);
            Name {
                name: format!("{family} {first}"),
                other_names: Vec::new(),
            }
        }
        Country::Tunisia => {
            let firsts = if man { TUNISIA_MEN } else { TUNISIA_WOMEN };
            let (first, first_arabic) = random.pick(firsts).copied().unwrap_or_default();
            let (family, family_arabic) =
                random.pick(TUNISIA_FAMILIES).copied().unwrap_or_default();
            Name {
                name: format!("{first} {family}"),
                other_names: vec![format!("{first_arabic} {family_arabic}")],
            }
        }
        Country::Kazakhstan => {
            let kazakh = random.chance(680);
            let (firsts, families) = match (kazakh, man) {
                (true, true) => (KAZAKH_MEN, KAZAKH_FAMILIES),
                (true, false) => (KAZAKH_WOMEN, KAZAKH_FAMILIES),
                (false, true) => (RUSSIAN_MEN, RUSSIAN_FAMILIES),
                (false, false) => (RUSSIAN_WOMEN, RUSSIAN_FAMILIES),
            };
            let first = plain(random, firsts);
            let ending = if man { "" } else { "а" };
            Name {
                name: format!("{}{ending} {first}", plain(random, families)),
                other_names: Vec::new(),
            }
        }
    }
}

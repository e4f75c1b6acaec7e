//! Which column is which: headers in English, French, Arabic and Russian, spelled as people spell them.

use unicode_normalization::UnicodeNormalization;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The whole name.
    Name,
    /// Family name.
    FamilyName,
    /// First name.
    GivenName,
    /// Middle name or patronymic.
    MiddleName,
    /// Also known as.
    OtherNames,
    /// Prisoner number.
    Number,
    /// Staff number.
    StaffNumber,
    /// Sex.
    Sex,
    /// Birth date or year.
    Born,
    /// Wing.
    Wing,
    /// Cell or ward.
    Cell,
    /// Languages.
    Languages,
    /// Prisoner, staff, visitor, child.
    Category,
}

use Column::{
    Born, Category, Cell, FamilyName, GivenName, Languages, MiddleName, Name, Number, OtherNames,
    Sex, StaffNumber, Wing,
};

/// Headers as [`plain`] leaves them.
const SYNONYMS: &[(Column, &[&str])] = &[
    (
        Name,
        &[
            "name",
            "fullname",
            "prisonername",
            "inmatename",
            "nom complet",
            "nometprenom",
            "nomprenom",
            "nomcomplet",
            "prenometnom",
            "الاسم",
            "الاسم الكامل",
            "الاسمالكامل",
            "الاسمواللقب",
            "اسمالسجين",
            "фио",
            "полноеимя",
            "фамилияимяотчество",
            "имяфамилия",
        ],
    ),
    (
        FamilyName,
        &[
            "surname",
            "lastname",
            "familyname",
            "nom",
            "nomdefamille",
            "اللقب",
            "اسمالعائلة",
            "фамилия",
            "тегі",
        ],
    ),
    (
        GivenName,
        &[
            "firstname",
            "givenname",
            "forename",
            "givennames",
            "prenom",
            "prenoms",
            "الاسمالأول",
            "الاسمالاول",
            "имя",
            "аты",
        ],
    ),
    (
        MiddleName,
        &[
            "middlename",
            "patronymic",
            "deuxiemeprenom",
            "اسمالأب",
            "اسمالاب",
            "отчество",
            "әкесініңаты",
        ],
    ),
    (
        OtherNames,
        &[
            "othernames",
            "alias",
            "aliases",
            "aka",
            "nickname",
            "surnom",
            "autresnoms",
            "الكنية",
            "اسمالشهرة",
            "псевдоним",
            "прозвище",
            "другиеимена",
        ],
    ),
    (
        Number,
        &[
            "number",
            "no",
            "prisonernumber",
            "prisonerno",
            "inmatenumber",
            "inmateno",
            "prisonnumber",
            "id",
            "numero",
            "n",
            "numerodecrou",
            "ecrou",
            "matricule",
            "numerodudetenu",
            "رقم",
            "الرقم",
            "رقمالسجين",
            "رقمالايداع",
            "رقمالإيداع",
            "номер",
            "номерличногодела",
            "личныйномер",
            "номерзаключенного",
            "номеросужденного",
        ],
    ),
    (
        StaffNumber,
        &[
            "staffnumber",
            "staffno",
            "employeenumber",
            "servicenumber",
            "matriculeagent",
            "numeroagent",
            "رقمالموظف",
            "رقمالعون",
            "табельныйномер",
        ],
    ),
    (
        Sex,
        &["sex", "gender", "sexe", "genre", "الجنس", "пол", "жынысы"],
    ),
    (
        Born,
        &[
            "born",
            "dob",
            "dateofbirth",
            "birthdate",
            "birthyear",
            "yearofbirth",
            "birthday",
            "nele",
            "datedenaissance",
            "naissance",
            "anneedenaissance",
            "تاريخالميلاد",
            "تاريخالولادة",
            "سنةالميلاد",
            "датарождения",
            "годрождения",
            "туғанкүні",
        ],
    ),
    (
        Wing,
        &[
            "wing",
            "block",
            "ward",
            "unit",
            "houseblock",
            "pavillon",
            "quartier",
            "aile",
            "bloc",
            "جناح",
            "الجناح",
            "отряд",
            "корпус",
            "блок",
        ],
    ),
    (
        Cell,
        &[
            "cell",
            "room",
            "cellnumber",
            "cellno",
            "cellule",
            "chambre",
            "زنزانة",
            "الزنزانة",
            "غرفة",
            "الغرفة",
            "رقمالغرفة",
            "камера",
            "комната",
            "номеркамеры",
        ],
    ),
    (
        Languages,
        &[
            "language",
            "languages",
            "langue",
            "langues",
            "اللغة",
            "اللغات",
            "язык",
            "языки",
            "тілі",
        ],
    ),
    (
        Category,
        &[
            "category",
            "kind",
            "type",
            "categorie",
            "الصنف",
            "الفئة",
            "категория",
        ],
    ),
];

/// A header without case, accents, spaces and signs.
pub(super) fn plain(header: &str) -> String {
    let decomposed = header
        .nfkd()
        .filter(|character| !('\u{300}'..='\u{36f}').contains(character));
    decomposed
        .flat_map(char::to_lowercase)
        .filter(|character| character.is_alphanumeric())
        .nfc()
        .collect()
}

/// The column of a header, if it is one that is known.
pub fn of_header(header: &str) -> Option<Column> {
    let wanted = plain(header);
    // Letters that carry signs of their own (й, أ) lose them too, on both sides.
    SYNONYMS
        .iter()
        .find(|(_, synonyms)| synonyms.iter().any(|synonym| plain(synonym) == wanted))
        .map(|(column, _)| *column)
}

/// A column by the word that `--map header=column` takes.
pub fn of_word(word: &str) -> Option<Column> {
    let words = [
        ("name", Name),
        ("family_name", FamilyName),
        ("given_name", GivenName),
        ("middle_name", MiddleName),
        ("other_names", OtherNames),
        ("number", Number),
        ("staff_number", StaffNumber),
        ("sex", Sex),
        ("born", Born),
        ("wing", Wing),
        ("cell", Cell),
        ("languages", Languages),
        ("category", Category),
    ];
    words
        .into_iter()
        .find(|(known, _)| *known == word)
        .map(|(_, column)| column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_as_people_spell_them() {
        for (header, expected) in [
            ("Full Name", Some(Name)),
            (" SURNAME ", Some(FamilyName)),
            ("Date of birth", Some(Born)),
            ("Prénom(s)", Some(GivenName)),
            ("N° d'écrou", None),
            ("Numéro d’écrou", Some(Number)),
            ("الاسم الكامل", Some(Name)),
            ("رقم السجين", Some(Number)),
            ("ФИО", Some(Name)),
            ("Дата рождения", Some(Born)),
            ("Religion", None),
        ] {
            assert_eq!(of_header(header), expected, "{header}");
        }
    }
}
